import { COMMODITIES, type Commodity } from '#server/domain/economy/commodities.ts'
import { type MarketRole } from '#server/domain/economy/market-roles.ts'
import { HULLS } from '#server/domain/ships/hulls.ts'
import { shipFigures } from '#server/domain/ships/ship.ts'
import { type MarketBoard } from './market-board.ts'
import { HABITS, type Route, type Trader } from './traders.ts'
import { type World } from './world.ts'

/** What a trader would get or pay for a full hold at a market, as far as they know. */
type Candidate = { market: number; port: number; quantity: number; net: number }
type Candidates = Record<MarketRole, Map<Commodity, Candidate[]>>

/** The cargo that a trader takes next, within the turns that are left to them; null if they know none that pays. */
export function chooseRoute(world: World, board: MarketBoard, trader: Trader, turns: number): Route | null {
  const search = new Search(world, trader, turns)
  const known = candidatesOf(world, board, trader)
  for (const commodity of COMMODITIES) {
    const users = (known.buys.get(commodity) ?? []).sort((a, b) => unitNet(b) - unitNet(a))
    if (users.length > 0) for (const maker of known.sells.get(commodity) ?? []) search.consider(maker, users)
  }
  return search.choice()
}

const unitNet = ({ net, quantity }: Candidate): number => net / quantity

/**
 * Compares pairs of markets: in the Nexus hundreds of thousands for each trip. So a maker's users are tried from the one that pays most on,
 * and only as long as a better pair could follow.
 */
class Search {
  private readonly best: { route: Route; worth: number }[] = []
  private readonly dockingTurns: number
  private readonly berthFee: number
  private readonly reach: number
  private readonly choices: number
  private readonly byTurn: boolean
  private least = 0

  constructor(
    private readonly world: World,
    private readonly trader: Trader,
    private readonly turnsLeft: number,
  ) {
    const { dockingTurns, berthFee } = shipFigures(trader.ship)
    this.dockingTurns = dockingTurns
    this.berthFee = Number(berthFee)
    this.reach = reachOf(world, trader)
    this.choices = HABITS[trader.kind].choices
    // A casual looks at the profit of a trip, the others at what a turn earns.
    this.byTurn = trader.kind !== 'casual'
  }

  /** `users` from the one that pays most for a unit. */
  consider(maker: Candidate, users: readonly Candidate[]): void {
    const dockings = this.trader.docked && maker.port === this.trader.port ? 1 : 2
    const turnsBefore = turnsOf(this.world, this.trader.port, maker.port) + dockings * this.dockingTurns
    const costs = maker.net + dockings * this.berthFee
    for (const user of users) {
      // Half a hold sells for a little more than half: the estimate is on the safe side.
      const proceeds = (user.net * maker.quantity) / user.quantity
      // Even next door this user would not be better than what is known, nor would those who pay less.
      if (this.worthOf(proceeds - costs, turnsBefore) <= this.least) return
      const between = turnsOf(this.world, maker.port, user.port)
      const turns = turnsBefore + between
      if (between > this.reach || turns > this.turnsLeft) continue
      const profit = proceeds - costs - fareOf(this.world, maker.port, user.port)
      const worth = this.worthOf(profit, turns)
      if (worth <= this.least) continue
      this.add({ maker: maker.market, user: user.market, quantity: maker.quantity, turns, profit }, worth)
    }
  }

  choice(): Route | null {
    return this.best.length === 0 ? null : this.trader.random.pick(this.best).route
  }

  private worthOf(profit: number, turns: number): number {
    return this.byTurn ? profit / turns : profit
  }

  private add(route: Route, worth: number): void {
    this.best.push({ route, worth })
    this.best.sort((a, b) => b.worth - a.worth)
    if (this.best.length > this.choices) this.best.pop()
    if (this.best.length === this.choices) this.least = this.best.at(-1)?.worth ?? 0
  }
}

function candidatesOf(world: World, board: MarketBoard, trader: Trader): Candidates {
  const found: Candidates = { sells: new Map(), buys: new Map() }
  const { holds, sightTurns } = shipFigures(trader.ship)
  const reach = reachOf(world, trader)
  for (const port of world.near[trader.port] ?? []) {
    const way = turnsOf(world, trader.port, port)
    const isMaker = way <= reach
    for (const market of world.ports[port]?.markets ?? []) {
      const row = world.markets[market]?.row
      const stock = knownStock(board, trader, market, way <= sightTurns)
      if (!row || stock < 0 || (row.role === 'sells' && !isMaker)) continue
      const candidate =
        row.role === 'sells'
          ? affordable(board, trader, { market, port, stock, holds })
          : { market, port, quantity: holds, net: board.net(market, stock, holds) }
      if (!candidate) continue
      const list = found[row.role].get(row.commodity)
      if (list) list.push(candidate)
      else found[row.role].set(row.commodity, [candidate])
    }
  }
  return found
}

/** What hold, stock and purse take of a maker's good. */
function affordable(
  board: MarketBoard,
  { purse }: Trader,
  { market, port, stock, holds }: { market: number; port: number; stock: number; holds: number },
): Candidate | null {
  const quantity = Math.min(holds, stock)
  // A nearly empty maker is not worth the way.
  if (quantity < holds / 8) return null
  const net = board.net(market, stock, quantity)
  if (net <= purse) return { market, port, quantity, net }
  const less = Math.floor((quantity * Number(purse)) / net)
  return less === 0 ? null : { market, port, quantity: less, net: board.net(market, stock, less) }
}

/** The stock of a market as a trader knows it; −1 if they do not. */
function knownStock(board: MarketBoard, trader: Trader, market: number, isInSight: boolean): number {
  const { knows } = HABITS[trader.kind]
  if (knows === 'all' || isInSight) return board.stocks[market] ?? -1
  return knows === 'seen' ? (trader.memory[market] ?? -1) : -1
}

/** What a cargo would bring that is about to be bought, by what the trader knows of its user. */
export function stillPays(
  world: World,
  board: MarketBoard,
  trader: Trader,
  { maker, user }: Route,
  quantity: number,
): boolean {
  const to = world.markets[user]?.port ?? 0
  const { sightTurns, berthFee } = shipFigures(trader.ship)
  const stock = knownStock(board, trader, user, turnsOf(world, trader.port, to) <= sightTurns)
  if (stock < 0) return true
  const berths = Number(berthFee) * (trader.docked ? 1 : 2)
  const costs = board.net(maker, board.stocks[maker] ?? 0, quantity) + berths + fareOf(world, trader.port, to)
  return board.net(user, stock, quantity) > costs
}

/** Remembers what is in sight from where the trader is. */
export function lookAround(world: World, board: MarketBoard, trader: Trader): void {
  if (HABITS[trader.kind].knows !== 'seen') return
  const { sightTurns } = shipFigures(trader.ship)
  for (const port of world.near[trader.port] ?? [])
    if (turnsOf(world, trader.port, port) <= sightTurns)
      for (const market of world.ports[port]?.markets ?? [])
        trader.memory[market] = board.stocks[market] ?? -1
}

/** Between galaxies everybody goes as far as it takes. */
const reachOf = ({ crossing }: World, { kind }: Trader): number =>
  crossing ? Number.MAX_SAFE_INTEGER : HABITS[kind].reach

export const turnsOf = ({ turns, ports }: World, from: number, to: number): number =>
  turns[from * ports.length + to] ?? 0

/** Credits between two ports: nothing within a galaxy. */
export const fareOf = ({ ports, crossing }: World, from: number, to: number): number =>
  ports[from]?.galaxy === ports[to]?.galaxy ? 0 : (crossing?.fare ?? 0)

/** Hulls in the order in which they are bought. */
const CAREER = ['hauler', 'freighter', 'bulk_carrier'] as const

export const nextHull = ({ ship }: Trader) =>
  CAREER.find((hull) => HULLS[hull].price > HULLS[ship.hull].price) ?? null
