/** A voter's line of the frozen roll, as far as counting needs it. */
export type RollWeight = { playerId: string; weight: number }

/**
 * What a cast ballot may carry besides its choice: the weight it is cast with and the number of people it speaks for,
 * the voter included. Both come from `resolveDelegations`; without them the roll's own weight counts for one person.
 */
export type CastFor = { voterId: string; weight?: number; represents?: number }

/**
 * Hands every ballot to `count` with its weight and the people it represents, and answers the people they all speak for.
 * Throws a RangeError on what the store must have made impossible: a ballot without its own row on the roll, a second
 * ballot of one voter, and ballots that speak for more people or weight than the roll has.
 */
export function weighBallots<Ballot extends CastFor>(
  roll: readonly RollWeight[],
  ballots: readonly Ballot[],
  count: (ballot: Ballot, weight: number, represents: number) => void,
): number {
  // A visitor and not a list: elections have 100,000 ballots, and a second object for each costs more than the count.
  const unused = new Map<string, number>()
  let rollWeight = 0
  for (const { playerId, weight } of roll) {
    unused.set(playerId, weight)
    rollWeight += weight
  }
  let turnout = 0
  let castWeight = 0
  for (const ballot of ballots) {
    const ownWeight = unused.get(ballot.voterId)
    if (ownWeight === undefined)
      throw new RangeError(`a ballot without its own row on the roll: ${ballot.voterId}`)
    unused.delete(ballot.voterId)
    const { weight = ownWeight, represents = 1 } = ballot
    turnout += represents
    castWeight += weight
    count(ballot, weight, represents)
  }
  if (turnout > roll.length || castWeight > rollWeight)
    throw new RangeError(`ballots for ${turnout} people of weight ${castWeight} on a roll of ${roll.length}`)
  return turnout
}
