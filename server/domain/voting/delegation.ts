import { BASE_VOTING_WEIGHT } from '../membership/voting-power.ts'
import { allow, refuse, type Verdict } from '../refusal.ts'
import { type RollWeight } from './weigh-ballots.ts'

/** A vote is passed on at most three times. */
export const MAX_DELEGATION_HOPS = 3

/**
 * A citizen's standing delegation: "if I cast no ballot, count my vote with this citizen's". At most one per
 * delegator.
 */
export type Delegation = { delegatorId: string; delegateId: string }

/** The weight of a ballot including delegated votes. */
export type Carried = {
  ownWeight: number
  delegatedWeight: number
  /** The sum, which `tally` and `countElection` count. */
  weight: number
  /** People it represents, including the voter. */
  represents: number
}

export type ResolvedVotes<Ballot> = {
  ballots: (Ballot & Carried)[]
  /** People whose vote is in one of the ballots. */
  turnout: number
}

/**
 * Adds delegated votes to every ballot. An own ballot overrides the delegation; without one the vote follows the
 * chain of delegates to the first ballot, at most three steps. A chain that leaves the roll, loops or is longer does
 * not vote. Call it with the delegations as of the close. Throws a RangeError on a ballot that is not on the roll.
 */
export function resolveDelegations<Ballot extends { voterId: string }>(
  roll: readonly RollWeight[],
  ballots: readonly Ballot[],
  delegations: readonly Delegation[],
): ResolvedVotes<Ballot> {
  const weights = new Map(roll.map(({ voterId, weight }) => [voterId, weight]))
  const follows = new Map(delegations.map(({ delegatorId, delegateId }) => [delegatorId, delegateId]))
  const cast = new Map(ballots.map(({ voterId }) => [voterId, { delegatedWeight: 0, followers: 0 }]))
  let turnout = ballots.length
  for (const { voterId, weight } of roll) {
    if (cast.has(voterId)) continue
    const carrier = cast.get(resolveDelegate(voterId, follows, cast, weights) ?? '')
    if (!carrier) continue
    carrier.delegatedWeight += weight
    carrier.followers += 1
    turnout += 1
  }
  return {
    turnout,
    ballots: ballots.map((ballot) => {
      const ownWeight = weights.get(ballot.voterId)
      if (ownWeight === undefined)
        throw new RangeError(`a ballot without a row on the roll: ${ballot.voterId}`)
      const { delegatedWeight, followers } = cast.get(ballot.voterId) ?? { delegatedWeight: 0, followers: 0 }
      return {
        ...ballot,
        ownWeight,
        delegatedWeight,
        weight: ownWeight + delegatedWeight,
        represents: 1 + followers,
      }
    }),
  }
}

function resolveDelegate(
  voterId: string,
  follows: ReadonlyMap<string, string>,
  cast: ReadonlyMap<string, unknown>,
  weights: ReadonlyMap<string, number>,
): string | null {
  let at = voterId
  for (let hop = 0; hop < MAX_DELEGATION_HOPS; hop++) {
    const next = follows.get(at)
    if (next === undefined || !weights.has(next)) return null
    if (cast.has(next)) return next
    at = next
  }
  return null
}

export type DelegationRefusalReason =
  'citizens-only' | 'delegate-not-a-citizen' | 'to-oneself' | 'loop' | 'chain-too-long'

/**
 * Whether a citizen may delegate to another of the same region. `existing` are the region's delegations; the
 * delegator's own earlier one is replaced. No chain may exceed three steps, including those who already delegate to
 * the delegator.
 */
export function checkDelegation(wish: {
  delegatorId: string
  delegateId: string
  delegatorIsCitizen: boolean
  delegateIsCitizen: boolean
  existing: readonly Delegation[]
}): Verdict<undefined, DelegationRefusalReason> {
  const { delegatorId, delegateId } = wish
  if (!wish.delegatorIsCitizen)
    return refuse('citizens-only', 'Only citizens of this region can delegate their vote.')
  if (delegatorId === delegateId) return refuse('to-oneself', 'You cannot delegate your vote to yourself.')
  if (!wish.delegateIsCitizen)
    return refuse('delegate-not-a-citizen', 'You can delegate only to a citizen of this region.')
  const others = wish.existing.filter((one) => one.delegatorId !== delegatorId)
  const onward = chainFrom(delegateId, others)
  if (onward.includes(delegatorId))
    return refuse('loop', 'They already delegate to you, directly or through others, so nobody would vote.')
  if (followersDepth(delegatorId, others) + 1 + onward.length > MAX_DELEGATION_HOPS)
    return refuse(
      'chain-too-long',
      `This chain of delegations is too long: at most ${MAX_DELEGATION_HOPS} steps, including those who delegate to you.`,
    )
  return allow(undefined)
}

/** The chain of delegates after `voterId`; stops at a loop. */
function chainFrom(voterId: string, delegations: readonly Delegation[]): string[] {
  const follows = new Map(delegations.map((one) => [one.delegatorId, one.delegateId]))
  const chain: string[] = []
  for (let next = follows.get(voterId); next !== undefined && !chain.includes(next); next = follows.get(next))
    chain.push(next)
  return chain
}

/** The longest chain that leads to `voterId`. */
function followersDepth(voterId: string, delegations: readonly Delegation[]): number {
  const seen = new Set([voterId])
  let level = [voterId]
  for (let depth = 0; ; depth++) {
    const reached = level
    level = delegations
      .filter(({ delegatorId, delegateId }) => reached.includes(delegateId) && !seen.has(delegatorId))
      .map(({ delegatorId }) => delegatorId)
    if (level.length === 0) return depth
    for (const id of level) seen.add(id)
  }
}

/** Public ranges, in plain votes. */
const BANDS: readonly { below: number; label: string }[] = [
  { below: 5, label: '1–4' },
  { below: 20, label: '5–19' },
  { below: 100, label: '20–99' },
  { below: Infinity, label: '100 or more' },
]

/**
 * A delegated weight for the public: a range of plain votes (100 units each), so that nobody can tell who delegated.
 * The delegate sees the exact weight.
 */
export function blurWeight(delegatedWeight: number): string {
  if (delegatedWeight <= 0) return 'none'
  const votes = delegatedWeight / BASE_VOTING_WEIGHT
  return BANDS.find(({ below }) => votes < below)?.label ?? ''
}
