/** What is voted on. Each kind has a subject of its own: a table that points at the vote. */
export const VOTE_KINDS = ['policy', 'election', 'treaty', 'recall', 'rescue', 'council'] as const
export type VoteKind = (typeof VOTE_KINDS)[number]

/** A vote is open until it is counted, or void when its subject ended without a count. */
export const VOTE_STATES = ['open', 'counted', 'void'] as const
export type VoteState = (typeof VOTE_STATES)[number]

/** Votes by yes, no and abstain, which have a quorum and a threshold. */
export const MOTION_KINDS = [
  'policy',
  'treaty',
  'recall',
  'rescue',
  'council',
] as const satisfies readonly VoteKind[]

/** Votes that are of a region. */
export const REGIONAL_KINDS = [
  'policy',
  'election',
  'treaty',
  'recall',
  'rescue',
] as const satisfies readonly VoteKind[]

/** Votes whose clock runs on while their region is closed: treaties belong to two regions, and a rescue is about the closing itself. */
export const UNPAUSED_KINDS = ['treaty', 'rescue'] as const satisfies readonly VoteKind[]
export const pausesWithRegion = (kind: VoteKind): boolean => !UNPAUSED_KINDS.some((other) => other === kind)

/** Votes that take ballots while their region is closed. */
export const takesBallotsWhenClosed = (kind: VoteKind): boolean => kind === 'rescue'

/** Votes in which nobody speaks for another: they ask the citizens themselves. */
export const allowsDelegation = (kind: VoteKind): boolean => kind !== 'rescue'
