import { eq } from 'drizzle-orm'
import { users } from '#db/schema/platform/identity.ts'
import { hashPassword } from '../auth/passwords.ts'
import { sweepPrivacy } from '../services/privacy/sweep-privacy.ts'
import { type UserActor } from '../services/require-actor.ts'
import { makeUser } from './make-user.ts'
import { type TestPlatform } from './test-platform.ts'

const PASSWORD = 'seven harbour lamps at dawn'
const DAY_MS = 86_400_000

/** People with a password who ask for the deletion of their accounts, and the time that passes until it is carried out. */
export function deletionSteps(platform: TestPlatform) {
  let hash: Promise<string> | null = null
  const withPassword = async (person: UserActor): Promise<UserActor> => {
    hash ??= hashPassword(PASSWORD)
    const passwordHash = await hash
    await platform.db.update(users).set({ passwordHash }).where(eq(users.id, person.userId))
    return person
  }
  const makePerson = async (options: Parameters<typeof makeUser>[1] = {}) =>
    withPassword(await makeUser(platform, options))
  const ask = (person: UserActor, password = PASSWORD) =>
    platform.api(person).privacy.requestDeletion({ password })
  const sweep = () => sweepPrivacy(platform.ctx({ kind: 'system', job: 'test' }))
  const rowOf = async (person: UserActor) => {
    const [row] = await platform.db.select().from(users).where(eq(users.id, person.userId))
    if (!row) throw new Error('the account is there')
    return row
  }
  /** Asks, and lets the notice pass. */
  const leave = async (person: UserActor) => {
    await ask(person)
    platform.clock.advance(14 * DAY_MS + 60_000)
    await sweep()
    return rowOf(person)
  }
  return { withPassword, makePerson, ask, sweep, rowOf, leave }
}
