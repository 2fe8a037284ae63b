import { COMMODITIES, type Commodity } from '../economy/commodities.ts'
import { type BoardLine } from '../economy/price-board.ts'

export type ComparedEnd = { role: BoardLine['role']; net: number | null }

/** A good that two ports trade, with what a lot costs or brings at each (null without a lot in stock); null where a port does not trade it. */
export type ComparedGood = {
  commodity: Commodity
  lot: number
  a: ComparedEnd | null
  b: ComparedEnd | null
  /** What a lot bought at one and sold at the other brings; null unless one sells and the other buys it. */
  margin: number | null
  /** Where to buy it for that margin. */
  buyAt: 'a' | 'b' | null
}

/** The goods that either port trades, the largest margin first, then in the usual order. */
export function comparePorts(a: readonly BoardLine[], b: readonly BoardLine[]): ComparedGood[] {
  const compared = COMMODITIES.flatMap((commodity): ComparedGood[] => {
    const [left, right] = [a, b].map((board) => board.find((line) => line.commodity === commodity))
    if (!left && !right) return []
    return [
      {
        commodity,
        lot: left?.offer?.lot ?? right?.offer?.lot ?? 0,
        a: endOf(left),
        b: endOf(right),
        ...marginOf(left, right),
      },
    ]
  })
  return compared.sort((one, other) => (other.margin ?? -Infinity) - (one.margin ?? -Infinity) || 0)
}

const endOf = (line: BoardLine | undefined): ComparedEnd | null =>
  line ? { role: line.role, net: line.offer?.net ?? null } : null

function marginOf(
  a: BoardLine | undefined,
  b: BoardLine | undefined,
): Pick<ComparedGood, 'margin' | 'buyAt'> {
  if (!a?.offer || !b?.offer || a.role === b.role) return { margin: null, buyAt: null }
  return a.role === 'sells'
    ? { margin: b.offer.net - a.offer.net, buyAt: 'a' }
    : { margin: a.offer.net - b.offer.net, buyAt: 'b' }
}
