import { randomBytes } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { recoveryCodes } from '#db/schema/platform/account-access.ts'
import { isPasswordOf } from '#server/auth/passwords.ts'
import { sha256Hex } from '#server/auth/secrets.ts'
import {
  normalizeRecoveryCode,
  RECOVERY_CODE_BYTES,
  RECOVERY_CODES,
  toRecoveryCode,
} from '#server/domain/identity/recovery-codes.ts'
import { GameError } from '#server/errors.ts'
import { transact, type Ctx } from '../context.ts'
import { notify } from '../notifications/notify.ts'
import { countOwnAttempt } from './password-attempt.ts'
import { requireAccount } from './require-account.ts'

export const recoveryCodeHash = (code: string): string => sha256Hex(normalizeRecoveryCode(code))

/**
 * Makes new recovery codes, which end the earlier ones. They are answered once and stored as hashes. The password is asked,
 * because codes outlive the session that made them.
 * @throws UNAUTHORIZED; BAD_REQUEST naming the field for a wrong password; TOO_MANY_REQUESTS.
 */
export async function createRecoveryCodes(
  ctx: Ctx,
  input: { password: string },
): Promise<{ codes: string[] }> {
  const account = await requireAccount(ctx)
  const attempt = await countOwnAttempt(ctx, account.id)
  if (!(await isPasswordOf(account.passwordHash, input.password))) {
    const message = 'This is not your password.'
    throw new GameError('BAD_REQUEST', message, { issues: [{ path: 'password', message }] })
  }
  await attempt.succeeded()
  const codes = Array.from({ length: RECOVERY_CODES }, () => toRecoveryCode(randomBytes(RECOVERY_CODE_BYTES)))
  await transact(ctx, async (tx) => {
    await tx.db.delete(recoveryCodes).where(eq(recoveryCodes.userId, account.id))
    await tx.db
      .insert(recoveryCodes)
      .values(codes.map((code) => ({ userId: account.id, hash: recoveryCodeHash(code), createdAt: tx.now })))
    await tx.audit({ action: 'user.recovery-codes-made', subject: { type: 'user', id: account.id } })
    await notify(tx, {
      userIds: [account.id],
      kind: 'account.recovery-codes-made',
      title: 'New recovery codes were made',
      body: 'Earlier codes no longer work. If it was not you, change your password and make new ones.',
      href: '/account/recovery',
    })
  })
  return { codes }
}
