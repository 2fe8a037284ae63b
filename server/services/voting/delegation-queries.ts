import { and, eq, gt, isNull, lte, or, sql } from 'drizzle-orm'
import { type Queryable } from '#db/client.ts'
import { delegations } from '#db/schema/platform/voting.ts'
import { type Delegation } from '#server/domain/voting/delegation.ts'

/** Until the transaction ends nobody else changes a delegation of this region: two at once could make a loop. */
export async function lockDelegations(db: Queryable, regionId: string): Promise<void> {
  await db.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`delegations/${regionId}`}, 0))`)
}

/** The region's delegations that are in force. */
export async function findDelegations(db: Queryable, regionId: string): Promise<Delegation[]> {
  return db
    .select({ delegatorId: delegations.delegatorId, delegateId: delegations.delegateId })
    .from(delegations)
    .where(and(eq(delegations.regionId, regionId), isNull(delegations.endedAt)))
}

/** The region's delegations as they stood at a moment. */
export async function findDelegationsAt(db: Queryable, regionId: string, at: Date): Promise<Delegation[]> {
  return db
    .select({ delegatorId: delegations.delegatorId, delegateId: delegations.delegateId })
    .from(delegations)
    .where(
      and(
        eq(delegations.regionId, regionId),
        lte(delegations.madeAt, at),
        or(isNull(delegations.endedAt), gt(delegations.endedAt, at)),
      ),
    )
}
