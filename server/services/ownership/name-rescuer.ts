import { rescues } from '#db/schema/platform/ownership.ts'
import { isOpenRescue, mayNameRescuer } from '#server/domain/ownership/rescue.ts'
import { rescuePath } from '#server/domain/regions/paths.ts'
import { transact, type Ctx } from '../context.ts'
import { notify } from '../notifications/notify.ts'
import { oneRow } from '../one-row.ts'
import { refused } from '../refused.ts'
import { requireLockedRegion } from '../regions/require-locked-region.ts'
import { requireParticipant } from '../regions/require-region.ts'
import { requirePlayerCalled } from '../require-player-called.ts'
import { requireUser } from '../require-actor.ts'
import { getMembershipType } from './get-membership-type.ts'
import { getLapse, getLastFailure, lockOpenRescues } from './rescue-queries.ts'

/**
 * Names a citizen who could take over a region whose owner stopped paying; who names themselves has accepted. Possible from the first
 * day of grace until the region is archived. @throws NOT_FOUND, FORBIDDEN for others than citizens, CONFLICT.
 */
export async function nameRescuer(
  ctx: Ctx,
  input: { region: string; callsign: string },
): Promise<{ rescueId: string; accepted: boolean }> {
  return transact(ctx, async (tx) => {
    const { userId, callsign } = requireUser(tx)
    const { region: found, standing } = await requireParticipant(tx, input.region)
    const region = await requireLockedRegion(tx, found.id)
    const rescuer = await requirePlayerCalled({ db: tx.db, now: tx.now }, input.callsign)
    const known = await lockOpenRescues(tx.db, region.id)
    const [regionId, rescuerId] = [region.id, rescuer.userId]
    const verdict = mayNameRescuer({
      membershipType: standing.membership,
      lapse: await getLapse(tx.db, regionId),
      rescuer: {
        membershipType: await getMembershipType(tx.db, { regionId, userId: rescuerId }),
        isOwner: rescuerId === region.ownerId,
        hasOpenRescue: known.some((one) => one.rescuerId === rescuerId && isOpenRescue(one.status)),
      },
      lastFailedAt: await getLastFailure(tx.db, { regionId, rescuerId }),
      hasNamed: known.some(({ namedBy }) => namedBy === userId),
      now: tx.now,
    })
    if (!verdict.ok) throw refused(verdict.reason === 'citizens-only' ? 'FORBIDDEN' : 'CONFLICT', verdict)
    const accepted = rescuerId === userId
    const { id: rescueId } = oneRow(
      await tx.db
        .insert(rescues)
        .values({
          ...{ regionId, rescuerId, namedBy: userId, namedAt: tx.now },
          status: accepted ? 'accepted' : 'named',
          acceptedAt: accepted ? tx.now : null,
        })
        .returning({ id: rescues.id }),
    )
    await tx.audit({
      ...{ action: 'rescue.named', regionId, subject: { type: 'rescue', id: rescueId } },
      detail: { rescuerId, accepted },
    })
    tx.publish({ audience: { kind: 'region', regionId }, topic: 'region', id: regionId })
    const notice = { href: rescuePath(region.name, rescueId), regionId }
    if (!accepted)
      await notify(tx, {
        ...notice,
        userIds: [rescuerId],
        kind: 'ownership.rescuer-named',
        title: `${callsign} names you to take over ${region.displayName}`,
        body: 'Its owner stopped paying. If you accept, the citizens vote on it; you pay only if they choose you.',
      })
    await notify(tx, {
      ...notice,
      userIds: [region.ownerId],
      kind: 'ownership.rescue-begun',
      title: `${rescuer.callsign} was named to take over ${region.displayName}`,
      body: 'Your region is not paid for, so its citizens may look for a new owner. It stays yours if you pay on your billing page.',
    })
    return { rescueId, accepted }
  })
}
