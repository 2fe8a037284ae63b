import { and, eq, isNull } from 'drizzle-orm'
import { notBefore } from '#db/not-before.ts'
import { invitations } from '#db/schema/platform/invitations.ts'
import { type INVITATION_ENDS } from '#server/domain/membership/invitation-rules.ts'
import { GameError, notFound } from '#server/errors.ts'
import { transact, type Ctx, type Tx } from '../context.ts'
import { requireUser } from '../require-actor.ts'
import { requireCanAdmit } from './check-admission.ts'

type Ending = (typeof INVITATION_ENDS)[number]

/** Ends whatever invitation somebody has to a region; there may be none. */
export async function endInvitation(
  tx: Tx,
  { regionId, userId, end }: { regionId: string; userId: string; end: Ending },
): Promise<void> {
  await tx.db
    .update(invitations)
    .set({ endedAt: notBefore(invitations.invitedAt, tx.now), outcome: end })
    .where(
      and(eq(invitations.regionId, regionId), eq(invitations.userId, userId), isNull(invitations.endedAt)),
    )
}

/** @throws NOT_FOUND for an invitation of somebody else, CONFLICT when it was used or taken back. */
export const declineInvitation = (ctx: Ctx, input: { invitationId: string }): Promise<{ region: string }> =>
  endById(ctx, input.invitationId, 'declined', (tx, { userId }) => {
    if (userId !== requireUser(tx).userId) throw notFound('This invitation')
  })

/** @throws NOT_FOUND to users outside the government, FORBIDDEN to offices without that power, CONFLICT as above. */
export const revokeInvitation = (ctx: Ctx, input: { invitationId: string }): Promise<{ region: string }> =>
  endById(ctx, input.invitationId, 'revoked', async (tx, { regionId }) => {
    await requireCanAdmit(tx, regionId)
  })

async function endById(
  ctx: Ctx,
  invitationId: string,
  end: 'declined' | 'revoked',
  check: (tx: Tx, invitation: typeof invitations.$inferSelect) => Promise<void> | void,
) {
  return transact(ctx, async (tx) => {
    requireUser(tx)
    const [invitation] = await tx.db
      .select()
      .from(invitations)
      .where(eq(invitations.id, invitationId))
      .for('update')
    if (!invitation) throw notFound('This invitation')
    await check(tx, invitation)
    if (invitation.outcome !== null && invitation.outcome !== end)
      throw new GameError('CONFLICT', `This invitation was already ${invitation.outcome}.`, {
        reason: 'invitation-over',
      })
    const { regionId, userId } = invitation
    if (invitation.outcome === null) {
      await endInvitation(tx, { regionId, userId, end })
      await tx.audit({
        action: `membership.invitation-${end}`,
        regionId,
        subject: { type: 'user', id: userId },
      })
      tx.publish({ audience: { kind: 'region', regionId }, topic: 'membership', id: userId })
    }
    return { region: regionId }
  })
}
