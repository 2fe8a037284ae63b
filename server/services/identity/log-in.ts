import { transact, withActor, type Ctx } from '../context.ts'
import { checkCredentials, type Credentials } from './check-credentials.ts'
import { notifyNewBrowser } from './notify-new-device.ts'
import { toActor, type Person } from './person.ts'

/** Checks the credentials for a browser log-in and returns the person. @throws as {@link checkCredentials}. */
export async function logIn(ctx: Ctx, input: Credentials): Promise<Person> {
  const person = await checkCredentials(ctx, 'page', input)
  await transact(withActor(ctx, toActor(person)), async (tx) => {
    await tx.audit({ action: 'user.logged-in', subject: { type: 'user', id: person.id } })
    await notifyNewBrowser(tx, person.id, input)
  })
  return person
}
