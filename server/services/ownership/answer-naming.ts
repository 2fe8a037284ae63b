import { eq } from 'drizzle-orm'
import { rescues } from '#db/schema/platform/ownership.ts'
import { isRescuable } from '#server/domain/ownership/rescue.ts'
import { rescuePath } from '#server/domain/regions/paths.ts'
import { GameError, notFound } from '#server/errors.ts'
import { transact, type Ctx, type Tx } from '../context.ts'
import { notify } from '../notifications/notify.ts'
import { notifyLater } from '../notifications/notify-later.ts'
import { requireLockedRegion } from '../regions/require-locked-region.ts'
import { requireParticipant } from '../regions/require-region.ts'
import { requireUser } from '../require-actor.ts'
import { lapseRescue } from './end-rescue.ts'
import { openRescueVotes } from './open-rescue-votes.ts'
import { getLapse, lockOpenRescues, requireRescueRow } from './rescue-queries.ts'

/**
 * Accepts to take a region over if its citizens want that. Where it is time for the vote and none is open, it opens.
 * @throws NOT_FOUND for others than the one who was named; CONFLICT.
 */
export async function acceptNaming(
  ctx: Ctx,
  { rescueId }: { rescueId: string },
): Promise<{ rescueId: string; opened: boolean }> {
  return transact(ctx, async (tx) => {
    const { userId, callsign } = requireUser(tx)
    const { region, rescue } = await lockOwnNaming(tx, rescueId)
    const { standing } = await requireParticipant(tx, region.id)
    if (standing.membership !== 'citizen')
      throw new GameError('FORBIDDEN', 'A rescuer must be a citizen of this region.', {
        reason: 'citizens-only',
      })
    const lapse = await getLapse(tx.db, region.id)
    if (rescue.status !== 'named' || lapse === null || !isRescuable(lapse)) throw notAsked()
    const [regionId, href] = [region.id, rescuePath(region.name, rescueId)]
    await tx.db
      .update(rescues)
      .set({ status: 'accepted', acceptedAt: tx.now })
      .where(eq(rescues.id, rescueId))
    await tx.audit({ action: 'rescue.accepted', regionId, subject: { type: 'rescue', id: rescueId } })
    tx.publish({ audience: { kind: 'region', regionId }, topic: 'region', id: regionId })
    const notice = {
      kind: 'ownership.rescuer-accepted',
      title: `${callsign} would take over ${region.displayName}`,
      body: 'If the owner does not pay, the citizens vote on it on the first read-only day.',
      href,
      regionId,
    }
    await notifyLater(tx, { to: { kind: 'citizens', regionId, except: userId }, notice })
    await notify(tx, { ...notice, userIds: [region.ownerId], once: true })
    return { rescueId, opened: (await openRescueVotes(tx, { regionId })) > 0 }
  })
}

/**
 * Declines to take a region over, also after having accepted and as the winner; what they paid meanwhile goes back.
 * @throws NOT_FOUND for others than the one who was named; CONFLICT once it has ended.
 */
export async function declineNaming(ctx: Ctx, { rescueId }: { rescueId: string }): Promise<void> {
  await transact(ctx, async (tx) => {
    const { rescue } = await lockOwnNaming(tx, rescueId)
    if (rescue.endedAt !== null) throw notAsked()
    await lapseRescue(tx, rescue, 'declined')
  })
}

async function lockOwnNaming(tx: Tx, rescueId: string) {
  const { userId } = requireUser(tx)
  const { regionId, rescuerId } = await requireRescueRow(tx.db, rescueId)
  if (rescuerId !== userId) throw notFound('This rescue')
  const region = await requireLockedRegion(tx, regionId)
  await lockOpenRescues(tx.db, regionId)
  return { region, rescue: await requireRescueRow(tx.db, rescueId) }
}

const notAsked = () =>
  new GameError('CONFLICT', 'This is decided already, or the region is paid for again.', {
    reason: 'not-asked',
  })
