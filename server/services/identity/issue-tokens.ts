import { randomUUID } from 'node:crypto'
import { randomToken } from '#server/auth/secrets.ts'
import { type FactorKinds } from '#server/domain/identity/passkeys.ts'
import { withActor, transact, type Ctx, type Tx } from '../context.ts'
import { GameError } from '#server/errors.ts'
import { checkCredentials, type Credentials } from './check-credentials.ts'
import { notifyNewProgram } from './notify-new-device.ts'
import { requireConfirmed } from '../require-actor.ts'
import { toActor, toPerson } from './person.ts'
import { countCodeAttempt, forgetFailures, type Visitor } from './password-attempt.ts'
import { type UserRow } from './queries.ts'
import { lockAsChecked } from './require-own-password.ts'
import { getFactorKinds } from './get-factor-kinds.ts'
import { withCode } from './with-code.ts'
import { createTokenPair, type TokenPair } from './create-token-pair.ts'

/**
 * Logs a program in: issues the first tokens of a new family. Only to whoever knows the password it tells that an account has a
 * second factor.
 * @param input.code of the second factor, for accounts that have one
 * @throws as {@link checkCredentials}; UNAUTHORIZED `code-needed`, `wrong-code`.
 */
export async function issueTokens(
  ctx: Ctx,
  { code, ...credentials }: Credentials & { code?: string | undefined },
): Promise<TokenPair> {
  const account = await checkCredentials(ctx, 'program', credentials)
  const own = withActor(ctx, toActor(toPerson(account)))
  requireConfirmed(own)
  const issue = (tx: Tx) => issueFirstTokens(tx, account, credentials)
  if (account.secondFactorAt === null) return transact(own, issue)
  const { id: userId, email } = account
  if (code === undefined || code === '') throw codeNeeded(await getFactorKinds(ctx.db, userId))
  const attempt = await countCodeAttempt(ctx, { userId, visitor: credentials })
  const tokens = await withCode(own, { account, code, visitor: credentials, attempt }, issue)
  await forgetFailures(ctx, { email, userId, visitor: credentials })
  return tokens
}

async function issueFirstTokens(tx: Tx, account: UserRow, program: Visitor): Promise<TokenPair> {
  const { id: userId, role } = account
  await lockAsChecked(tx, account)
  await tx.audit({ action: 'user.tokens-issued', subject: { type: 'user', id: userId } })
  await notifyNewProgram(tx, userId, program)
  const family = { userId, familyId: randomUUID(), startedAt: tx.now, role, provenAt: tx.now }
  return createTokenPair(tx, family, randomToken(), program)
}

/** A program has no browser to use a passkey in. */
const codeNeeded = ({ app }: FactorKinds) =>
  new GameError(
    'UNAUTHORIZED',
    app
      ? 'This account has a second factor. Send a code of its authenticator app, or a recovery code, as “code” with the password.'
      : 'This account has passkeys as its second factor, which programs cannot use. Send a recovery code as “code” with the password, or make a personal token under Account, API, and use that.',
    { reason: 'code-needed' },
  )
