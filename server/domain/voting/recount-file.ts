/** Ballots of one weight are listed singly only when at least this many share it: a rare weight names its voter. */
export const SMALLEST_LISTED_GROUP = 5

export type CountedBallot = { receipt: string; choice: readonly string[]; weight: number }

export type RecountFile = {
  /** By receipt. `choice` is a word of a motion or a candidate; null took part and chose nobody. */
  ballots: { receipt: string; choice: string | null; weight: number }[]
  /** Ballots whose weights are too rare to list, added up. Their receipts show each voter that theirs was counted. */
  pooled: {
    receipts: string[]
    totals: { choice: string | null; votes: number; ballots: number }[]
  } | null
}

/**
 * What is published of a vote's ballots, a motion's or an election's, so that anybody can add them up and nobody can see who chose whom.
 * Ballots listed and totals of the pool together are the whole count. The pool itself is no smaller than a listed
 * group unless there are no more ballots.
 */
export function recountFile(cast: readonly CountedBallot[]): RecountFile {
  const byWeight = new Map<number, CountedBallot[]>()
  for (const ballot of cast) byWeight.set(ballot.weight, [...(byWeight.get(ballot.weight) ?? []), ballot])
  const groups = [...byWeight.entries()]
    .sort(([oneWeight, one], [otherWeight, other]) => one.length - other.length || oneWeight - otherWeight)
    .map(([, ballots]) => ballots)
  const pool: CountedBallot[] = []
  const listed: CountedBallot[] = []
  for (const group of groups) {
    const isRare = group.length < SMALLEST_LISTED_GROUP
    const poolIsSmall = pool.length > 0 && pool.length < SMALLEST_LISTED_GROUP
    ;(isRare || poolIsSmall ? pool : listed).push(...group)
  }
  return {
    ballots: listed
      .map(({ receipt, choice, weight }) => ({ receipt, choice: choice[0] ?? null, weight }))
      .sort((one, other) => (one.receipt < other.receipt ? -1 : 1)),
    pooled:
      pool.length === 0
        ? null
        : { receipts: pool.map(({ receipt }) => receipt).sort(), totals: totalsOf(pool) },
  }
}

function totalsOf(pool: readonly CountedBallot[]) {
  const totals = new Map<string | null, { votes: number; ballots: number }>()
  for (const ballot of pool) {
    const choice = ballot.choice[0] ?? null
    const sum = totals.get(choice) ?? { votes: 0, ballots: 0 }
    totals.set(choice, { votes: sum.votes + ballot.weight, ballots: sum.ballots + 1 })
  }
  return [...totals.entries()]
    .map(([choice, sum]) => ({ choice, ...sum }))
    .sort((one, other) => ((one.choice ?? '') < (other.choice ?? '') ? -1 : 1))
}
