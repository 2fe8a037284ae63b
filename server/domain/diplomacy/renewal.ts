import { allow, refuse, type Verdict } from '../refusal.ts'
import { type TreatyStatus, type TreatyType } from './treaty-types.ts'

type Between = { id: string; treatyType: TreatyType; status: TreatyStatus; expiresAt: Date | null }

/**
 * Two regions have at most one open offer and one binding treaty per type, so that it is always clear whose terms
 * apply. While a treaty is in force only its renewal may be offered ({@link mayRenewTreaty}); after notice a new one
 * may be offered.
 */
export function mayOfferTreaty(
  treatyType: TreatyType,
  between: readonly Between[],
  /** Id of the treaty that the offer renews. */
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
        ? 'The two regions already have an active treaty of this type. Give notice first.'
        : `The two regions already have an active treaty of this type. Renew it in its last ${RENEWAL_WINDOW_DAYS} days, or give notice.`,
    )
  return allow(undefined)
}

const DAY_MS = 86_400_000

/** A treaty with a term may be renewed this many days before it expires. */
export const RENEWAL_WINDOW_DAYS = 30

/** Governments are reminded this many days before a treaty expires. */
export const REMINDER_DAYS = [30, 7, 1] as const

/**
 * A renewal is a new offer of the same type to the same partner before the old treaty expires. It is linked to the
 * old one, which binds until the new one is ratified.
 */
export function mayRenewTreaty(
  treaty: { status: TreatyStatus; expiresAt: Date | null },
  now: Date,
): Verdict<undefined, 'not-in-force' | 'no-term' | 'too-early'> {
  const { status, expiresAt } = treaty
  if (status !== 'active')
    return refuse('not-in-force', 'Only an active treaty without notice can be renewed.')
  if (expiresAt === null)
    return refuse('no-term', 'This treaty has no end date, so there is nothing to renew.')
  if (now.getTime() < expiresAt.getTime() - RENEWAL_WINDOW_DAYS * DAY_MS)
    return refuse('too-early', `A treaty can be renewed in its last ${RENEWAL_WINDOW_DAYS} days.`)
  return allow(undefined)
}

/** The next reminder after `from`, or null if none is left. */
export function nextReminderAt(expiresAt: Date | null, from: Date): Date | null {
  if (expiresAt === null) return null
  const moments = REMINDER_DAYS.map((days) => new Date(expiresAt.getTime() - days * DAY_MS))
  return moments.find((moment) => moment > from) ?? null
}
