import { z } from 'zod'

const DAY_MS = 86_400_000

/** Days after which a law may expire. */
export const EXPIRY_DAYS = { min: 1, max: 365 } as const

/** Days after the vote or decree when it may take effect. */
export const EFFECTIVE_DAYS = { min: 0, max: 90 } as const

const EXPIRY_MESSAGE = `A law expires after ${EXPIRY_DAYS.min} to ${EXPIRY_DAYS.max} days, or not at all.`
const EFFECTIVE_MESSAGE = `A law takes effect within ${EFFECTIVE_DAYS.max} days of the vote or the decree.`

export const expiresAfterDaysSchema = z
  .int(EXPIRY_MESSAGE)
  .min(EXPIRY_DAYS.min, EXPIRY_MESSAGE)
  .max(EXPIRY_DAYS.max, EXPIRY_MESSAGE)
  .nullable()
  .default(null)

export const effectiveInDaysSchema = z
  .int(EFFECTIVE_MESSAGE)
  .min(EFFECTIVE_DAYS.min, EFFECTIVE_MESSAGE)
  .max(EFFECTIVE_DAYS.max, EFFECTIVE_MESSAGE)
  .default(0)

/** Start and duration, for decrees and proposals. */
export const timingFields = {
  effectiveInDays: effectiveInDaysSchema,
  expiresAfterDays: expiresAfterDaysSchema,
}

export type LawTiming = {
  /** Days from the decree or the close of the vote until it takes effect; 0: at once. */
  effectiveInDays?: number | undefined
  /** Days from its start until it expires; null: never. */
  expiresAfterDays?: number | null | undefined
}

/** When a law enacted at `from` expires; null: never. */
export const lawEndsAt = (from: Date, expiresAfterDays: number | null): Date | null =>
  expiresAfterDays === null ? null : daysAfter(from, expiresAfterDays)

export const daysAfter = (from: Date, days: number): Date => new Date(from.getTime() + days * DAY_MS)
