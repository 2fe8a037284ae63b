import { users } from '#db/schema/platform/identity.ts'
import { type Tx } from '../context.ts'
import { toActor, toPerson, type Person } from './person.ts'
import { insertAudit } from '../insert-audit.ts'
import { requireFreeCallsign } from './require-free-callsign.ts'

/**
 * Creates an account, or returns null when the e-mail address already has one. Callsigns are public, so a taken one
 * is reported.
 * @throws CONFLICT `callsign-taken`.
 */
export async function addUser(
  tx: Tx,
  input: { email: string; callsign: string; passwordHash: string; role: Person['role'] },
): Promise<Person | null> {
  await requireFreeCallsign(tx, input.callsign)
  const [user] = await tx.db
    .insert(users)
    .values({ ...input, createdAt: tx.now })
    .onConflictDoNothing({ target: users.email })
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
