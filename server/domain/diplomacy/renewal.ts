import { allow, refuse, type Verdict } from '../refusal.ts'
import { type TreatyStatus, type TreatyType } from './treaty-types.ts'

type Between = { id: string; treatyType: TreatyType; status: TreatyStatus; expiresAt: Date | null }

/**
 * Two regions have at most one offer of a type on the table and one treaty of a type that binds them, so that nobody has to
 * ask which of two terms holds. Beside the treaty in force only its own renewal may be offered ({@link mayRenewTreaty});
 * one that notice was given of ends anyway, and another may be offered meanwhile.
 */
export function mayOfferTreaty(
  treatyType: TreatyType,
  between: readonly Between[],
  /** The treaty that the offer renews. */
  renews: string | null = null,
): Verdict<undefined, 'already-offered' | 'already-in-force'> {
  const alike = between.filter((treaty) => treaty.treatyType === treatyType)
  if (alike.some(({ status }) => status === 'proposed' || status === 'ratifying'))
    return refuse('already-offered', 'An offer of this type between the two regions is already open.')
  const inForce = alike.find(({ id, status }) => status === 'active' && id !== renews)
  if (inForce)
    return refuse(
      'already-in-force',
      inForce.expiresAt === null
        ? 'A treaty of this type between the two regions is already in force. Give notice of it first.'
        : `A treaty of this type between the two regions is already in force: renew it in its last ${RENEWAL_WINDOW_DAYS} days, or give notice of it.`,
    )
  return allow(undefined)
}

const DAY_MS = 86_400_000

/** A treaty with a term may be renewed within this time before it expires. */
export const RENEWAL_WINDOW_DAYS = 30

/** When governments are reminded that a treaty runs out, days before it does. */
export const REMINDER_DAYS = [30, 7, 1] as const

/**
 * Renewing is offering the same partner a treaty of the same type before the old one expires, linked to it, and ratified as
 * any other. Until then the old one binds.
 */
export function mayRenewTreaty(
  treaty: { status: TreatyStatus; expiresAt: Date | null },
  now: Date,
): Verdict<undefined, 'not-in-force' | 'no-term' | 'too-early'> {
  const { status, expiresAt } = treaty
  if (status !== 'active')
    return refuse('not-in-force', 'Only a treaty that is in force and not given notice of can be renewed.')
  if (expiresAt === null)
    return refuse('no-term', 'This treaty runs until notice: there is nothing to renew.')
  if (now.getTime() < expiresAt.getTime() - RENEWAL_WINDOW_DAYS * DAY_MS)
    return refuse('too-early', `A treaty can be renewed in its last ${RENEWAL_WINDOW_DAYS} days.`)
  return allow(undefined)
}

/** The next reminder after `from`, or null when none is left: 30, 7 and 1 days before the end. */
export function nextReminderAt(expiresAt: Date | null, from: Date): Date | null {
  if (expiresAt === null) return null
  const moments = REMINDER_DAYS.map((days) => new Date(expiresAt.getTime() - days * DAY_MS))
  return moments.find((moment) => moment > from) ?? null
}
