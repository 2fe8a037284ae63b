import { type Role } from './session-limits.ts'

const MINUTE_MS = 60_000

/** How long after a log-in, or after proving it again, an act that asks who somebody is goes through without asking. */
export const PROOF_MS = 10 * MINUTE_MS
/** So long the second step of a log-in may take. */
export const PENDING_LOG_IN_MS = 10 * MINUTE_MS
/** So long the secret of an authenticator app waits for its first code. */
export const APP_SETUP_MS = 30 * MINUTE_MS
/** So long the administrator whom the printed link made may act without a second factor. */
export const FIRST_ADMIN_MS = 24 * 60 * MINUTE_MS

/** Whether somebody showed recently enough who they are. */
export const isRecentProof = (provenAt: Date, now: Date): boolean =>
  now.getTime() - provenAt.getTime() <= PROOF_MS

export type FactorFacts = {
  role: Role
  /** Since when the account has a second factor. */
  secondFactorAt: Date | null
  /** Until when an administrator may do without. */
  secondFactorDueAt: Date | null
}

/** Whether an administrator may not act as one, for want of a second factor. */
export const lacksFactor = ({ role, secondFactorAt, secondFactorDueAt }: FactorFacts, now: Date): boolean =>
  role === 'admin' && secondFactorAt === null && (secondFactorDueAt === null || secondFactorDueAt <= now)

/** What shows who somebody is once they are logged in: the password, or the second factor of an account that has one. */
export type ProofBy = 'password' | 'code'
