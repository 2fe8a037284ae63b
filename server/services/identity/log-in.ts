import { transact, withActor, type Ctx } from '../context.ts'
import { checkCredentials, type Credentials } from './check-credentials.ts'
import { toActor, type Person } from './person.ts'

/** Checks the credentials for a browser log-in and returns the person. @throws as {@link checkCredentials}. */
export async function logIn(ctx: Ctx, input: Credentials): Promise<Person> {
  const person = await checkCredentials(ctx, input)
  await transact(withActor(ctx, toActor(person)), (tx) =>
    tx.audit({ action: 'user.logged-in', subject: { type: 'user', id: person.id } }),
  )
  return person
}
