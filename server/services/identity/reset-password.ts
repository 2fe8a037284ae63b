import { addressKey } from '#server/limits/address-key.ts'
import { transact, withActor, type Ctx } from '../context.ts'
import { requireLink, requireOwner, useLink } from './account-link.ts'
import { toActor, toPerson } from './person.ts'
import { requireGoodPassword } from './require-good-password.ts'
import { setNewPassword } from './set-new-password.ts'
import { storedPassword } from './stored-password.ts'

/** Whose password a link replaces. @throws NOT_FOUND `link-ended`. */
export async function readResetLink(
  ctx: Ctx,
  input: { token: string },
): Promise<{ callsign: string; email: string }> {
  const account = await requireOwner(ctx, await requireLink(ctx, 'reset-password', input.token))
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
  const account = await requireOwner(ctx, link)
  await requireGoodPassword(ctx, { account, password: input.newPassword, field: 'newPassword' })
  const stored = await storedPassword(ctx, account, input.newPassword)
  await transact(withActor(ctx, toActor(toPerson(account))), async (tx) => {
    await useLink(tx, 'reset-password', input.token)
    await setNewPassword(tx, { account, stored, by: 'link' })
  })
}
