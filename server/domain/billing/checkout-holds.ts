import { type SubscriptionStatus } from './subscription-status.ts'

/** How long a checkout keeps a region's name from other buyers, in milliseconds (one hour). */
export const CHECKOUT_HOLD_MS = 3_600_000

export const holdExpiresAt = (openedAt: Date): Date => new Date(openedAt.getTime() + CHECKOUT_HOLD_MS)

/** The moment of expiry itself is free again, so that the database's `expires_at <= now()` says the same. */
export const isHoldExpired = (openedAt: Date, now: Date): boolean => now >= holdExpiresAt(openedAt)

/** Statuses in which a subscription's region keeps its name: from the checkout until its data is destroyed. */
export const keepsName = (status: SubscriptionStatus): boolean =>
  status !== 'abandoned' && status !== 'terminated'
