import { type Commodity } from '../economy/commodities.ts'
import { type BoardLine } from '../economy/price-board.ts'
import { type TradeRates } from '../economy/quote.ts'
import { type Means } from './order-limits.ts'
import { largestOrder, previewOrder } from './preview-order.ts'

/** A newcomer's first sale must not take more turns than these, docking included. */
export const FIRST_RUN_TURNS = 20

/** Turns of way within which a run is looked for: farther than ships see, for a newcomer knows nothing yet. */
export const FIRST_RUN_REACH = 6
/** Turns from the goods to their sale: with the reach and one docking no more than {@link FIRST_RUN_TURNS}. */
const SALE_REACH = 4

export type SeenPort = { id: number; name: string; sectorId: number; board: readonly BoardLine[] }

export type Newcomer = {
  sectorId: number
  purse: bigint
  freeHolds: number
  cargo: Partial<Record<Commodity, number>>
  /** Turns of the next docking, and of those after it. */
  docking: { next: number; later: number }
  /** What is left of {@link FIRST_RUN_TURNS}: on the way a better run may come into sight that would take too many in all. */
  turnsLeft: number
}

export type RunEnd = {
  portId: number
  portName: string
  sectorId: number
  /** Turns of way from the step before. */
  turns: number
  /** Credits that the trade costs or brings. */
  net: number
}

/** What to trade first: buy here or after a flight, then sell. `buy` is null once the goods are aboard. */
export type FirstRun = { commodity: Commodity; quantity: number; buy: RunEnd | null; sell: RunEnd }

export type Surroundings = {
  ports: readonly SeenPort[]
  rates: TradeRates
  /** Fewest turns; undefined where no way leads. */
  turnsBetween: (from: number, to: number) => number | undefined
}

/**
 * The run that brings most for each turn, by the rules that fill orders; null if none pays within {@link FIRST_RUN_TURNS}. What the goods cost
 * is spent once they are aboard: then the best price counts. Runs that end within the turns that are left come first.
 */
export function firstRun(newcomer: Newcomer, around: Surroundings): FirstRun | null {
  const aboard = Object.entries(newcomer.cargo).filter(([, units]) => units > 0)
  const runs = aboard.length > 0 ? salesOf(newcomer, around) : tripsOf(newcomer, around)
  const inTime = runs.filter(({ takes }) => takes <= newcomer.turnsLeft)
  const best = (inTime.length > 0 ? inTime : runs).sort((a, b) => b.gain / b.turns - a.gain / a.turns)
  return best[0]?.run ?? null
}

/** `turns` are those that its gain is set against, `takes` what it takes from here. */
type Rated = { run: FirstRun; gain: number; turns: number; takes: number }

/** For goods that are aboard already. */
function salesOf(newcomer: Newcomer, around: Surroundings): Rated[] {
  const { sectorId, cargo, docking } = newcomer
  return lines(around, 'buys').flatMap(({ port, line }): Rated[] => {
    const quantity = cargo[line.commodity] ?? 0
    const way = around.turnsBetween(sectorId, port.sectorId)
    const net = netOf(newcomer, around, line, quantity)
    if (quantity === 0 || way === undefined || way > SALE_REACH || net === null) return []
    const sell = { ...endAt(port), turns: way, net }
    return [
      {
        run: { commodity: line.commodity, quantity, buy: null, sell },
        gain: net,
        turns: 1,
        takes: way === 0 ? docking.next : way + docking.later,
      },
    ]
  })
}

function tripsOf(newcomer: Newcomer, around: Surroundings): Rated[] {
  const { sectorId, docking } = newcomer
  return lines(around, 'sells').flatMap(({ port: maker, line }): Rated[] => {
    const toMaker = around.turnsBetween(sectorId, maker.sectorId)
    const { quantity } = largestOrder(dealing(line, around), meansOf(newcomer, line.commodity))
    const cost = netOf(newcomer, around, line, quantity)
    if (toMaker === undefined || quantity === 0 || cost === null) return []
    return lines(around, 'buys').flatMap(({ port: user, line: wanted }): Rated[] => {
      if (wanted.commodity !== line.commodity) return []
      const toUser = around.turnsBetween(maker.sectorId, user.sectorId)
      const proceeds = netOf(newcomer, around, wanted, quantity)
      if (toUser === undefined || toUser > SALE_REACH || proceeds === null) return []
      // Ports of one sector are one stay.
      const turns = toMaker + toUser + docking.next + (toUser === 0 ? 0 : docking.later)
      if (proceeds <= cost || turns > FIRST_RUN_TURNS) return []
      const buy = { ...endAt(maker), turns: toMaker, net: cost }
      const sell = { ...endAt(user), turns: toUser, net: proceeds }
      return [
        {
          run: { commodity: line.commodity, quantity, buy, sell },
          gain: proceeds - cost,
          turns: Math.max(1, turns),
          takes: turns,
        },
      ]
    })
  })
}

const lines = ({ ports }: Surroundings, role: BoardLine['role']) =>
  ports.flatMap((port) => port.board.flatMap((line) => (line.role === role ? [{ port, line }] : [])))

const endAt = ({ id, name, sectorId }: SeenPort) => ({ portId: id, portName: name, sectorId })

const dealing = (line: BoardLine, { rates }: Surroundings) => ({
  market: line,
  commodity: line.commodity,
  side: line.role === 'sells' ? ('buy' as const) : ('sell' as const),
  rates,
})

const meansOf = ({ purse, freeHolds, cargo }: Newcomer, commodity: Commodity): Means => ({
  purse,
  freeHolds,
  aboard: cargo[commodity] ?? 0,
  berthFee: 0n,
})

function netOf(newcomer: Newcomer, around: Surroundings, line: BoardLine, quantity: number): number | null {
  const { quote } = previewOrder(dealing(line, around), meansOf(newcomer, line.commodity), quantity)
  return quote ? Number(quote.net) : null
}
