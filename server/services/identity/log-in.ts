import { transact, withActor, type Ctx, type Tx } from '../context.ts'
import { checkCredentials, type Credentials } from './check-credentials.ts'
import { notifyNewBrowser } from './notify-new-device.ts'
import { type Visitor } from './password-attempt.ts'
import { writePendingLogIn } from './pending-log-in.ts'
import { toActor, toPerson, type Person } from './person.ts'
import { type UserRow } from './queries.ts'
import { isStillAsChecked, lockAsChecked } from './require-own-password.ts'
import { type FactorKind } from './use-code.ts'

/** Who logged in, and whether the account is still as it was checked: asked once their session is written. */
export type LoggedIn = { person: Person; isStillSo: () => Promise<boolean> }

/** The token of a log-in that waits for its second factor. */
export type HalfLoggedIn = { person: null; token: string }

/**
 * Checks the credentials for a browser log-in and returns the person, or where there is a second factor what goes on with it.
 * @throws as {@link checkCredentials}.
 */
export async function logIn(ctx: Ctx, input: Credentials): Promise<LoggedIn | HalfLoggedIn> {
  const account = await checkCredentials(ctx, 'page', input)
  const person = toPerson(account)
  const own = withActor(ctx, toActor(person))
  if (account.secondFactorAt !== null)
    return transact(own, async (tx) => {
      await lockAsChecked(tx, account)
      return { person: null, token: await writePendingLogIn(tx, person.id) }
    })
  await transact(own, (tx) => recordLogIn(tx, { userId: person.id, by: null, visitor: input }))
  return loggedIn(ctx, account)
}

/** What a log-in leaves behind. @param by what came after the password */
export async function recordLogIn(
  tx: Tx,
  { userId, by, visitor }: { userId: string; by: FactorKind | null; visitor: Visitor },
): Promise<void> {
  await tx.audit({
    action: 'user.logged-in',
    subject: { type: 'user', id: userId },
    ...(by === null ? {} : { detail: { by } }),
  })
  await notifyNewBrowser(tx, userId, visitor)
}

/** A log-in as its pages go on with it. */
export const loggedIn = (ctx: Ctx, account: UserRow): LoggedIn => ({
  person: toPerson(account),
  isStillSo: () => isStillAsChecked(ctx, account),
})
