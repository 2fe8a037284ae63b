import { and, eq, isNull } from 'drizzle-orm'
import { type Queryable } from '#db/client.ts'
import { memberships } from '#db/schema/platform/membership.ts'
import { delegations } from '#db/schema/platform/voting.ts'
import { checkDelegation } from '#server/domain/voting/delegation.ts'
import { delegationPath } from '#server/domain/regions/paths.ts'
import { transact, type Ctx } from '../context.ts'
import { notify } from '../notifications/notify.ts'
import { refused } from '../refused.ts'
import { requireOpen, requireParticipant } from '../regions/require-region.ts'
import { requireUser } from '../require-actor.ts'
import { requirePlayerCalled } from '../require-player-called.ts'
import { findDelegations, lockDelegations } from './delegation-queries.ts'

export type DelegateVoteInput = { region: string; callsign: string }

/**
 * Delegates the actor's vote to another citizen, for every citizens' vote of a region in which the actor casts no ballot,
 * until it is taken back; an earlier delegation is replaced. Loops are checked under a lock of the region's
 * delegations. @throws NOT_FOUND for a region or callsign, FORBIDDEN for those who are no citizens, CONFLICT.
 */
export async function delegateVote(
  ctx: Ctx,
  input: DelegateVoteInput,
): Promise<{ delegateId: string; callsign: string }> {
  return transact(ctx, async (tx) => {
    const { userId } = requireUser(tx)
    const { region } = await requireParticipant(tx, input.region)
    requireOpen(region)
    const { userId: delegateId, callsign } = await requirePlayerCalled(tx, input.callsign)
    const delegate = { delegateId, callsign }
    await lockDelegations(tx.db, region.id)
    const existing = await findDelegations(tx.db, region.id)
    const verdict = checkDelegation({
      delegatorId: userId,
      delegateId: delegate.delegateId,
      delegatorIsCitizen: await isCitizenToStay(tx.db, region.id, userId),
      delegateIsCitizen: await isCitizenToStay(tx.db, region.id, delegate.delegateId),
      existing,
    })
    if (!verdict.ok) throw refused(verdict.reason === 'citizens-only' ? 'FORBIDDEN' : 'CONFLICT', verdict)
    const before = existing.find(({ delegatorId }) => delegatorId === userId)
    if (before?.delegateId === delegate.delegateId) return delegate

    await tx.db
      .update(delegations)
      .set({ endedAt: tx.now })
      .where(
        and(
          eq(delegations.regionId, region.id),
          eq(delegations.delegatorId, userId),
          isNull(delegations.endedAt),
        ),
      )
    await tx.db.insert(delegations).values({
      regionId: region.id,
      delegatorId: userId,
      delegateId: delegate.delegateId,
      madeAt: tx.now,
    })
    await tx.audit({
      action: 'delegation.made',
      regionId: region.id,
      subject: { type: 'user', id: delegate.delegateId },
    })
    await notify(tx, {
      userIds: [delegate.delegateId],
      kind: 'delegation.received',
      title: `${region.displayName}: a citizen delegated their vote to you`,
      body: 'Your ballots count for them wherever they do not vote.',
      href: delegationPath(region.name),
      regionId: region.id,
    })
    return delegate
  })
}

/** Whether somebody is a citizen; locks the membership until the transaction ends. */
async function isCitizenToStay(db: Queryable, regionId: string, userId: string): Promise<boolean> {
  const [row] = await db
    .select({ type: memberships.type })
    .from(memberships)
    .where(and(eq(memberships.regionId, regionId), eq(memberships.userId, userId)))
    .for('share')
  return row?.type === 'citizen'
}
