/** A voter's line of the frozen roll, as needed for counting. */
export type RollWeight = { voterId: string; weight: number }

/**
 * What a ballot may have besides its choice: its weight and the number of people it represents, including the voter.
 * Both come from `resolveDelegations`; the default is the roll's weight for one person.
 */
export type CastFor = { voterId: string; weight?: number; represents?: number }

/** Totals of the frozen roll. */
export type RollSums = { size: number; weight: number }

/** A bundle of equal ballots: weight and people represented. */
export type Bundle = { weight: number; represents: number }

/**
 * Input of a count; `Paper` is the content of a ballot. Either single ballots with the lines of the roll, or bundles
 * of equal ballots with its totals, if the database already guarantees that each ballot has a line.
 */
export type BallotBox<Paper> =
  | { roll: readonly RollWeight[]; ballots: readonly (CastFor & Paper)[] }
  | { rollSums: RollSums; bundles: readonly (Bundle & Paper)[] }

/** People on the roll. */
export const rollSizeOf = (box: BallotBox<unknown>): number =>
  'rollSums' in box ? box.rollSums.size : box.roll.length

/** All the weight on the roll. */
export const rollWeightOf = (box: BallotBox<unknown>): number =>
  'rollSums' in box ? box.rollSums.weight : box.roll.reduce((sum, { weight }) => sum + weight, 0)

/**
 * Calls `count` for every ballot or bundle with its weight and people, and returns the total of people. Throws a
 * RangeError on what the database excludes: a ballot without a line on the roll, a second ballot of a voter, and
 * ballots that represent more people or weight than the roll.
 */
export function weighBallots<Paper>(
  box: BallotBox<Paper>,
  count: (paper: Paper, weight: number, represents: number) => void,
): number {
  const sums = { turnout: 0, weight: 0 }
  const add = (paper: Paper, weight: number, represents: number) => {
    sums.turnout += represents
    sums.weight += weight
    count(paper, weight, represents)
  }
  const roll = 'rollSums' in box ? addBundles(box, add) : addSingly(box, add)
  if (sums.turnout > roll.size || sums.weight > roll.weight)
    throw new RangeError(
      `ballots for ${sums.turnout} people of weight ${sums.weight} on a roll of ${roll.size}`,
    )
  return sums.turnout
}

type Add<Paper> = (paper: Paper, weight: number, represents: number) => void

function addBundles<Paper>(
  { rollSums, bundles }: Extract<BallotBox<Paper>, { rollSums: unknown }>,
  add: Add<Paper>,
): RollSums {
  for (const bundle of bundles) add(bundle, bundle.weight, bundle.represents)
  return rollSums
}

function addSingly<Paper>(
  { roll, ballots }: Extract<BallotBox<Paper>, { roll: unknown }>,
  add: Add<Paper>,
): RollSums {
  const unused = new Map(roll.map(({ voterId, weight }) => [voterId, weight]))
  for (const ballot of ballots) {
    const ownWeight = unused.get(ballot.voterId)
    if (ownWeight === undefined)
      throw new RangeError(`a ballot without its own row on the roll: ${ballot.voterId}`)
    unused.delete(ballot.voterId)
    add(ballot, ballot.weight ?? ownWeight, ballot.represents ?? 1)
  }
  return { size: roll.length, weight: roll.reduce((sum, { weight }) => sum + weight, 0) }
}
