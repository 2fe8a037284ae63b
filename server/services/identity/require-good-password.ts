import { regions } from '#db/schema/platform/regions.ts'
import { commonPasswords } from '#server/auth/common-passwords.ts'
import { checkPassword } from '#server/domain/identity/password-policy.ts'
import { GameError } from '#server/errors.ts'
import { type Ctx } from '../context.ts'

/**
 * Checks a password that somebody chose, at every door alike, also against the most used ones and the names of regions.
 * @param account what is known of it @param field of the form @throws BAD_REQUEST naming the field for a weak password.
 */
export async function requireGoodPassword(
  ctx: Ctx,
  {
    account,
    password,
    field,
  }: { account: { email: string; callsign?: string }; password: string; field: string },
): Promise<void> {
  const places = await ctx.db.select({ name: regions.displayName }).from(regions)
  const { email, callsign } = account
  const known = { email, ...(callsign !== undefined && { callsign }), names: places.map(({ name }) => name) }
  const verdict = checkPassword(password, known, await commonPasswords())
  if (verdict.ok) return
  const { message } = verdict
  throw new GameError('BAD_REQUEST', message, { issues: [{ path: field, message }] })
}
