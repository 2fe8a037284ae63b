/** A voter's line of the frozen roll, as far as counting needs it. */
export type RollWeight = { playerId: string; weight: number }

/**
 * What a cast ballot may carry besides its choice: the weight it is cast with and the number of people it speaks for,
 * the voter included. Both come from `resolveDelegations`; without them the roll's own weight counts for one person.
 */
export type CastFor = { voterId: string; weight?: number; represents?: number }

/** The frozen roll in sums. */
export type RollSums = { size: number; weight: number }

/** Equal ballots together: their weight and the people they speak for. */
export type Bundle = { weight: number; represents: number }

/**
 * What a count is made from, `Paper` being what a ballot says: single ballots beside the lines of the roll, or bundles of equal
 * ballots beside its sums, from a store whose keys see to it that each ballot has a line of its own.
 */
export type BallotBox<Paper> =
  | { roll: readonly RollWeight[]; ballots: readonly (CastFor & Paper)[] }
  | { rollSums: RollSums; bundles: readonly (Bundle & Paper)[] }

/** People on the roll. */
export const rollSizeOf = (box: BallotBox<unknown>): number =>
  'rollSums' in box ? box.rollSums.size : box.roll.length

/**
 * Hands every ballot or bundle to `count` with its weight and the people it represents, and answers the people they all
 * speak for. Throws a RangeError on what the store must have made impossible: a ballot without its own row on the roll, a
 * second ballot of one voter, and ballots that speak for more people or weight than the roll has.
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
  const unused = new Map(roll.map(({ playerId, weight }) => [playerId, weight]))
  for (const ballot of ballots) {
    const ownWeight = unused.get(ballot.voterId)
    if (ownWeight === undefined)
      throw new RangeError(`a ballot without its own row on the roll: ${ballot.voterId}`)
    unused.delete(ballot.voterId)
    add(ballot, ballot.weight ?? ownWeight, ballot.represents ?? 1)
  }
  return { size: roll.length, weight: roll.reduce((sum, { weight }) => sum + weight, 0) }
}
