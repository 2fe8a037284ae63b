import { addressKey } from '#server/limits/address-key.ts'
import { transact, withActor, type Ctx } from '../context.ts'
import { requireLink, requireOwner, useLink } from './account-link.ts'
import { toActor, toPerson } from './person.ts'

/** For whom a link lets a browser in. @throws NOT_FOUND `link-ended`. */
export async function readLetIn(ctx: Ctx, input: { token: string }): Promise<{ callsign: string }> {
  const { callsign } = await requireOwner(ctx, await requireLink(ctx, 'let-in', input.token))
  return { callsign }
}

/**
 * Uses the link up; from then on the browser that opened it is one that the account knows, which waits for nobody's guesses but its own.
 * It is logged in to nothing. @throws NOT_FOUND `link-ended`, TOO_MANY_REQUESTS.
 */
export async function useLetIn(
  ctx: Ctx,
  input: { token: string; ipAddress: string },
): Promise<{ userId: string }> {
  await ctx.limits.take('reset-address', addressKey(input.ipAddress))
  const account = await requireOwner(ctx, await requireLink(ctx, 'let-in', input.token))
  await transact(withActor(ctx, toActor(toPerson(account))), async (tx) => {
    await useLink(tx, 'let-in', input.token)
    await tx.audit({ action: 'user.browser-let-in', subject: { type: 'user', id: account.id } })
  })
  return { userId: account.id }
}
