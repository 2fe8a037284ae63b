/** Open tasks of a citizen: a ballot on one of five subjects, standing, or signing. */
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
