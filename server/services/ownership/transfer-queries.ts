import { and, desc, eq, inArray, ne, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import { type Queryable } from '#db/client.ts'
import { subscriptions } from '#db/schema/platform/billing.ts'
import { users } from '#db/schema/platform/identity.ts'
import { transfers } from '#db/schema/platform/ownership.ts'
import { readState } from '#server/domain/billing/stored-state.ts'
import { OPEN_TRANSFERS } from '#server/domain/ownership/transfer.ts'
import { notFound } from '#server/errors.ts'

export type TransferRow = typeof transfers.$inferSelect

/** @throws NOT_FOUND */
export async function requireTransferRow(db: Queryable, transferId: string): Promise<TransferRow> {
  const [row] = await db.select().from(transfers).where(eq(transfers.id, transferId))
  if (!row) throw notFound('This transfer')
  return row
}

/** The transfer of a region that is open, locked; the caller has locked the region. */
export async function lockOpenTransfer(db: Queryable, regionId: string): Promise<TransferRow | null> {
  const [row] = await db
    .select()
    .from(transfers)
    .where(and(eq(transfers.regionId, regionId), inArray(transfers.status, [...OPEN_TRANSFERS])))
    .for('update')
  return row ?? null
}

const [giver, receiver] = [alias(users, 'giver'), alias(users, 'receiver')]

/** A region's newest transfer with its people; null before the first. */
export async function getLatestTransfer(db: Queryable, regionId: string) {
  const [row] = await db
    .select({
      transfer: transfers,
      from: { userId: giver.id, callsign: giver.callsign },
      to: { userId: receiver.id, callsign: receiver.callsign },
    })
    .from(transfers)
    .innerJoin(giver, eq(giver.id, transfers.fromId))
    .innerJoin(receiver, eq(receiver.id, transfers.toId))
    .where(eq(transfers.regionId, regionId))
    .orderBy(desc(transfers.offeredAt))
    .limit(1)
  return row ?? null
}

/** The subscription that pays for a region, with its state; null for a region without one. */
export async function getPayingSubscription(db: Queryable, regionId: string) {
  const [row] = await db
    .select({ id: subscriptions.id, state: subscriptions.state })
    .from(subscriptions)
    .where(and(eq(subscriptions.regionId, regionId), ne(subscriptions.status, 'handed_over')))
  return row ? { id: row.id, state: readState(row.state) } : null
}

/** Whether the receiver has paid, and the region is about to pass. */
export const isPaidByReceiver = async (db: Queryable, transferId: string): Promise<boolean> =>
  (await db.$count(
    subscriptions,
    and(
      eq(subscriptions.transferId, transferId),
      eq(subscriptions.status, 'pending'),
      sql`${subscriptions.state} ->> 'awaitsHandOver' = 'true'`,
    ),
  )) > 0
