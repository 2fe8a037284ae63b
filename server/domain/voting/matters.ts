/** What a citizen may be asked for: a ballot on one of five subjects, to stand, or to sign. */
export const MATTER_KINDS = [
  'policy',
  'election',
  'treaty',
  'recall',
  'council',
  'nomination',
  'petition',
] as const
export type MatterKind = (typeof MATTER_KINDS)[number]
