import { withActor, type Ctx } from '../context.ts'
import { loggedIn, recordLogIn, type LoggedIn } from './log-in.ts'
import { countCodeAttempt, forgetFailures, type Visitor } from './password-attempt.ts'
import { endedLogIn, getPendingLogIn, usePendingLogIn } from './pending-log-in.ts'
import { toActor, toPerson } from './person.ts'
import { lockAsChecked } from './require-own-password.ts'
import { withCode } from './with-code.ts'

/**
 * The second step of a log-in: a code of the authenticator app, or a recovery code.
 * @param input.token of the browser in which the password was right
 * @throws UNAUTHORIZED `log-in-ended`, `wrong-code`, `password-changed`; TOO_MANY_REQUESTS.
 */
export async function completeLogIn(
  ctx: Ctx,
  input: { token: string | null; code: string; visitor: Visitor },
): Promise<LoggedIn> {
  const { token, code, visitor } = input
  const account = await getPendingLogIn(ctx, token)
  if (!account || token === null) throw endedLogIn()
  const { id: userId, email } = account
  const attempt = await countCodeAttempt(ctx, { userId, visitor })
  const own = withActor(ctx, toActor(toPerson(account)))
  await withCode(own, { account, code, visitor, attempt }, async (tx, by) => {
    await lockAsChecked(tx, account)
    await usePendingLogIn(tx, token)
    await recordLogIn(tx, { userId, by, visitor })
  })
  await forgetFailures(ctx, { email, userId, visitor })
  return loggedIn(ctx, account)
}
