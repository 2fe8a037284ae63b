import { randomBytes } from 'node:crypto'
import { and, eq, isNull } from 'drizzle-orm'
import { type Queryable } from '#db/client.ts'
import { recoveryCodes } from '#db/schema/platform/account-access.ts'
import { sha256Hex } from '#server/auth/secrets.ts'
import {
  normalizeRecoveryCode,
  RECOVERY_CODE_BYTES,
  RECOVERY_CODES,
  toRecoveryCode,
} from '#server/domain/identity/recovery-codes.ts'
import { type Tx } from '../context.ts'
import { notify } from '../notifications/notify.ts'

export const recoveryCodeHash = (code: string): string => sha256Hex(normalizeRecoveryCode(code))

/** How many codes somebody has left. */
export const countCodes = (db: Queryable, userId: string): Promise<number> =>
  db.$count(recoveryCodes, and(eq(recoveryCodes.userId, userId), isNull(recoveryCodes.usedAt)))

/** Writes new recovery codes, which end the earlier ones, and returns them, the only time that anybody sees them. */
export async function writeRecoveryCodes(tx: Tx, userId: string): Promise<string[]> {
  const codes = Array.from({ length: RECOVERY_CODES }, () => toRecoveryCode(randomBytes(RECOVERY_CODE_BYTES)))
  await tx.db.delete(recoveryCodes).where(eq(recoveryCodes.userId, userId))
  await tx.db
    .insert(recoveryCodes)
    .values(codes.map((code) => ({ userId, hash: recoveryCodeHash(code), createdAt: tx.now })))
  await tx.audit({ action: 'user.recovery-codes-made', subject: { type: 'user', id: userId } })
  await notify(tx, {
    userIds: [userId],
    kind: 'account.recovery-codes-made',
    title: 'New recovery codes were made',
    body: 'Earlier codes no longer work. If it was not you, change your password and make new ones.',
    href: '/account/recovery',
  })
  return codes
}
