import { VOTE_KINDS } from './vote-kinds.ts'

/** Open tasks of a citizen: a ballot on one of six subjects, standing, or signing. */
export const MATTER_KINDS = [...VOTE_KINDS, 'nomination', 'petition'] as const
export type MatterKind = (typeof MATTER_KINDS)[number]
