import { GameError } from '#server/errors.ts'
import { transact, type Ctx, type Tx } from '../context.ts'
import { type PasswordAttempt, type Visitor } from './password-attempt.ts'
import { type UserRow } from './queries.ts'
import { recordFailedLogIn } from './record-failed-log-in.ts'
import { useCode, type FactorKind } from './use-code.ts'

type Input = {
  account: UserRow
  code: string
  visitor: Visitor
  /** Counts the code among the guesses. */
  attempt: PasswordAttempt
}

/**
 * Does what a code of the account's second factor opens, in the transaction that uses the code up. A wrong code is recorded for the
 * account's owner.
 * @throws UNAUTHORIZED `wrong-code`, which is one that was used before, too.
 */
export async function withCode<Result>(
  ctx: Ctx,
  { account, code, visitor, attempt }: Input,
  work: (tx: Tx, by: FactorKind) => Promise<Result>,
): Promise<Result> {
  const outcome = await transact(ctx, async (tx) => {
    const by = await useCode(tx, account.id, code)
    return by === null ? null : { result: await work(tx, by) }
  })
  if (!outcome) {
    const { id: userId, email } = account
    await recordFailedLogIn(ctx, { door: 'second-factor', email, userId, visitor })
    const message =
      'This code is wrong or was used. Wait for the next one of your app, or use a recovery code.'
    throw new GameError('UNAUTHORIZED', message, {
      reason: 'wrong-code',
      issues: [{ path: 'code', message }],
    })
  }
  await attempt.succeeded()
  return outcome.result
}
