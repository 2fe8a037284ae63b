/** Kinds of long-running work with visible progress. */
export const OPERATION_KINDS = [
  'generate-nexus',
  'provision-region',
  'change-deployment',
  'evacuate-region',
  'archive-region',
  'return-region',
  'terminate-region',
  'restore-galaxy',
  'restore-platform',
] as const
export type OperationKind = (typeof OPERATION_KINDS)[number]

export const OPERATION_STATUSES = ['queued', 'running', 'succeeded', 'failed', 'cancelled'] as const
export type OperationStatus = (typeof OPERATION_STATUSES)[number]
