import { and, eq } from 'drizzle-orm'
import { membershipApplications, memberships } from '#db/schema/platform/membership.ts'
import { type Tx } from '../context.ts'
import { type RegionRow } from '../regions/region-rows.ts'
import { endInvitation } from './end-invitation.ts'

/** Makes a visitor a resident and starts the waiting period for citizenship. */
export async function grantResidence(tx: Tx, region: RegionRow, userId: string): Promise<void> {
  await tx.db
    .update(memberships)
    .set({ type: 'resident', residentSince: tx.now })
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
  await endInvitation(tx, { regionId: region.id, userId, end: 'accepted' })
  await tx.audit({
    action: 'membership.resident',
    regionId: region.id,
    subject: { type: 'user', id: userId },
  })
  tx.publish({ audience: { kind: 'region', regionId: region.id }, topic: 'membership', id: userId })
}
