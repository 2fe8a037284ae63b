import { tokenHash } from '#server/auth/secrets.ts'
import { type AssertionOptions } from '#server/auth/webauthn.ts'
import { type SignedByPasskey } from '#server/domain/identity/inputs.ts'
import { type Ctx } from '../context.ts'
import { askForPasskey } from './ask-for-passkey.ts'
import { checkPasskey } from './check-passkey.ts'
import { loggedIn, recordLogIn, type LoggedIn } from './log-in.ts'
import { type Asked } from './passkey-challenge.ts'
import { forgetFailures, type Visitor } from './password-attempt.ts'
import { endedLogIn, getPendingLogIn, usePendingLogIn } from './pending-log-in.ts'
import { type UserRow } from './queries.ts'
import { usePasskey } from './use-passkey.ts'

type Browser = { token: string | null }

/**
 * Asks the browser in which the password was right for a passkey of the account.
 * @throws UNAUTHORIZED `log-in-ended`; NOT_FOUND for an account without; FORBIDDEN `passkeys-unavailable`; TOO_MANY_REQUESTS.
 */
export async function askForSecondStep(ctx: Ctx, browser: Browser): Promise<AssertionOptions> {
  const { asked } = await requirePending(ctx, browser)
  return askForPasskey(ctx, { asked, by: asked.boundTo })
}

/**
 * The second step of a log-in: a passkey in the place of a code.
 * @throws UNAUTHORIZED `log-in-ended`, and as `checkPasskey` and `usePasskey`.
 */
export async function completeLogInWithPasskey(
  ctx: Ctx,
  { answer, visitor, ...browser }: Browser & { answer: SignedByPasskey; visitor: Visitor },
): Promise<LoggedIn> {
  const { token, account, asked } = await requirePending(ctx, browser)
  const shown = await checkPasskey(ctx, { asked, answer, visitor })
  const { id: userId, email } = account
  await usePasskey(ctx, shown, async (tx) => {
    await usePendingLogIn(tx, token)
    await recordLogIn(tx, { userId, by: 'passkey', visitor })
  })
  await forgetFailures(ctx, { email, userId, visitor })
  return loggedIn(ctx, account)
}

async function requirePending(
  ctx: Ctx,
  { token }: Browser,
): Promise<{ token: string; account: UserRow; asked: Asked }> {
  const account = await getPendingLogIn(ctx, token)
  if (!account || token === null) throw endedLogIn()
  return {
    token,
    account,
    asked: { purpose: 'second-factor', userId: account.id, boundTo: tokenHash(token) },
  }
}
