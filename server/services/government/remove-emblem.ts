import { GameError } from '#server/errors.ts'
import { transact, type Ctx } from '../context.ts'
import { notify } from '../notifications/notify.ts'
import { deleteEmblem } from '../regions/emblem-of.ts'
import { requireLockedRegion } from '../regions/require-locked-region.ts'
import { requireRegion } from '../regions/require-region.ts'
import { requireUser } from '../require-actor.ts'

/**
 * Deletes the emblem that an owner uploaded; the one of the theme is shown again. For the owner, and for administrators, who say why:
 * the owner is told. Does nothing where there is none.
 * @throws UNAUTHORIZED; NOT_FOUND; FORBIDDEN for others; BAD_REQUEST `no-reason`.
 */
export async function removeEmblem(
  ctx: Ctx,
  input: { region: string; reason?: string | undefined },
): Promise<void> {
  const user = requireUser(ctx)
  const { id: regionId } = await requireRegion(ctx, input.region)
  await transact(ctx, async (tx) => {
    const region = await requireLockedRegion(tx, regionId)
    const isOwner = region.ownerId === user.userId
    if (!isOwner && user.role !== 'admin')
      throw new GameError('FORBIDDEN', 'Only the owner of a region can change its emblem.', {
        reason: 'not-owner',
      })
    const reason = input.reason ?? ''
    if (!isOwner && reason.length < 5)
      throw new GameError('BAD_REQUEST', 'Say why, in at least 5 characters.', {
        reason: 'no-reason',
        issues: [{ path: 'reason', message: 'Say why, in at least 5 characters.' }],
      })
    if (region.emblemMark === null) return
    await deleteEmblem(tx, regionId)
    await tx.audit({
      action: 'region.emblem-removed',
      regionId,
      subject: { type: 'region', id: regionId },
      detail: { hash: region.emblemMark, ...(isOwner ? {} : { reason }) },
    })
    tx.publish({ audience: { kind: 'region', regionId }, topic: 'region', id: regionId })
    if (isOwner) return
    await notify(tx, {
      userIds: [region.ownerId],
      kind: 'region.emblem-removed',
      title: `The emblem of ${region.displayName} was removed`,
      body: `An administrator removed the picture that you uploaded: ${reason}`,
      href: `/governor/${region.name}/culture`,
      regionId,
      senderId: null,
    })
  })
}
