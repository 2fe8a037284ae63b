import { eq } from 'drizzle-orm'
import { users } from '#db/schema/platform/identity.ts'
import { regions } from '#db/schema/platform/regions.ts'
import { regionPath } from '#server/domain/regions/paths.ts'
import { type Tx } from '../context.ts'
import { notify } from '../notifications/notify.ts'
import { notifyLater } from '../notifications/notify-later.ts'
import { oneRow } from '../one-row.ts'
import { type RegionRow } from '../regions/region-rows.ts'

/**
 * Makes somebody else the owner of a region. Offices, treasury, settings and memberships stay as they are, those of the former owner
 * included. The caller has locked the region and knows why.
 */
export async function passOwnership(
  tx: Tx,
  { region, ownerId, by }: { region: RegionRow; ownerId: string; by: 'rescue' | 'transfer' },
): Promise<void> {
  const { id: regionId, ownerId: formerOwnerId } = region
  await tx.db.update(regions).set({ ownerId }).where(eq(regions.id, regionId))
  await tx.audit({
    ...{ action: 'region.owner-changed', regionId, subject: { type: 'region', id: regionId } },
    detail: { from: formerOwnerId, to: ownerId, by },
  })
  tx.publish({ audience: { kind: 'region', regionId }, topic: 'region', id: regionId })
  tx.publish({ audience: { kind: 'public' }, topic: 'galaxy' })
  const { callsign } = oneRow(
    await tx.db.select({ callsign: users.callsign }).from(users).where(eq(users.id, ownerId)),
  )
  const notice = {
    kind: 'ownership.passed',
    title: `${callsign} is the owner of ${region.displayName} now`,
    body: 'Offices, laws and the treasury stay as they are.',
    // A region may change hands several times.
    href: `${regionPath(region.name)}#owner-${tx.now.getTime()}`,
    regionId,
  }
  await notifyLater(tx, { to: { kind: 'citizens', regionId, except: ownerId }, notice })
  const own = { href: '/account/billing', regionId, senderId: null }
  await notify(tx, {
    ...own,
    userIds: [ownerId],
    kind: 'ownership.gained',
    title: `${region.displayName} is yours`,
    body: 'You pay for it from now on, by the subscription on your billing page.',
  })
  await notify(tx, {
    ...own,
    userIds: [formerOwnerId],
    kind: 'ownership.lost',
    title: `${region.displayName} has a new owner: ${callsign}`,
    body: 'Your subscription for it is over, and you are charged nothing further. You stay what you are as a citizen.',
  })
}
