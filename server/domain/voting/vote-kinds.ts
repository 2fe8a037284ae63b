/** What is voted on. Each kind has a subject of its own: a table that points at the vote. */
export const VOTE_KINDS = ['policy', 'election', 'treaty', 'recall', 'council'] as const
export type VoteKind = (typeof VOTE_KINDS)[number]

/** A vote is open until it is counted, or void when its subject ended without a count. */
export const VOTE_STATES = ['open', 'counted', 'void'] as const
export type VoteState = (typeof VOTE_STATES)[number]

/** Votes by yes, no and abstain, which have a quorum and a threshold. */
export const MOTION_KINDS = ['policy', 'treaty', 'recall', 'council'] as const satisfies readonly VoteKind[]

/** Votes that are of a region. */
export const REGIONAL_KINDS = [
  'policy',
  'election',
  'treaty',
  'recall',
] as const satisfies readonly VoteKind[]
