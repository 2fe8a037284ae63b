import { randomToken, tokenHash } from '#server/auth/secrets.ts'
import { type AssertionOptions } from '#server/auth/webauthn.ts'
import { type SignedByPasskey } from '#server/domain/identity/inputs.ts'
import { GameError } from '#server/errors.ts'
import { addressKey } from '#server/limits/address-key.ts'
import { type Ctx } from '../context.ts'
import { askForPasskey } from './ask-for-passkey.ts'
import { checkPasskey } from './check-passkey.ts'
import { loggedIn, recordLogIn, type LoggedIn } from './log-in.ts'
import { passkeyEnded, type Asked } from './passkey-challenge.ts'
import { forgetFailures, type Visitor } from './password-attempt.ts'
import { usePasskey } from './use-passkey.ts'

/**
 * Asks a browser for a passkey of any account. `token` is what it has to bring with the answer: the one that it has, if it has any.
 * @throws FORBIDDEN `passkeys-unavailable`, TOO_MANY_REQUESTS.
 */
export async function askToLogIn(
  ctx: Ctx,
  { token: known, ipAddress }: { token: string | null; ipAddress: string },
): Promise<{ token: string; options: AssertionOptions }> {
  const token = known ?? randomToken()
  const options = await askForPasskey(ctx, { asked: askedOf(token), by: addressKey(ipAddress) })
  return { token, options }
}

/**
 * Logs in by a passkey, without the password: the device has checked that it is its owner. Not by one that was not used with the
 * password since that was changed. Otherwise somebody who knew the old one and made a passkey would still get in.
 * @throws UNAUTHORIZED `password-first`, and as `checkPasskey` and `usePasskey`.
 */
export async function logInWithPasskey(
  ctx: Ctx,
  { token, answer, visitor }: { token: string | null; answer: SignedByPasskey; visitor: Visitor },
): Promise<LoggedIn> {
  if (token === null) throw passkeyEnded()
  const shown = await checkPasskey(ctx, { asked: askedOf(token), answer, visitor })
  const { account, attempt, passkey } = shown
  if (!passkey.worksAlone) {
    await attempt.isHalfMade()
    throw passwordFirst()
  }
  const { id: userId, email } = account
  await usePasskey(ctx, shown, (tx) => recordLogIn(tx, { userId, by: 'passkey', visitor }))
  await forgetFailures(ctx, { email, userId, visitor })
  return loggedIn(ctx, account)
}

const askedOf = (token: string): Asked => ({ purpose: 'log-in', userId: null, boundTo: tokenHash(token) })

const passwordFirst = () =>
  new GameError(
    'UNAUTHORIZED',
    'The password was changed since this passkey was used with it. Log in with the password this time, and use the passkey after it: then it works alone again.',
    { reason: 'password-first' },
  )
