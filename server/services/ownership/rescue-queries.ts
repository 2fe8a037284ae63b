import { and, desc, eq, inArray, ne, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import { type Queryable } from '#db/client.ts'
import { subscriptions } from '#db/schema/platform/billing.ts'
import { users } from '#db/schema/platform/identity.ts'
import { rescues } from '#db/schema/platform/ownership.ts'
import { votes } from '#db/schema/platform/voting.ts'
import { readState } from '#server/domain/billing/stored-state.ts'
import { OPEN_RESCUES, type Lapse } from '#server/domain/ownership/rescue.ts'
import { notFound } from '#server/errors.ts'

export type RescueRow = typeof rescues.$inferSelect
export type FoundRescue = Awaited<ReturnType<typeof findRescues>>[number]

/** What the subscription that pays for a region says of it; null for a region without one. */
export async function getLapse(db: Queryable, regionId: string): Promise<Lapse | null> {
  const [row] = await db
    .select({ state: subscriptions.state })
    .from(subscriptions)
    .where(and(eq(subscriptions.regionId, regionId), ne(subscriptions.status, 'handed_over')))
  return row ? readState(row.state) : null
}

/** A region's rescues that are open, locked in the order of their ids. The caller has locked the region. */
export const lockOpenRescues = (db: Queryable, regionId: string): Promise<RescueRow[]> =>
  db
    .select()
    .from(rescues)
    .where(and(eq(rescues.regionId, regionId), inArray(rescues.status, [...OPEN_RESCUES])))
    .orderBy(rescues.id)
    .for('update')

/** @throws NOT_FOUND */
export async function requireRescueRow(db: Queryable, rescueId: string): Promise<RescueRow> {
  const [row] = await db.select().from(rescues).where(eq(rescues.id, rescueId))
  if (!row) throw notFound('This rescue')
  return row
}

const [rescuer, namer, former] = [alias(users, 'rescuer'), alias(users, 'namer'), alias(users, 'former')]

/** A region's rescues with their votes, the newest first; `rescueId` for one of them alone. */
export const findRescues = (db: Queryable, regionId: string, rescueId?: string) =>
  db
    .select({
      rescue: rescues,
      vote: votes,
      rescuer: { userId: rescuer.id, callsign: rescuer.callsign },
      namedBy: { userId: namer.id, callsign: namer.callsign },
      formerOwner: { userId: former.id, callsign: former.callsign },
    })
    .from(rescues)
    .innerJoin(rescuer, eq(rescuer.id, rescues.rescuerId))
    .innerJoin(namer, eq(namer.id, rescues.namedBy))
    .leftJoin(former, eq(former.id, rescues.formerOwnerId))
    .leftJoin(votes, eq(votes.id, rescues.voteId))
    .where(and(eq(rescues.regionId, regionId), rescueId === undefined ? undefined : eq(rescues.id, rescueId)))
    .orderBy(desc(rescues.namedAt), rescues.id)

/** When the citizens last rejected somebody for this region, or they did not pay or declined after the vote. */
export async function getLastFailure(
  db: Queryable,
  { regionId, rescuerId }: { regionId: string; rescuerId: string },
): Promise<Date | null> {
  const [row] = await db
    .select({ at: rescues.endedAt })
    .from(rescues)
    .where(
      and(
        eq(rescues.regionId, regionId),
        eq(rescues.rescuerId, rescuerId),
        sql`(${rescues.status} = 'rejected' or ${rescues.endReason} in ('not-paid', 'gave-up'))`,
      ),
    )
    .orderBy(desc(rescues.endedAt))
    .limit(1)
  return row?.at ?? null
}

export const countRescues = (db: Queryable, regionId: string): Promise<number> =>
  db.$count(rescues, eq(rescues.regionId, regionId))

/** Whether somebody whom the user named is not decided yet. */
export const hasNamedSomebody = async (
  db: Queryable,
  { regionId, userId }: { regionId: string; userId: string },
): Promise<boolean> =>
  (await db.$count(
    rescues,
    and(
      eq(rescues.regionId, regionId),
      eq(rescues.namedBy, userId),
      inArray(rescues.status, [...OPEN_RESCUES]),
    ),
  )) > 0

/** Whether the winner has paid, and the region is about to pass. */
export async function isPaidByWinner(db: Queryable, regionId: string): Promise<boolean> {
  const [row] = await db
    .select({ id: subscriptions.id })
    .from(subscriptions)
    .innerJoin(rescues, eq(rescues.id, subscriptions.rescueId))
    .where(
      and(
        eq(rescues.regionId, regionId),
        eq(rescues.status, 'won'),
        eq(subscriptions.status, 'pending'),
        sql`${subscriptions.state} ->> 'awaitsHandOver' = 'true'`,
      ),
    )
    .limit(1)
  return row !== undefined
}
