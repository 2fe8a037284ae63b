import { tokenHash } from '#server/auth/secrets.ts'
import { GameError, notFound } from '#server/errors.ts'
import { transact, type Ctx, type Tx } from '../context.ts'
import { requireUser } from '../require-actor.ts'
import { endInvitation, lockInvitation, type AdminInvitationRow } from './admin-invitation-queries.ts'
import { requireStillAdmin } from './change-role.ts'

/** Any administrator takes an invitation back. @throws FORBIDDEN, NOT_FOUND; CONFLICT `invitation-over`. */
export async function revokeAdminInvitation(
  ctx: Ctx,
  { invitationId, reason }: { invitationId: string; reason: string },
): Promise<void> {
  await transact(ctx, async (tx) => {
    await requireStillAdmin(tx)
    const invitation = await lockInvitation(tx, { id: invitationId })
    if (!invitation) throw notFound('This invitation')
    await end(tx, invitation, 'revoked', { reason })
  })
}

/** @throws UNAUTHORIZED; NOT_FOUND for an invitation of somebody else; CONFLICT `invitation-over`. */
export async function declineAdminInvitation(
  ctx: Ctx,
  { invitationId }: { invitationId: string },
): Promise<void> {
  const { userId } = requireUser(ctx)
  await transact(ctx, async (tx) => {
    const invitation = await lockInvitation(tx, { id: invitationId })
    if (invitation?.userId !== userId) throw notFound('This invitation')
    await end(tx, invitation, 'declined')
  })
}

/** Whoever holds a link can decline it, without an account. @throws NOT_FOUND; CONFLICT `invitation-over`. */
export async function declineAdminLink(ctx: Ctx, { token }: { token: string }): Promise<void> {
  await transact(ctx, async (tx) => {
    const invitation = await lockInvitation(tx, { linkHash: tokenHash(token) })
    if (!invitation) throw notFound('This invitation')
    await end(tx, invitation, 'declined')
  })
}

async function end(
  tx: Tx,
  { id, userId, outcome }: AdminInvitationRow,
  as: 'declined' | 'revoked',
  detail: Record<string, unknown> = {},
): Promise<void> {
  // Asked twice, it was answered once.
  if (outcome === as) return
  if (outcome !== null)
    throw new GameError('CONFLICT', `This invitation was already ${outcome}.`, { reason: 'invitation-over' })
  await endInvitation(tx, id, as)
  await tx.audit({
    action: `admin-invitation.${as}`,
    subject: userId === null ? { type: 'admin-invitation', id } : { type: 'user', id: userId },
    detail: { ...detail, invitationId: id },
  })
}
