import { and, eq, isNull } from 'drizzle-orm'
import { recoveryCodes } from '#db/schema/platform/account-access.ts'
import { users } from '#db/schema/platform/identity.ts'
import { GameError } from '#server/errors.ts'
import { addressKey } from '#server/limits/address-key.ts'
import { transact, withActor, type Ctx } from '../context.ts'
import { toActor, toPerson } from './person.ts'
import { requireGoodPassword } from './require-good-password.ts'
import { setNewPassword } from './set-new-password.ts'
import { storedPassword } from './stored-password.ts'
import { recoveryCodeHash } from './write-recovery-codes.ts'

/**
 * Sets a new password by a recovery code, once, and logs out every browser and program. Unknown addresses and wrong codes
 * get the same answer from the same statement. A code has 80 random bits: nobody guesses one. Where there is a second factor, the
 * codes stand in for that: whoever finds the sheet of codes must not get in by it alone.
 * @param input.email normalised
 * @throws UNAUTHORIZED `wrong-recovery-code`; FORBIDDEN `second-factor`; BAD_REQUEST naming the field for a weak password; TOO_MANY_REQUESTS.
 */
export async function recoverWithCode(
  ctx: Ctx,
  input: { email: string; code: string; newPassword: string; ipAddress: string },
): Promise<void> {
  const { email, code, newPassword, ipAddress } = input
  await ctx.limits.take('reset-address', addressKey(ipAddress))
  // Before the code is looked at, by what the visitor knows anyway.
  await requireGoodPassword(ctx, { account: { email }, password: newPassword, field: 'newPassword' })
  const isTheCode = and(eq(recoveryCodes.hash, recoveryCodeHash(code)), isNull(recoveryCodes.usedAt))
  const [found] = await ctx.db
    .select({ account: users, codeId: recoveryCodes.id })
    .from(users)
    .innerJoin(recoveryCodes, eq(recoveryCodes.userId, users.id))
    .where(and(eq(users.email, email), isNull(users.expiredAt), isTheCode))
  if (!found) throw wrongCode()
  if (found.account.secondFactorAt !== null) throw codeIsSecondFactor()
  const { account, codeId } = found
  await requireGoodPassword(ctx, { account, password: newPassword, field: 'newPassword' })
  const stored = await storedPassword(ctx, account, newPassword)
  await transact(withActor(ctx, toActor(toPerson(account))), async (tx) => {
    const used = await tx.db
      .update(recoveryCodes)
      .set({ usedAt: tx.now })
      .where(and(eq(recoveryCodes.id, codeId), isNull(recoveryCodes.usedAt)))
      .returning({ id: recoveryCodes.id })
    if (used.length === 0) throw wrongCode()
    await setNewPassword(tx, { account, stored, by: 'recovery-code' })
  })
}

const codeIsSecondFactor = () =>
  new GameError(
    'FORBIDDEN',
    'This account has a second factor, and its recovery codes stand in for that, not for the password. Ask for a link by mail, or ask the operator of this server. The code was not used up.',
    { reason: 'second-factor' },
  )

const wrongCode = () =>
  new GameError('UNAUTHORIZED', 'This address and this code do not belong together, or the code was used.', {
    reason: 'wrong-recovery-code',
  })
