import { and, eq, isNull } from 'drizzle-orm'
import { recoveryCodes } from '#db/schema/platform/account-access.ts'
import { authenticatorApps } from '#db/schema/platform/second-factor.ts'
import { stepOfCode } from '#server/auth/totp.ts'
import { typedTotp } from '#server/domain/identity/totp.ts'
import { type Tx } from '../context.ts'
import { notify } from '../notifications/notify.ts'
import { appInUse } from './factor-changes.ts'
import { recoveryCodeHash } from './write-recovery-codes.ts'

/** What somebody has, beside the password that they know. */
export type FactorKind = 'app' | 'recovery-code' | 'passkey'

/** Uses up a code of an account's authenticator app, or one of its recovery codes; null for a wrong or used one. */
export function useCode(tx: Tx, userId: string, typed: string): Promise<FactorKind | null> {
  const code = typedTotp(typed)
  return code === null ? useRecoveryCode(tx, userId, typed) : useAppCode(tx, userId, code)
}

async function useAppCode(tx: Tx, userId: string, code: string): Promise<FactorKind | null> {
  const [app] = await tx.db
    .select()
    .from(authenticatorApps)
    .where(appInUse(userId))
    // Of two with the same code at once, the second sees it used.
    .for('update')
  if (!app) return null
  const { lastUsedStep } = app
  const step = stepOfCode(tx.secrets.totpSecret(app), code, { now: tx.now, lastUsedStep })
  if (step === null) return null
  await tx.db
    .update(authenticatorApps)
    .set({ lastUsedStep: step, lastUsedAt: tx.now })
    .where(eq(authenticatorApps.id, app.id))
  return 'app'
}

async function useRecoveryCode(tx: Tx, userId: string, typed: string): Promise<FactorKind | null> {
  const unused = and(eq(recoveryCodes.userId, userId), isNull(recoveryCodes.usedAt))
  const used = await tx.db
    .update(recoveryCodes)
    .set({ usedAt: tx.now })
    .where(and(unused, eq(recoveryCodes.hash, recoveryCodeHash(typed))))
    .returning({ id: recoveryCodes.id })
  if (used.length === 0) return null
  const left = await tx.db.$count(recoveryCodes, unused)
  await notify(tx, {
    userIds: [userId],
    kind: 'account.recovery-code-used',
    title: 'One of your recovery codes was used',
    body: `It took the place of your second factor. ${left === 1 ? '1 code is' : `${left} codes are`} left. If it was not you, change your password and make new codes.`,
    href: '/account/recovery',
  })
  return 'recovery-code'
}
