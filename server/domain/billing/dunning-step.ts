import { type SubscriptionStatus } from './subscription-status.ts'

/** Statuses in which a payment is owed. */
export const OWING_STATUSES = ['grace', 'suspended', 'evacuating', 'archived'] as const
export type OwingStatus = (typeof OWING_STATUSES)[number]

/** Statuses that earn next month unless something happens. */
export const RECURRING_STATUSES = ['active', 'grace'] as const satisfies readonly SubscriptionStatus[]

/** Statuses in which a subscription has ended, at the end of what was paid. One that is cancelled ends then too. */
export const ENDED_STATUSES = [
  'cancelled',
  'suspended',
  'evacuating',
  'archived',
  'terminated',
  'handed_over',
] as const satisfies readonly SubscriptionStatus[]

/** What dunning does next with a subscription whose payment failed, at the end of the stage that it is in. */
export const NEXT_STEPS: Record<OwingStatus, string> = {
  grace: 'Everything works; then it becomes read-only',
  suspended: 'Read-only; then it is evacuated',
  evacuating: 'Evacuating; then it is archived',
  archived: 'Archived; then it is deleted',
}
