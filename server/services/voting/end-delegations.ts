import { and, eq, isNull, or } from 'drizzle-orm'
import { delegations } from '#db/schema/platform/voting.ts'
import { delegationPath } from '#server/domain/regions/paths.ts'
import { type Tx } from '../context.ts'
import { notify } from '../notifications/notify.ts'
import { type RegionRow } from '../regions/region-rows.ts'
import { type UserActor } from '../require-actor.ts'

/**
 * Ends the delegations from and to a person who is no longer a citizen, and notifies those whose vote returns to them. Each
 * gets an audit row. The caller has locked the membership, so that no new delegation can be made meanwhile.
 */
export async function endDelegations(
  tx: Tx,
  region: RegionRow,
  { userId, callsign }: Pick<UserActor, 'userId' | 'callsign'>,
): Promise<void> {
  const ended = await tx.db
    .update(delegations)
    .set({ endedAt: tx.now })
    .where(
      and(
        eq(delegations.regionId, region.id),
        or(eq(delegations.delegatorId, userId), eq(delegations.delegateId, userId)),
        isNull(delegations.endedAt),
      ),
    )
    .returning({ delegatorId: delegations.delegatorId, delegateId: delegations.delegateId })
  await tx.audit(
    ...ended.map(({ delegatorId, delegateId }) => ({
      action: 'delegation.ended',
      regionId: region.id,
      subject: { type: 'user', id: delegateId },
      detail: { delegatorId, reason: 'left the region' },
    })),
  )
  await notify(tx, {
    userIds: ended.map(({ delegatorId }) => delegatorId).filter((delegator) => delegator !== userId),
    kind: 'delegation.ended',
    title: `${region.displayName}: ${callsign} has left and is no longer your delegate`,
    body: 'Vote yourself, or choose somebody else.',
    href: delegationPath(region.name),
    regionId: region.id,
  })
}
