import { randomUUID } from 'node:crypto'
import { randomToken } from '#server/auth/secrets.ts'
import { withActor, transact, type Ctx } from '../context.ts'
import { checkCredentials, type Credentials } from './check-credentials.ts'
import { notifyNewProgram } from './notify-new-device.ts'
import { requireConfirmed } from '../require-actor.ts'
import { toActor, toPerson } from './person.ts'
import { lockAsChecked } from './require-own-password.ts'
import { createTokenPair, type TokenPair } from './create-token-pair.ts'

/** Logs a program in: issues the first tokens of a new family. @throws as {@link checkCredentials}. */
export async function issueTokens(ctx: Ctx, input: Credentials): Promise<TokenPair> {
  const account = await checkCredentials(ctx, 'program', input)
  const person = toPerson(account)
  requireConfirmed(withActor(ctx, toActor(person)))
  return transact(withActor(ctx, toActor(person)), async (tx) => {
    await lockAsChecked(tx, account)
    await tx.audit({ action: 'user.tokens-issued', subject: { type: 'user', id: person.id } })
    await notifyNewProgram(tx, person.id, input)
    return createTokenPair(tx, { userId: person.id, familyId: randomUUID() }, randomToken(), input)
  })
}
