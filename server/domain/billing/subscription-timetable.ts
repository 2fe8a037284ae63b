import { addDays, addMonths } from './billing-calendar.ts'
import { GRACE_DAYS } from './payment-ledger.ts'
import { type PlanKey } from './plans.ts'
import { type SubscriptionStatus } from './subscription-status.ts'

/** Days of read-only after the grace (DESIGN.md §3 Subscriptions). */
export const READ_ONLY_DAYS = 16
/** Days of evacuation with export after read-only. */
export const EVACUATION_DAYS = 30
/** Months for which the archived database is kept, at least: a setting can only lengthen them, for that is what owners are told. */
export const ARCHIVE_MONTHS = 12
/** The owner is reminded in the last days of the grace. */
export const GRACE_REMINDER_DAYS = 3

/** When the paid time lapses and when each later stage ends. A stage starts when the one before it ends. */
export interface Timetable {
  readonly lapsesAt: Date
  readonly graceUntil: Date
  readonly readOnlyUntil: Date
  readonly evacuationUntil: Date
  readonly archiveUntil: Date
}

/** @param archiveMonths for how long an archive is kept */
export function timetableAfter(lapsesAt: Date, archiveMonths = ARCHIVE_MONTHS): Timetable {
  const graceUntil = addDays(lapsesAt, GRACE_DAYS)
  const readOnlyUntil = addDays(graceUntil, READ_ONLY_DAYS)
  const evacuationUntil = addDays(readOnlyUntil, EVACUATION_DAYS)
  const archiveUntil = addMonths(evacuationUntil, archiveMonths)
  return { lapsesAt, graceUntil, readOnlyUntil, evacuationUntil, archiveUntil }
}

/**
 * The stage of a lapsed subscription at `now`. Without grace (cancelled, or fully refunded) read-only starts at once,
 * but later dates stay the same: cancelling never brings the deletion of data forward. A citizenship holds no data:
 * it pauses during read-only and then ends; a cancelled one ends at once.
 */
export function stageAfterLapse(
  plan: PlanKey,
  timetable: Timetable,
  hasGrace: boolean,
  now: Date,
): SubscriptionStatus {
  if (hasGrace && now < timetable.graceUntil) return 'grace'
  if (plan === 'galactic_citizen') {
    return hasGrace && now < timetable.readOnlyUntil ? 'suspended' : 'terminated'
  }
  if (now < timetable.readOnlyUntil) return 'suspended'
  if (now < timetable.evacuationUntil) return 'evacuating'
  if (now < timetable.archiveUntil) return 'archived'
  return 'terminated'
}
