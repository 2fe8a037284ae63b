import { transact, withActor, type Ctx } from '../context.ts'
import { checkCredentials, type Credentials } from './check-credentials.ts'
import { notifyNewBrowser } from './notify-new-device.ts'
import { toActor, toPerson, type Person } from './person.ts'
import { isStillAsChecked } from './require-own-password.ts'

/** Who logged in, and whether the password that they knew is still the account's: asked once their session is written. */
export type LoggedIn = { person: Person; isStillSo: () => Promise<boolean> }

/** Checks the credentials for a browser log-in and returns the person. @throws as {@link checkCredentials}. */
export async function logIn(ctx: Ctx, input: Credentials): Promise<LoggedIn> {
  const account = await checkCredentials(ctx, 'page', input)
  const person = toPerson(account)
  await transact(withActor(ctx, toActor(person)), async (tx) => {
    await tx.audit({ action: 'user.logged-in', subject: { type: 'user', id: person.id } })
    await notifyNewBrowser(tx, person.id, input)
  })
  return { person, isStillSo: () => isStillAsChecked(ctx, account) }
}
