import { z } from 'zod'
import { idInput } from '../id-input.ts'
import { plainText } from '../plain-text.ts'
import { DAY_MS } from '../utc-day.ts'

/** What the row of a user says of a suspension, over or not. */
export type SuspensionFacts = {
  suspendedAt: Date | null
  suspendedUntil: Date | null
  suspensionText: string | null
}

/** A suspension that holds. `until` is null for one that lasts until it is lifted. */
export type Suspension = { text: string; until: string | null }

/** The suspension that holds at this moment. It ends by time alone: nothing has to be written. */
export function suspensionAt(facts: SuspensionFacts, now: Date): Suspension | null {
  const { suspensionText: text, suspendedUntil: until } = facts
  if (text === null || (until !== null && until <= now)) return null
  return { text, until: until?.toISOString() ?? null }
}

/** What somebody reads who tries what a suspended account may not do. */
export const suspensionMessage = ({ text, until }: Suspension): string =>
  `Your account is suspended ${until === null ? 'until an administrator lifts it' : `until ${until}`}. Reason: ${text}`

/** For how many days accounts are suspended; null: until it is lifted. */
export const SUSPENSION_DAYS = [1, 3, 7, 14, 30, 90, 365, null] as const
const SUSPENSION_DAYS_MAX = 366

export const SUSPENSION_TEXT_LENGTH = { min: 3, max: 500 } as const

/** Why an administrator does something: kept in the audit log. */
export const actReason = plainText({ label: 'The reason', min: 3, max: 500, multiline: true })

export const suspendInput = z.object({
  userId: idInput('This is no id of a player.'),
  reason: actReason,
  /** What the player is told. */
  text: plainText({ label: 'The text to the player', ...SUSPENSION_TEXT_LENGTH, multiline: true }),
  days: z
    .number('Choose for how long.')
    .int('Choose whole days.')
    .min(1, 'At least a day.')
    .max(SUSPENSION_DAYS_MAX, 'At most a year; otherwise until it is lifted.')
    .nullable(),
})
export type SuspendInput = z.output<typeof suspendInput>

export const suspendedUntil = (days: number | null, now: Date): Date | null =>
  days === null ? null : new Date(now.getTime() + days * DAY_MS)
