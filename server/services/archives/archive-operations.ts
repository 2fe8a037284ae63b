import { type OperationKind } from '#server/domain/operations/operation-status.ts'

/** What is done with the archive of a region. */
export const ARCHIVE_OPERATIONS = [
  'archive-region',
  'return-region',
  'terminate-region',
] as const satisfies readonly OperationKind[]
export type ArchiveOperation = (typeof ARCHIVE_OPERATIONS)[number]

export const isArchiveOperation = (kind: string): kind is ArchiveOperation =>
  ARCHIVE_OPERATIONS.some((one) => one === kind)
