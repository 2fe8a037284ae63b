import { notFound } from '#server/errors.ts'
import { addressKey } from '#server/limits/address-key.ts'
import { transact, withActor, type Ctx } from '../context.ts'
import { requireLink, useLink } from './account-link.ts'
import { toActor, toPerson } from './person.ts'
import { getUser } from './queries.ts'
import { requireGoodPassword, setNewPassword } from './set-new-password.ts'
import { storedPassword } from './stored-password.ts'

/** Whose password a link replaces. @throws NOT_FOUND `link-ended`. */
export async function readResetLink(
  ctx: Ctx,
  input: { token: string },
): Promise<{ callsign: string; email: string }> {
  const account = await accountOf(ctx, (await requireLink(ctx, 'reset-password', input.token)).userId)
  return { callsign: account.callsign, email: account.email }
}

/**
 * Sets a new password by the link of a mail, once, and logs out every browser and program.
 * @throws NOT_FOUND `link-ended`; BAD_REQUEST naming the field for a weak password, which leaves the link; TOO_MANY_REQUESTS.
 */
export async function resetPassword(
  ctx: Ctx,
  input: { token: string; newPassword: string; ipAddress: string },
): Promise<void> {
  await ctx.limits.take('reset-address', addressKey(input.ipAddress))
  const link = await requireLink(ctx, 'reset-password', input.token)
  const account = await accountOf(ctx, link.userId)
  requireGoodPassword(account, input.newPassword)
  const stored = await storedPassword(ctx, account, input.newPassword)
  await transact(withActor(ctx, toActor(toPerson(account))), async (tx) => {
    await useLink(tx, 'reset-password', input.token)
    await setNewPassword(tx, { account, stored, by: 'link' })
  })
}

async function accountOf(ctx: Ctx, userId: string) {
  const account = await getUser(ctx.db, userId)
  if (!account) throw notFound('This account')
  return account
}
