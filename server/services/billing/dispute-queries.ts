import { asc, eq } from 'drizzle-orm'
import { type Queryable } from '#db/client.ts'
import { disputes } from '#db/schema/platform/billing.ts'

export type DisputeRow = typeof disputes.$inferSelect

/** The disputes about payments of a row, the oldest first. */
export const findDisputes = (db: Queryable, subscriptionId: string): Promise<DisputeRow[]> =>
  db
    .select()
    .from(disputes)
    .where(eq(disputes.subscriptionId, subscriptionId))
    .orderBy(asc(disputes.openedAt), asc(disputes.id))
