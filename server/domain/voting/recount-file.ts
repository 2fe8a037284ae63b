/**
 * Ballots are listed one by one only if at least this many have the same weight: a rare weight would identify its
 * voter.
 */
export const SMALLEST_LISTED_GROUP = 5

export type CountedBallot = {
  receipt: string
  /** The choice in a motion, or candidates in order of preference; empty: an abstention. */
  choice: readonly string[]
  /** Including delegated weight. */
  weight: number
  /** People it represents: one, plus those who delegated. */
  represents?: number
}

export type ListedBallot = { receipt: string; choice: string[]; weight: number; represents: number }

/** Totals of pooled ballots with one choice: weight, number, and people represented. */
export type PooledTotal = {
  choice: string[]
  /** False: only the shared beginning of the rankings; the rest is not published. */
  isWhole: boolean
  votes: number
  ballots: number
  people: number
}

export type RecountFile = {
  /** Sorted by receipt. */
  ballots: ListedBallot[]
  /** Totals of ballots with rare weights. Their receipts prove to each voter that their ballot was counted. */
  pooled: { receipts: string[]; totals: PooledTotal[] } | null
}

/**
 * The published ballots of a vote: anybody can add them up, nobody can see how a person voted. Ballots of the same
 * weight and number of people are listed one by one, with full rankings, if there are five or more; all others are
 * pooled. The pool is no smaller than a listed group unless there are no more ballots.
 *
 * Pooled rankings are cut where fewer than five pooled ballots share the next step, because a ranking with a rare
 * weight would identify its voter; first choices are always published. The price: others cannot recount what a pooled
 * ballot with an unusual ranking did in later rounds. They can check the sums of every round, every decision,
 * everything that listed and shared rankings did, and that the rest is no more than the cut ballots could have done.
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

/** Rankings shared by five or more stay whole; others keep the longest beginning that five or more share. */
function cutRankings(pool: readonly CountedBallot[]): Cut[] {
  const equal = groupBy(pool, ({ choice }) => choice.join(' '))
  const isShared = ({ choice }: CountedBallot) =>
    choice.length === 0 || (equal.get(choice.join(' '))?.length ?? 0) >= SMALLEST_LISTED_GROUP
  const kept = pool.filter(isShared).map((ballot) => whole(ballot, ballot.choice.length))
  const cut: Cut[] = []
  let open = pool.filter((ballot) => !isShared(ballot))
  // From the longest beginnings down; first choices are published for all that remain.
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
