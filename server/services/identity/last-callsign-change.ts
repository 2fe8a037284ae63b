import { desc, eq } from 'drizzle-orm'
import { type Queryable } from '#db/client.ts'
import { callsignChanges } from '#db/schema/platform/account-access.ts'

export async function getLastCallsignChange(db: Queryable, userId: string): Promise<Date | null> {
  const [latest] = await db
    .select({ changedAt: callsignChanges.changedAt })
    .from(callsignChanges)
    .where(eq(callsignChanges.userId, userId))
    .orderBy(desc(callsignChanges.changedAt))
    .limit(1)
  return latest?.changedAt ?? null
}
