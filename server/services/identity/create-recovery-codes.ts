import { randomBytes } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { recoveryCodes } from '#db/schema/platform/account-access.ts'
import { sha256Hex } from '#server/auth/secrets.ts'
import {
  normalizeRecoveryCode,
  RECOVERY_CODE_BYTES,
  RECOVERY_CODES,
  toRecoveryCode,
} from '#server/domain/identity/recovery-codes.ts'
import { transact, type Ctx } from '../context.ts'
import { notify } from '../notifications/notify.ts'
import { type Visitor } from './password-attempt.ts'
import { lockAsChecked, requireOwnPassword } from './require-own-password.ts'

export const recoveryCodeHash = (code: string): string => sha256Hex(normalizeRecoveryCode(code))

/**
 * Makes new recovery codes, which end the earlier ones. They are answered once and stored as hashes. The password is asked,
 * because codes outlive the session that made them.
 * @throws UNAUTHORIZED; BAD_REQUEST naming the field for a wrong password; TOO_MANY_REQUESTS.
 */
export async function createRecoveryCodes(
  ctx: Ctx,
  input: { password: string; visitor: Visitor },
): Promise<{ codes: string[] }> {
  const account = await requireOwnPassword(ctx, input)
  const codes = Array.from({ length: RECOVERY_CODES }, () => toRecoveryCode(randomBytes(RECOVERY_CODE_BYTES)))
  await transact(ctx, async (tx) => {
    await lockAsChecked(tx, account)
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
