import { BASE_VOTING_WEIGHT } from '../membership/voting-power.ts'
import { allow, refuse, type Verdict } from '../refusal.ts'
import { type RollWeight } from './weigh-ballots.ts'

/** A voice travels from its owner to at most the third person. */
export const MAX_DELEGATION_HOPS = 3

/** A standing wish of one citizen: "whenever I cast no ballot, follow this one". At most one per delegator. */
export type Delegation = { delegatorId: string; delegateId: string }

/** What a cast ballot is worth with the voices of those who follow it. */
export type Carried = {
  ownWeight: number
  delegatedWeight: number
  /** Both together: what `tally` and `countElection` count. */
  weight: number
  /** People it speaks for, the voter included. */
  represents: number
}

export type ResolvedVotes<Ballot> = {
  ballots: (Ballot & Carried)[]
  /** People whose voice is in one of the ballots. */
  turnout: number
}

/**
 * Adds to every cast ballot the voices that follow it. The own ballot always wins; who cast none follows their delegate,
 * and that one theirs, to the first who cast a ballot and at most three hops far. A chain that leaves the roll, turns
 * back on itself or is longer counts as no vote. Ask with the delegations as they stand at the close. Throws a RangeError
 * on a ballot without a roll row.
 */
export function resolveDelegations<Ballot extends { voterId: string }>(
  roll: readonly RollWeight[],
  ballots: readonly Ballot[],
  delegations: readonly Delegation[],
): ResolvedVotes<Ballot> {
  const weights = new Map(roll.map(({ playerId, weight }) => [playerId, weight]))
  const follows = new Map(delegations.map(({ delegatorId, delegateId }) => [delegatorId, delegateId]))
  const cast = new Map(ballots.map(({ voterId }) => [voterId, { delegatedWeight: 0, followers: 0 }]))
  let turnout = ballots.length
  for (const { playerId, weight } of roll) {
    if (cast.has(playerId)) continue
    const spokenFor = cast.get(whoSpeaksFor(playerId, follows, cast, weights) ?? '')
    if (!spokenFor) continue
    spokenFor.delegatedWeight += weight
    spokenFor.followers += 1
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

function whoSpeaksFor(
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
 * Whether a citizen may delegate to another of the same region. `existing` are the region's delegations; one that the
 * delegator made before is replaced. No chain may become longer than three, counting those who already follow the
 * delegator.
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
    return refuse('citizens-only', 'Only citizens of this region have a vote to delegate.')
  if (delegatorId === delegateId) return refuse('to-oneself', 'You cannot delegate your vote to yourself.')
  if (!wish.delegateIsCitizen)
    return refuse('delegate-not-a-citizen', 'You can delegate to a citizen of this region only.')
  const others = wish.existing.filter((one) => one.delegatorId !== delegatorId)
  const onward = chainFrom(delegateId, others)
  if (onward.includes(delegatorId))
    return refuse('loop', 'They already delegate to you, directly or through others: nobody would vote.')
  if (followersDepth(delegatorId, others) + 1 + onward.length > MAX_DELEGATION_HOPS)
    return refuse(
      'chain-too-long',
      `A chain of delegations has at most ${MAX_DELEGATION_HOPS} steps, those who delegate to you included.`,
    )
  return allow(undefined)
}

/** Whom a voice passes on its way from `playerId`, that one left out; stops where it comes round. */
function chainFrom(playerId: string, delegations: readonly Delegation[]): string[] {
  const follows = new Map(delegations.map((one) => [one.delegatorId, one.delegateId]))
  const chain: string[] = []
  for (
    let next = follows.get(playerId);
    next !== undefined && !chain.includes(next);
    next = follows.get(next)
  )
    chain.push(next)
  return chain
}

/** The most steps from which a voice comes to `playerId`. */
function followersDepth(playerId: string, delegations: readonly Delegation[]): number {
  const seen = new Set([playerId])
  let level = [playerId]
  for (let depth = 0; ; depth++) {
    const reached = level
    level = delegations
      .filter(({ delegatorId, delegateId }) => reached.includes(delegateId) && !seen.has(delegatorId))
      .map(({ delegatorId }) => delegatorId)
    if (level.length === 0) return depth
    for (const id of level) seen.add(id)
  }
}

/** Upper ends of the public bands, in voices. */
const BANDS: readonly { below: number; words: string }[] = [
  { below: 5, words: '1–4' },
  { below: 20, words: '5–19' },
  { below: 100, words: '20–99' },
  { below: Infinity, words: '100 or more' },
]

/**
 * A delegated weight as the public sees it: in bands of whole voices (a voice is 100 units), so that nobody can read from
 * it who delegated. The delegate sees the true weight.
 */
export function blurWeight(delegatedWeight: number): string {
  if (delegatedWeight <= 0) return 'none'
  const voices = delegatedWeight / BASE_VOTING_WEIGHT
  return BANDS.find(({ below }) => voices < below)?.words ?? ''
}
