import { and, eq, isNull } from 'drizzle-orm'
import { offices } from '#db/schema/platform/elections.ts'
import { membershipApplications, memberships } from '#db/schema/platform/membership.ts'
import { GameError, notFound } from '#server/errors.ts'
import { transact, type Ctx } from '../context.ts'
import { notifyVacancy } from '../elections/notify-vacancy.ts'
import { requireLockedRegion } from '../regions/require-locked-region.ts'
import { requireRegion } from '../regions/require-region.ts'
import { requireUser } from '../require-actor.ts'
import { endDelegations } from '../voting/end-delegations.ts'
import { lockMembership } from './queries.ts'

/**
 * Gives up residence or citizenship and any office, and notifies owner and citizens about the vacant office. Visits
 * and reputation stay on record. Ballots already cast still count (the roll is fixed). The owner always stays a
 * citizen.
 * @throws NOT_FOUND, CONFLICT.
 */
export async function leaveRegion(
  ctx: Ctx,
  input: { region: string },
): Promise<{ membershipType: 'visitor' }> {
  return transact(ctx, async (tx) => {
    const { userId, callsign } = requireUser(tx)
    // Locked, so that nobody becomes the owner while they leave.
    const region = await requireLockedRegion(tx, (await requireRegion(tx, input.region)).id)
    const member = await lockMembership(tx.db, region.id, userId)
    if (!member) throw notFound('Your membership')
    if (region.ownerId === userId)
      throw new GameError('CONFLICT', 'The owner of a region cannot give up its citizenship.', {
        reason: 'owner-stays',
      })
    if (member.type === 'visitor')
      throw new GameError('CONFLICT', 'You are only a visitor here: there is nothing to leave.', {
        reason: 'only-a-visitor',
      })
    await tx.db
      .update(memberships)
      .set({ type: 'visitor', residentSince: null, citizenSince: null })
      .where(and(eq(memberships.regionId, region.id), eq(memberships.userId, userId)))
    await tx.db
      .update(membershipApplications)
      .set({ status: 'withdrawn', decidedAt: tx.now })
      .where(
        and(
          eq(membershipApplications.regionId, region.id),
          eq(membershipApplications.userId, userId),
          eq(membershipApplications.status, 'open'),
        ),
      )
    await endDelegations(tx, region, { userId, callsign })
    const ended = await tx.db
      .update(offices)
      .set({ endedAt: tx.now, endReason: 'left_region' })
      .where(and(eq(offices.regionId, region.id), eq(offices.userId, userId), isNull(offices.endedAt)))
      .returning({ position: offices.position })
    await tx.audit({
      action: 'membership.left',
      regionId: region.id,
      subject: { type: 'user', id: userId },
      detail: { was: member.type, offices: ended.map(({ position }) => position) },
    })
    tx.publish({ audience: { kind: 'region', regionId: region.id }, topic: 'membership', id: userId })
    for (const { position } of ended)
      await notifyVacancy(tx, region, {
        position,
        holderId: userId,
        title: `${callsign} left the region`,
      })
    return { membershipType: 'visitor' }
  })
}
