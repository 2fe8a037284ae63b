import { and, eq, isNotNull, isNull, ne, notExists } from 'drizzle-orm'
import { type Queryable } from '#db/client.ts'
import { users } from '#db/schema/platform/identity.ts'
import { accountDeletions } from '#db/schema/platform/privacy.ts'
import { type DeletionFacts } from '#server/domain/privacy/deletion-rules.ts'
import { type Tx } from '../context.ts'
import { lockAdministrators } from '../identity/change-role.ts'

/** What decides whether an account may be deleted. An administrator whose own deletion is under way does not count as another. */
export async function loadDeletionFacts(
  db: Queryable,
  { id, role }: { id: string; role: 'player' | 'admin' },
): Promise<DeletionFacts> {
  return { isLastAdmin: role === 'admin' && !(await hasOtherAdmin(db, id)) }
}

async function hasOtherAdmin(db: Queryable, userId: string): Promise<boolean> {
  const leaving = db
    .select({ id: accountDeletions.id })
    .from(accountDeletions)
    .where(and(eq(accountDeletions.userId, users.id), isNull(accountDeletions.endedAt)))
  const [staying] = await db
    .select({ id: users.id })
    .from(users)
    .where(
      and(eq(users.role, 'admin'), isNotNull(users.confirmedAt), ne(users.id, userId), notExists(leaving)),
    )
    .limit(1)
  return staying !== undefined
}

/** One change of who administers after another: two who leave at the same moment must not each be the one who stays. */
export async function lockLeavingAdmins(tx: Tx, { role }: { role: 'player' | 'admin' }): Promise<void> {
  if (role === 'admin') await lockAdministrators(tx)
}
