import { sha256Hex } from '#server/auth/secrets.ts'
import { addressKey } from '#server/limits/address-key.ts'
import { type Ctx } from '../context.ts'
import { type Visitor } from './password-attempt.ts'

/**
 * Whether a mail that confirms an address may go to it. Anybody may name any address, so a source gets a few a day; another source can
 * still ask, until the address has had so many from everywhere that it would be a flood. Hashed, so that the table of limits
 * holds no e-mail addresses.
 */
export async function mayMailAddress(
  ctx: Ctx,
  { address, visitor }: { address: string; visitor: Pick<Visitor, 'ipAddress'> },
): Promise<boolean> {
  const key = sha256Hex(address)
  const own = await ctx.limits.count('confirm-account', `${key}:${addressKey(visitor.ipAddress)}`)
  if (own.refusal) return false
  return (await ctx.limits.count('confirm-everywhere', key)).refusal === null
}
