import { eq } from 'drizzle-orm'
import { rescues } from '#db/schema/platform/ownership.ts'
import { endOfNaming, isRescuable } from '#server/domain/ownership/rescue.ts'
import { rescuePath } from '#server/domain/regions/paths.ts'
import { GameError, notFound } from '#server/errors.ts'
import { transact, type Ctx, type Tx } from '../context.ts'
import { notify } from '../notifications/notify.ts'
import { notifyLater } from '../notifications/notify-later.ts'
import { type RegionRow } from '../regions/region-rows.ts'
import { requireLockedRegion } from '../regions/require-locked-region.ts'
import { requireParticipant } from '../regions/require-region.ts'
import { requireUser } from '../require-actor.ts'
import { lapseRescue } from './end-rescue.ts'
import { openRescueVotes } from './open-rescue-votes.ts'
import { getLapse, lockOpenRescues, requireRescueRow, type RescueRow } from './rescue-queries.ts'

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
    const { region, rescue } = await lockNaming(tx, rescueId)
    if (rescue.rescuerId !== userId) throw notFound('This rescue')
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
 * Declines to take a region over, also after having accepted and as the winner: what they paid meanwhile goes back, and owner and citizens are
 * told. Who named somebody withdraws that by the same, until there is an answer.
 * @throws NOT_FOUND for others than these two; CONFLICT once it has ended, and for the other one once there is an answer.
 */
export async function declineNaming(ctx: Ctx, { rescueId }: { rescueId: string }): Promise<void> {
  await transact(ctx, async (tx) => {
    const { userId, callsign } = requireUser(tx)
    const { region, rescue } = await lockNaming(tx, rescueId)
    const { rescuerId, namedBy, status } = rescue
    if (rescuerId !== userId && namedBy !== userId) throw notFound('This rescue')
    const reason = endOfNaming(status, rescuerId === userId ? 'rescuer' : 'namer')
    if (reason === null) throw notAsked()
    await lapseRescue(tx, rescue, reason)
    if (reason === 'gave-up') await tellOfGivingUp(tx, { region, rescue, callsign })
  })
}

async function tellOfGivingUp(
  tx: Tx,
  { region, rescue, callsign }: { region: RegionRow; rescue: RescueRow; callsign: string },
): Promise<void> {
  const regionId = region.id
  const notice = {
    kind: 'ownership.rescuer-gave-up',
    title: `${callsign} does not take over ${region.displayName}`,
    body: 'They declined after the vote. If others passed it, the next of them may pay now; otherwise citizens can name other pilots.',
    href: rescuePath(region.name, rescue.id),
    regionId,
  }
  await notify(tx, { ...notice, userIds: [region.ownerId], once: true })
  await notifyLater(tx, { to: { kind: 'citizens', regionId, except: rescue.rescuerId }, notice })
}

async function lockNaming(tx: Tx, rescueId: string) {
  const { regionId } = await requireRescueRow(tx.db, rescueId)
  const region = await requireLockedRegion(tx, regionId)
  await lockOpenRescues(tx.db, regionId)
  return { region, rescue: await requireRescueRow(tx.db, rescueId) }
}

const notAsked = () =>
  new GameError('CONFLICT', 'This is answered or decided already, or the region is paid for again.', {
    reason: 'not-asked',
  })
