import { allow, refuse, type Verdict } from '../refusal.ts'
import { DAY_MS } from '../utc-day.ts'

/** So often a callsign may be changed. */
export const CALLSIGN_CHANGE_DAYS = 30
/** So long the old callsign is shown beside the new one, and leads to it. */
export const CALLSIGN_SHOWN_DAYS = 30
/** So long nobody else gets the old callsign, or one that looks like it. */
export const CALLSIGN_RESERVED_DAYS = 365

export type CallsignRefusal = 'same-callsign' | 'changed-lately'

const after = (moment: Date, days: number): Date => new Date(moment.getTime() + days * DAY_MS)

/** Until when the callsign that was given up is shown and reserved. */
export const givenUpAt = (now: Date): { shownUntil: Date; reservedUntil: Date } => ({
  shownUntil: after(now, CALLSIGN_SHOWN_DAYS),
  reservedUntil: after(now, CALLSIGN_RESERVED_DAYS),
})

/** When the callsign may be changed again; null for at once. */
export function nextCallsignChange(lastChangedAt: Date | null, now: Date): Date | null {
  if (lastChangedAt === null) return null
  const next = after(lastChangedAt, CALLSIGN_CHANGE_DAYS)
  return next > now ? next : null
}

/** Whether a callsign may be changed to another one now. */
export function mayChangeCallsign(
  { from, to, lastChangedAt }: { from: string; to: string; lastChangedAt: Date | null },
  now: Date,
): Verdict<undefined, CallsignRefusal> {
  if (from === to) return refuse('same-callsign', 'This is your callsign already.')
  const next = nextCallsignChange(lastChangedAt, now)
  if (next === null) return allow(undefined)
  return refuse(
    'changed-lately',
    `You changed your callsign within the last ${CALLSIGN_CHANGE_DAYS} days. You can do so again from ${next.toISOString().slice(0, 10)} (UTC).`,
  )
}
