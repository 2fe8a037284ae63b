import { and, eq, isNull } from 'drizzle-orm'
import { delegations } from '#db/schema/platform/voting.ts'
import { notFound } from '#server/errors.ts'
import { transact, type Ctx } from '../context.ts'
import { requireParticipant } from '../regions/require-region.ts'
import { requireUser } from '../require-actor.ts'

/** Ends the actor's delegation in a region: from now on only one's own ballot counts. @throws NOT_FOUND without one. */
export async function takeBackDelegation(ctx: Ctx, input: { region: string }): Promise<void> {
  await transact(ctx, async (tx) => {
    const { userId } = requireUser(tx)
    const { region } = await requireParticipant(tx, input.region)
    const [ended] = await tx.db
      .update(delegations)
      .set({ endedAt: tx.now })
      .where(
        and(
          eq(delegations.regionId, region.id),
          eq(delegations.delegatorId, userId),
          isNull(delegations.endedAt),
        ),
      )
      .returning({ delegateId: delegations.delegateId })
    if (!ended) throw notFound('Your delegation')
    await tx.audit({
      action: 'delegation.taken-back',
      regionId: region.id,
      subject: { type: 'user', id: ended.delegateId },
    })
  })
}
