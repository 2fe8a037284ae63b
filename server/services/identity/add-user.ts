import { sql } from 'drizzle-orm'
import { users } from '#db/schema/platform/identity.ts'
import { type Tx } from '../context.ts'
import { toActor, toPerson, type Person } from './person.ts'
import { insertAudit } from '../insert-audit.ts'
import { isAddressHeld } from './queries.ts'
import { requireFreeCallsign } from './require-free-callsign.ts'

/**
 * Creates an account, or returns null when the e-mail address already has one. Callsigns are public, so a taken one
 * is reported.
 * @throws CONFLICT `callsign-taken`.
 */
export async function addUser(
  tx: Tx,
  input: {
    email: string
    callsign: string
    passwordHash: string
    role: Person['role']
    /** Null and a key for one that has to wait for its address. */
    confirmedAt?: null
    waitingKey?: number | null
  },
): Promise<Person | null> {
  await requireFreeCallsign(tx, input.callsign)
  if (input.confirmedAt !== null && (await isAddressHeld(tx.db, input.email, tx.now))) return null
  const [user] = await tx.db
    .insert(users)
    .values({ confirmedAt: tx.now, ...input, createdAt: tx.now })
    .onConflictDoNothing({ target: users.email, where: sql`confirmed_at is not null` })
    .returning()
  if (!user) return null
  const person = toPerson(user)
  await insertAudit(tx.db, toActor(person), tx.now, [
    {
      action: 'user.signed-up',
      subject: { type: 'user', id: person.id },
      detail: { callsign: person.callsign, role: person.role },
    },
  ])
  return person
}
