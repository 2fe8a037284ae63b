import { and, eq, isNull, or } from 'drizzle-orm'
import { delegations } from '#db/schema/platform/voting.ts'
import { type Tx } from '../context.ts'

/**
 * Ends what somebody who is no longer a citizen delegated, and what was delegated to them. The caller holds the lock on
 * their membership, so that no new delegation comes between.
 */
export async function endDelegations(tx: Tx, regionId: string, userId: string): Promise<void> {
  await tx.db
    .update(delegations)
    .set({ endedAt: tx.now })
    .where(
      and(
        eq(delegations.regionId, regionId),
        or(eq(delegations.delegatorId, userId), eq(delegations.delegateId, userId)),
        isNull(delegations.endedAt),
      ),
    )
}
