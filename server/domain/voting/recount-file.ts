/** Ballots are listed singly only when at least this many are alike in weight: a rare weight names its voter. */
export const SMALLEST_LISTED_GROUP = 5

export type CountedBallot = {
  receipt: string
  /** A word of a motion, or candidates in order of preference; empty: took part and chose nobody. */
  choice: readonly string[]
  /** With the weight of those who delegated. */
  weight: number
  /** People it speaks for; one unless others delegated. */
  represents?: number
}

export type ListedBallot = { receipt: string; choice: string[]; weight: number; represents: number }

/** Pooled ballots of one choice, added up: their weight, their number and the people they speak for. */
export type PooledTotal = {
  choice: string[]
  /** False: only the beginning of the rankings that these ballots share; how they go on is not published. */
  isWhole: boolean
  votes: number
  ballots: number
  people: number
}

export type RecountFile = {
  /** By receipt. */
  ballots: ListedBallot[]
  /** Ballots whose weights are too rare to list, added up. Their receipts show each voter that theirs was counted. */
  pooled: { receipts: string[]; totals: PooledTotal[] } | null
}

/**
 * What is published of a vote's ballots, so that anybody can add them up and nobody can see who chose whom. Ballots alike
 * in weight and in the people they speak for are listed singly, with whole rankings, when there are five or more of
 * them; all others are pooled. The pool is no smaller than a listed group unless there are no more ballots.
 *
 * Pooled rankings are cut where fewer than five pooled ballots share the next step, because a ranking beside a rare weight
 * would name its voter; first choices are always told. The price: what a pooled ballot of unusual ranking did in later
 * rounds cannot be counted again by others. They can check the sums of every round, every decision, everything that
 * listed and shared rankings did, and that the rest is no more than the cut ballots could have done.
 */
export function recountFile(
  cast: readonly CountedBallot[],
  { isRanked = false }: { isRanked?: boolean } = {},
): RecountFile {
  const groups = [...groupBy(cast, ({ weight, represents = 1 }) => `${weight} ${represents}`).values()].sort(
    (one, other) => one.length - other.length || weightOf(one) - weightOf(other),
  )
  const pool: CountedBallot[] = []
  const listed: CountedBallot[] = []
  for (const group of groups) {
    const isRare = group.length < SMALLEST_LISTED_GROUP
    const poolIsSmall = pool.length > 0 && pool.length < SMALLEST_LISTED_GROUP
    ;(isRare || poolIsSmall ? pool : listed).push(...group)
  }
  return {
    ballots: listed
      .map(({ receipt, choice, weight, represents = 1 }) => ({
        receipt,
        choice: [...choice],
        weight,
        represents,
      }))
      .sort((one, other) => (one.receipt < other.receipt ? -1 : 1)),
    pooled:
      pool.length === 0
        ? null
        : { receipts: pool.map(({ receipt }) => receipt).sort(), totals: totalsOf(pool, isRanked) },
  }
}

const weightOf = ([first]: readonly CountedBallot[]) => first?.weight ?? 0

function groupBy<Item>(items: readonly Item[], keyOf: (item: Item) => string): Map<string, Item[]> {
  const groups = new Map<string, Item[]>()
  for (const item of items) {
    const key = keyOf(item)
    const group = groups.get(key)
    if (group) group.push(item)
    else groups.set(key, [item])
  }
  return groups
}

type Cut = { choice: readonly string[]; isWhole: boolean; ballot: CountedBallot }

function totalsOf(pool: readonly CountedBallot[], isRanked: boolean): PooledTotal[] {
  const cuts = isRanked ? cutRankings(pool) : pool.map((ballot) => whole(ballot, 1))
  const groups = groupBy(cuts, ({ choice, isWhole }) => `${choice.join(' ')} ${isWhole}`)
  return [...groups.entries()]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .flatMap(([, [first, ...rest]]) => (first ? [totalOf(first, [first, ...rest])] : []))
}

const totalOf = ({ choice, isWhole }: Cut, group: readonly Cut[]): PooledTotal => ({
  choice: [...choice],
  isWhole,
  votes: group.reduce((sum, { ballot }) => sum + ballot.weight, 0),
  ballots: group.length,
  people: group.reduce((sum, { ballot }) => sum + (ballot.represents ?? 1), 0),
})

const whole = (ballot: CountedBallot, length: number): Cut => ({
  choice: ballot.choice.slice(0, length),
  isWhole: true,
  ballot,
})

/** Rankings that five or more share stay whole, the others keep the longest beginning that five or more of them share. */
function cutRankings(pool: readonly CountedBallot[]): Cut[] {
  const equal = groupBy(pool, ({ choice }) => choice.join(' '))
  const isShared = ({ choice }: CountedBallot) =>
    choice.length === 0 || (equal.get(choice.join(' '))?.length ?? 0) >= SMALLEST_LISTED_GROUP
  const kept = pool.filter(isShared).map((ballot) => whole(ballot, ballot.choice.length))
  const cut: Cut[] = []
  let open = pool.filter((ballot) => !isShared(ballot))
  // From the longest beginnings down; at the first choice everybody who is left is told.
  for (let length = Math.max(1, ...open.map(({ choice }) => choice.length)); length > 0; length--) {
    const beginnings = groupBy(
      open.filter(({ choice }) => choice.length >= length),
      ({ choice }) => choice.slice(0, length).join(' '),
    )
    for (const group of beginnings.values()) {
      if (length > 1 && group.length < SMALLEST_LISTED_GROUP) continue
      for (const ballot of group) cut.push({ choice: ballot.choice.slice(0, length), isWhole: false, ballot })
      const done = new Set(group)
      open = open.filter((ballot) => !done.has(ballot))
    }
  }
  return [...kept, ...cut]
}
