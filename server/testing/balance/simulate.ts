import { openEconomyDay, type EconomyDay, type LawOfGoods } from '#server/domain/economy/economy-day.ts'
import { evenOutput } from '#server/domain/economy/output.ts'
import { type OrderSide, type TradeRates } from '#server/domain/economy/quote.ts'
import { type GoodsTable } from '#server/domain/economy/price-level.ts'
import {
  EVEN_TEMPO_BP,
  TEMPO_DAYS,
  TEMPO_DOCKINGS,
  tempoBp,
  tempoDaysCountedOn,
} from '#server/domain/economy/tempo.ts'
import { availableTurns, fullTurns, spendTurns } from '#server/domain/galaxy/turns.ts'
import { createRandom } from '#server/domain/random.ts'
import { type ShipClass } from '#server/domain/ships/hulls.ts'
import { DAY_MS } from '#server/domain/utc-day.ts'
import { chooseRoute, lookAround, stillPays, turnsOf } from './choose-route.ts'
import { EventQueue } from './event-queue.ts'
import { addPostings, emptyFigures, type Figures } from './figures.ts'
import { MarketBoard } from './market-board.ts'
import { deal, payFare, upgrade, type Counter } from './deal.ts'
import { HABITS, TRADER_KINDS, type Route, type Trader, type TraderKind } from './traders.ts'
import { FIRST_DAY, type World } from './world.ts'

export type Simulation = {
  world: World
  seed: string
  days: number
  population: Partial<Record<TraderKind, number>>
  rates?: TradeRates
  /** Of everybody but newcomers, who begin with a Pathfinder and 1,000 credits. */
  start?: { hull: ShipClass; purse: number }
  /** Larger hulls are bought as soon as they can be paid. */
  buysHulls?: boolean
  /** Output by law on a day, by galaxy; even without it. */
  outputOn?: (day: number, galaxy: number) => GoodsTable
  /** Days at the beginning that do not count: until prices are known and the tempo is that of the crowd. */
  warmUpDays?: number
}

const FLIGHT_MS_PER_TURN = 4_000
const DECISION_MS = 20_000

type Step = { trader: Trader; then: (now: number) => void }

/** Lets traders trade for some days by the rules of the game. The same input gives the same figures. */
export function simulate(simulation: Simulation): Figures {
  return new Run(simulation).run()
}

class Run {
  private readonly figures: Figures
  private readonly days: EconomyDay[][]
  private readonly board: MarketBoard
  private readonly traders: Trader[]
  private readonly events = new EventQueue<Step>()
  private readonly counter: Counter
  private readonly world: World

  constructor(private readonly simulation: Simulation) {
    const rates = simulation.rates ?? { taxRateBp: 1_000, tariffBp: 0 }
    // Trades replace the rows of markets: each run has its own.
    this.world = { ...simulation.world, markets: simulation.world.markets.map((market) => ({ ...market })) }
    this.figures = emptyFigures(simulation.days - (simulation.warmUpDays ?? 1))
    this.days = this.world.galaxies.map(() => [])
    this.board = new MarketBoard(this.world, this.days, rates)
    this.traders = TRADER_KINDS.flatMap((kind) =>
      Array.from({ length: simulation.population[kind] ?? 0 }, (_, index) => this.recruit(kind, index)),
    )
    const countsFrom = (FIRST_DAY + (simulation.warmUpDays ?? 1)) * DAY_MS
    this.counter = { world: this.world, days: this.days, rates, figures: this.figures, countsFrom }
  }

  run(): Figures {
    for (let day = FIRST_DAY; day < FIRST_DAY + this.simulation.days; day++) this.playDay(day)
    return this.figures
  }

  private playDay(day: number): void {
    this.world.galaxies.forEach((_, galaxy) => this.openDay(day, galaxy))
    for (const trader of this.traders) {
      const { sessions } = HABITS[trader.kind]
      const first = trader.random.next() / sessions
      for (let session = 0; session < sessions; session++) {
        const at = (day + first + session / sessions) * DAY_MS
        this.events.push(Math.floor(at), { trader, then: (now) => this.beginSession(trader, now) })
      }
    }
    const end = (day + 1) * DAY_MS
    for (let next = this.events.pop(); next; next = this.events.pop()) {
      // What reaches beyond midnight goes on at the last moment of the day, so that each day is closed.
      const now = Math.min(next.at, end - 1)
      this.board.refresh(now)
      next.event.then(now)
    }
  }

  private openDay(day: number, galaxy: number): void {
    const rows = this.days[galaxy]
    const { ports, endowment } = this.world.galaxies[galaxy] ?? { ports: 0, endowment: evenOutput() }
    const law: LawOfGoods = {
      endowment,
      outputFactors: this.simulation.outputOn?.(day, galaxy) ?? evenOutput(),
    }
    const last = rows?.at(-1)
    const events = {
      works: {},
      festival: false,
      shocks: [],
      tempoBp: last ? tempoBp(this.busyTraders(day, galaxy), ports) : EVEN_TEMPO_BP,
    }
    rows?.push(
      openEconomyDay(last ? { day: day - 1, priceLevels: last.priceLevels } : null, day, law, events),
    )
    if (rows && rows.length > TEMPO_DAYS + 5) rows.shift()
  }

  /** Counted on the day before `day`, as the galaxy does. Of two galaxies each counts half of the dockings of those who cross. */
  private busyTraders(day: number, _galaxy: number): number {
    const { first, last } = tempoDaysCountedOn(day - 1)
    const dockings = ({ dockingsOfDays }: Trader) => {
      let sum = 0
      for (let counted = first; counted <= last; counted++) sum += dockingsOfDays.get(counted) ?? 0
      return sum / this.world.galaxies.length
    }
    return this.traders.filter((trader) => dockings(trader) >= TEMPO_DOCKINGS).length
  }

  private beginSession(trader: Trader, now: number): void {
    trader.session = HABITS[trader.kind].turns
    if (!trader.busy) this.decide(trader, now)
  }

  private decide(trader: Trader, now: number): void {
    trader.busy = false
    lookAround(this.world, this.board, trader)
    const turns = Math.min(trader.session, availableTurns(trader.turns, new Date(now)))
    const route = chooseRoute(this.world, this.board, trader, turns)
    if (route) this.fly(trader, now, this.portOf(route.maker), (then) => this.buy(trader, route, then))
    else if (HABITS[trader.kind].knows !== 'all') this.explore(trader, now, turns)
  }

  /** Who knows no cargo that pays looks at a port nearby. */
  private explore(trader: Trader, now: number, turns: number): void {
    const { reach } = HABITS[trader.kind]
    const near = (this.world.near[trader.port] ?? []).filter((port) => {
      const way = turnsOf(this.world, trader.port, port)
      return way > 0 && way <= Math.min(reach, turns - 30)
    })
    if (near.length > 0) this.fly(trader, now, trader.random.pick(near), (then) => this.decide(trader, then))
  }

  private fly(trader: Trader, now: number, to: number, then: (now: number) => void): void {
    const turns = turnsOf(this.world, trader.port, to)
    const spent = spendTurns(trader.turns, turns, new Date(now))
    if (!spent.ok) return
    this.spend(trader, turns, now)
    trader.turns = spent.value
    if (turns > 0) trader.docked = false
    payFare(this.counter, trader, to, now)
    trader.port = to
    trader.busy = true
    this.events.push(now + DECISION_MS + turns * FLIGHT_MS_PER_TURN, { trader, then })
  }

  private buy(trader: Trader, route: Route, now: number): void {
    const quantity = this.quantityNow(trader, route)
    const isGood = quantity > 0 && stillPays(this.world, this.board, trader, route, quantity)
    if (!isGood || !this.trade(trader, route.maker, 'buy', quantity, now)) return this.tryAgain(trader, now)
    this.fly(trader, now, this.portOf(route.user), (then) => this.sell(trader, route, quantity, then))
  }

  /** A trader who finds the goods gone has used up a decision, and decides again. */
  private tryAgain(trader: Trader, now: number): void {
    lookAround(this.world, this.board, trader)
    trader.session -= 1
    trader.busy = trader.session > 0
    if (trader.busy)
      this.events.push(now + DECISION_MS, { trader, then: (then) => this.decide(trader, then) })
  }

  private quantityNow(trader: Trader, { maker, quantity }: Route): number {
    const stock = this.board.stocks[maker] ?? 0
    const wanted = Math.min(quantity, stock)
    if (wanted === 0) return 0
    const net = this.board.net(maker, stock, wanted)
    return net <= trader.purse ? wanted : Math.floor((wanted * Number(trader.purse) * 0.95) / net)
  }

  private sell(trader: Trader, { user }: Route, quantity: number, now: number): void {
    if (!this.trade(trader, user, 'sell', quantity, now)) throw new Error('nobody can sell what they carry')
    if (this.simulation.buysHulls || trader.kind === 'newcomer')
      upgrade(this.counter, trader, this.simulation.buysHulls ? 'bulk_carrier' : 'hauler', now)
    this.decide(trader, now)
  }

  private trade(trader: Trader, market: number, side: OrderSide, quantity: number, now: number): boolean {
    const wasDocked = trader.docked
    const filled = deal(this.counter, trader, { market, side, quantity }, now)
    if (!filled) return false
    this.board.traded(market)
    trader.session -= filled.dockingTurns
    if (!wasDocked) {
      const day = Math.floor(now / DAY_MS)
      trader.dockingsOfDays.set(day, (trader.dockingsOfDays.get(day) ?? 0) + 1)
    }
    return true
  }

  private spend(trader: Trader, turns: number, now: number): void {
    trader.session -= turns
    if (now >= this.counter.countsFrom) this.figures.kinds[trader.kind].turns += turns
  }

  private portOf = (market: number): number => this.world.markets[market]?.port ?? 0

  private recruit(kind: TraderKind, index: number): Trader {
    const random = createRandom(`${this.simulation.seed} ${kind} ${index}`)
    const { hull, purse } =
      kind === 'newcomer' || !this.simulation.start
        ? { hull: 'pathfinder' as const, purse: 1_000 }
        : this.simulation.start
    addPostings(this.figures, [
      { account: 'source:starting_credits', ownerId: null, asset: 'credits', amount: -BigInt(purse) },
      { account: 'purse', ownerId: 'trader', asset: 'credits', amount: BigInt(purse) },
    ])
    this.figures.kinds[kind].traders++
    return {
      kind,
      random,
      ship: { hull, modules: [], damageBp: 0 },
      purse: BigInt(purse),
      cargo: {},
      boughtIn: 0,
      turns: fullTurns(new Date(FIRST_DAY * DAY_MS)),
      port: random.int(0, this.world.ports.length - 1),
      docked: false,
      hasDocked: false,
      memory: new Int32Array(this.world.markets.length).fill(-1),
      session: 0,
      busy: false,
      dockingsOfDays: new Map(),
      salesNet: 0n,
      purchasesNet: 0n,
      highestRenown: 0,
    }
  }
}
