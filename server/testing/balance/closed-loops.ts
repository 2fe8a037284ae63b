import { economyOn, openEconomyDay, type EconomyDay } from '#server/domain/economy/economy-day.ts'
import { pricedMarket, type StoredMarket } from '#server/domain/economy/market-on-day.ts'
import { outputFactors } from '#server/domain/economy/output.ts'
import { endowment } from '#server/domain/economy/price-level.ts'
import { quote, type TradeRates } from '#server/domain/economy/quote.ts'
import { COMMODITIES } from '#server/domain/economy/commodities.ts'
import { EVEN_TEMPO_BP } from '#server/domain/economy/tempo.ts'
import { tableOf } from '#server/domain/keys-of.ts'
import { type Random } from '#server/domain/random.ts'
import { FIRST_DAY } from './world.ts'

/** Credits that a random walk of orders at one market gains which leaves the stock as it was, whatever the market's role. */
export function gainOfLoop(
  market: StoredMarket,
  economy: EconomyDay,
  rates: TradeRates,
  random: Random,
): number {
  const start = market.stock
  let stock = start
  let gained = 0
  const trade = (to: number) => {
    gained += proceedsOf({ ...market, stock }, economy, rates, to)
    stock = to
  }
  for (let step = 0; step < 20; step++) {
    const to = Math.max(0, stock + random.int(-200, 200))
    if (to !== stock) trade(to)
  }
  if (stock !== start) trade(start)
  return gained
}

/** Credits that an order brings which moves the stock to `to`: negative for a purchase. */
function proceedsOf(market: StoredMarket, economy: EconomyDay, rates: TradeRates, to: number): number {
  const verdict = quote({
    side: to < market.stock ? 'buy' : 'sell',
    market: pricedMarket(market, economy),
    quantity: Math.abs(to - market.stock),
    ...rates,
  })
  if (!verdict.ok) throw new Error(verdict.message)
  const net = Number(verdict.value.net)
  return to < market.stock ? -net : net
}

/** Days under an owner who decrees other bonuses every day. */
export function flippedDays(seed: string, days: number, random: Random): EconomyDay[] {
  const given = endowment(seed)
  const rows: EconomyDay[] = []
  for (let day = FIRST_DAY; day < FIRST_DAY + days; day++) {
    const bonuses = tableOf(COMMODITIES, () => random.pick([30, 100, 300]))
    const last = rows.at(-1)
    rows.push(
      openEconomyDay(
        last ? { day: day - 1, priceLevels: last.priceLevels } : null,
        day,
        { endowment: given, outputFactors: outputFactors(bonuses, null) },
        { works: {}, festival: false, shocks: [], tempoBp: EVEN_TEMPO_BP },
      ),
    )
  }
  return rows
}

/** What a hold brings that is bought on a day and, if ports took their own goods back, sold to the same port after `nights`. */
export function gainOverNights(
  market: StoredMarket,
  days: readonly EconomyDay[],
  day: number,
  { units, nights, rates }: { units: number; nights: number; rates: TradeRates },
): number {
  const emptier = { ...market, stock: market.stock - units }
  return (
    proceedsOf(market, economyOn(days, day), rates, emptier.stock) +
    proceedsOf(emptier, economyOn(days, day + nights), rates, market.stock)
  )
}
