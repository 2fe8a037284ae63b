import { allow, refuse, type Verdict } from '../refusal.ts'
import { DAY_MS } from '../utc-day.ts'

/** How an asked-for deletion of an account ended: carried out, taken back by the person, or no longer allowed when it was due. */
export const DELETION_OUTCOMES = ['carried_out', 'taken_back', 'refused'] as const
export type DeletionOutcome = (typeof DELETION_OUTCOMES)[number]

/** Bounds of the notice, in days: long enough to see a mail, short enough to be an answer to a wish. */
export const DELETION_NOTICE_DAYS = { min: 1, max: 30 } as const

/** What decides whether an account may be deleted. */
export type DeletionFacts = {
  isLastAdmin: boolean
}
export type DeletionRefusal = 'last-admin'

/**
 * Whether an account may be deleted: nobody leaves the installation without an administrator. Regions of an owner who leaves go to the
 * successor whom they named, or run out with what is paid, and can be rescued.
 */
export function mayDelete({ isLastAdmin }: DeletionFacts): Verdict<undefined, DeletionRefusal> {
  if (isLastAdmin)
    return refuse(
      'last-admin',
      'You are the only administrator. Make somebody else an administrator first: nobody could run this installation.',
    )
  return allow(undefined)
}

/** When a deletion that is asked for now is carried out. */
export const deletionDueAt = (now: Date, noticeDays: number): Date =>
  new Date(now.getTime() + noticeDays * DAY_MS)
