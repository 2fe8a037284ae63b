import { economyOn, type EconomyDay } from '#server/domain/economy/economy-day.ts'
import { pricedMarket } from '#server/domain/economy/market-on-day.ts'
import { quote, type TradeRates } from '#server/domain/economy/quote.ts'
import { settleMarket } from '#server/domain/economy/settle-market.ts'
import { DAY_MS, utcDay } from '#server/domain/utc-day.ts'
import { type SimulatedMarket, type World } from './world.ts'

/** How old a price may be that is seen live. Settling every market for every glance would take most of the run. */
const REFRESH_MS = 600_000

/** Traders tell stocks apart to this share of a capacity: prices within a hundredth. */
const STEPS = 128

/** All stocks as somebody sees them who looks now, and about what a hold would come to at a stock that is known. */
export class MarketBoard {
  readonly stocks: Int32Array
  private refreshedAt = -Infinity
  private today: EconomyDay[] = []
  /** Estimates by market, then by hold and stock. */
  private readonly estimates: Map<number, number>[]

  constructor(
    private readonly world: World,
    private readonly days: readonly EconomyDay[][],
    private readonly rates: TradeRates,
  ) {
    this.stocks = new Int32Array(world.markets.length)
    this.estimates = world.markets.map(() => new Map<number, number>())
  }

  refresh(now: number): void {
    if (now - this.refreshedAt < REFRESH_MS) return
    const isNewDay = Math.floor(now / DAY_MS) !== Math.floor(this.refreshedAt / DAY_MS)
    this.refreshedAt = now
    const at = new Date(now)
    if (isNewDay) {
      this.today = this.days.map((days) => economyOn(days, utcDay(at)))
      for (const estimates of this.estimates) estimates.clear()
    }
    this.world.markets.forEach(({ galaxy, row }, index) => {
      this.stocks[index] = settleMarket(row, this.days[galaxy] ?? [], at).stock
    })
  }

  traded(market: number): void {
    this.stocks[market] = this.world.markets[market]?.row.stock ?? 0
  }

  /** Credits for so many units at a stock, as near as a trader reckons: paid to a maker, got from a user. */
  net(market: number, stock: number, quantity: number): number {
    const { row } = this.marketAt(market)
    const step = Math.floor((stock * STEPS) / row.capacity)
    const reckoned = Math.floor((step * row.capacity) / STEPS)
    if (row.role === 'sells' && reckoned < quantity) return this.exactNet(market, stock, quantity)
    const key = step * 1_000 + quantity
    const estimates = this.estimates[market]
    const known = estimates?.get(key)
    if (known !== undefined) return known
    const net = this.exactNet(market, reckoned, quantity)
    estimates?.set(key, net)
    return net
  }

  private exactNet(market: number, stock: number, quantity: number): number {
    const { row, galaxy } = this.marketAt(market)
    const today = this.today[galaxy]
    if (!today) throw new Error('the board was never refreshed')
    const verdict = quote({
      side: row.role === 'sells' ? 'buy' : 'sell',
      market: pricedMarket({ ...row, stock }, today),
      quantity,
      ...this.rates,
    })
    if (!verdict.ok) throw new Error(verdict.message)
    return Number(verdict.value.net)
  }

  private marketAt(market: number): SimulatedMarket {
    const found = this.world.markets[market]
    if (!found) throw new Error(`no market ${market}`)
    return found
  }
}
