import { isPasswordOf } from '#server/auth/passwords.ts'
import { sha256Hex } from '#server/auth/secrets.ts'
import { normalizeEmail } from '#server/domain/identity/email.ts'
import { GameError } from '#server/errors.ts'
import { addressKey } from '#server/limits/address-key.ts'
import { type Ctx } from '../context.ts'
import { toPerson, type Person } from './person.ts'
import { getUserByEmail } from './queries.ts'

export type Credentials = { email: string; password: string; ipAddress: string }

/**
 * Returns the person with this e-mail and password. Unknown addresses and wrong passwords get the same answer in the
 * same time. Failures count against the IP address and the account, whether it exists or not.
 * @throws UNAUTHORIZED `wrong-credentials`, TOO_MANY_REQUESTS.
 */
export async function checkCredentials(
  ctx: Ctx,
  limit: 'login-address' | 'token-address',
  input: Credentials,
): Promise<Person> {
  const email = normalizeEmail(input.email)
  const address = addressKey(input.ipAddress)
  // Hashed, so that the table of limits holds no e-mail addresses.
  const account = sha256Hex(email)
  await ctx.limits.take(limit, address)
  await ctx.limits.take('login-account', account)
  const user = await getUserByEmail(ctx.db, email)
  const isTheirs = await isPasswordOf(user?.passwordHash ?? null, input.password)
  if (!user || !isTheirs) {
    throw new GameError('UNAUTHORIZED', 'Wrong e-mail or password.', {
      reason: 'wrong-credentials',
    })
  }
  await ctx.limits.giveBack(limit, address)
  await ctx.limits.reset('login-account', account)
  return toPerson(user)
}
