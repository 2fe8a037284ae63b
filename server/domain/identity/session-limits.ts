const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS

/** However often it is used, a session ends so long after the log-in. */
export const SESSION_MAX_MS = 90 * 24 * HOUR_MS
export const ADMIN_SESSION_MAX_MS = 12 * HOUR_MS

/** A refresh token that nobody uses for so long ends. */
export const REFRESH_IDLE_MS = 30 * 24 * HOUR_MS

/** "Last seen" is written at most this often, not on every page view; for administrators it decides when they are idle. */
export const SEEN_EVERY_MS = 5 * MINUTE_MS
export const ADMIN_SEEN_EVERY_MS = MINUTE_MS

export type SessionTimes = { createdAt: Date; lastSeenAt: Date }
export type Role = 'player' | 'admin'

/** When a log-in ends at the latest, however often its session is used or its tokens are exchanged. */
export const latestEnd = (createdAt: Date, role: Role): Date =>
  new Date(createdAt.getTime() + (role === 'admin' ? ADMIN_SESSION_MAX_MS : SESSION_MAX_MS))

/**
 * When a refresh token of a program that logged in at `startedAt` ends: unused for a while, or with its log-in. In the past once that is
 * over.
 */
export const refreshEnd = (startedAt: Date, role: Role, now: Date): Date =>
  new Date(Math.min(now.getTime() + REFRESH_IDLE_MS, latestEnd(startedAt, role).getTime()))

/** Whether a session is over: too old, or an administrator's that nobody used for so long. */
export const isOver = (times: SessionTimes, role: Role, adminIdleMinutes: number, now: Date): boolean =>
  latestEnd(times.createdAt, role) <= now ||
  (role === 'admin' && now.getTime() - times.lastSeenAt.getTime() > adminIdleMinutes * MINUTE_MS)

/** Whether "last seen" is due to be written. */
export const isSeenDue = (lastSeenAt: Date, role: Role, now: Date): boolean =>
  now.getTime() - lastSeenAt.getTime() > (role === 'admin' ? ADMIN_SEEN_EVERY_MS : SEEN_EVERY_MS)
