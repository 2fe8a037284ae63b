import { randomBytes } from 'node:crypto'
import { users } from '#db/schema/platform/identity.ts'
import { type UserActor } from '../services/require-actor.ts'
import { type Clock } from '../clock.ts'
import { type Database } from '#db/client.ts'

/** Where people are made: a test platform, or a runtime. */
export type PeopleHome = { db: Database; clock: Clock }

/** Creates a player (or admin) as an actor. Has no usable password: tests of log-in sign up properly. */
export async function makeUser(
  platform: PeopleHome,
  options: { callsign?: string; role?: 'player' | 'admin' } = {},
): Promise<UserActor> {
  const callsign = options.callsign ?? `pilot-${randomBytes(4).toString('hex')}`
  const role = options.role ?? 'player'
  const now = await platform.clock.now(platform.db)
  const [user] = await platform.db
    .insert(users)
    .values({
      email: `${callsign.toLowerCase()}@example.test`,
      callsign,
      passwordHash: '!',
      role,
      createdAt: now,
      confirmedAt: now,
    })
    .returning({ id: users.id })
  if (!user) throw new Error('the user was not written')
  return { kind: 'user', userId: user.id, callsign, role }
}
