import { type SubscriptionStatus } from './subscription-status.ts'

/** How long a checkout reserves a region's name, in milliseconds (one hour). */
export const CHECKOUT_HOLD_MS = 3_600_000

export const holdExpiresAt = (openedAt: Date): Date => new Date(openedAt.getTime() + CHECKOUT_HOLD_MS)

/** The instant of expiry counts as expired, like `expires_at <= now()` in the database. */
export const isHoldExpired = (openedAt: Date, now: Date): boolean => now >= holdExpiresAt(openedAt)

/** A region keeps its name from checkout until its data is destroyed. */
export const keepsName = (status: SubscriptionStatus): boolean =>
  status !== 'abandoned' && status !== 'terminated' && status !== 'handed_over'
