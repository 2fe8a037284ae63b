import { and, eq } from 'drizzle-orm'
import { membershipApplications, memberships } from '#db/schema/platform/membership.ts'
import { regionPath } from '#server/domain/regions/paths.ts'
import { type Tx } from '../context.ts'
import { notify } from '../notifications/notify.ts'
import { type RegionRow } from '../regions/region-rows.ts'

/** Makes a resident a citizen. Citizenship pays nothing: starting credits come with the first landing. */
export async function grantCitizenship(tx: Tx, region: RegionRow, userId: string): Promise<void> {
  await tx.db
    .update(memberships)
    .set({ type: 'citizen', citizenSince: tx.now })
    .where(and(eq(memberships.regionId, region.id), eq(memberships.userId, userId)))
  await tx.db
    .update(membershipApplications)
    .set({ status: 'approved', decidedAt: tx.now })
    .where(
      and(
        eq(membershipApplications.regionId, region.id),
        eq(membershipApplications.userId, userId),
        eq(membershipApplications.status, 'open'),
      ),
    )
  await tx.audit({
    action: 'membership.citizen',
    regionId: region.id,
    subject: { type: 'user', id: userId },
  })
  tx.publish({ audience: { kind: 'region', regionId: region.id }, topic: 'membership', id: userId })
  await notify(tx, {
    userIds: [userId],
    kind: 'membership.citizen',
    title: `You are a citizen of ${region.displayName}`,
    body: 'You can now vote on its policies and elections.',
    href: regionPath(region.name),
    regionId: region.id,
  })
}
