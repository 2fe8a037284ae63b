import { and, eq, isNull } from 'drizzle-orm'
import { users } from '#db/schema/platform/identity.ts'
import { membershipApplications, memberships } from '#db/schema/platform/membership.ts'
import { payStartingCreditsJob } from '#jobs/membership/pay-starting-credits.ts'
import { job } from '#jobs/outbox.ts'
import { regionPath } from '#server/domain/regions/paths.ts'
import { type Tx } from '../context.ts'
import { notify } from '../notifications/notify.ts'
import { type RegionRow } from '../regions/region-rows.ts'

/**
 * Makes a resident a citizen. Somebody's first citizenship anywhere earns that region's starting credits. They are
 * claimed here, in the same transaction, so that two regions can never both pay.
 */
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
  const [claimed] = await tx.db
    .update(users)
    .set({ startingCreditsFrom: region.id, startingCredits: region.startingCredits })
    .where(and(eq(users.id, userId), isNull(users.startingCreditsFrom)))
    .returning({ id: users.id })
  if (claimed) await tx.enqueue(job(payStartingCreditsJob, { userId }))
  await tx.audit({
    action: 'membership.citizen',
    regionId: region.id,
    subject: { type: 'user', id: userId },
    detail: { startingCredits: claimed ? region.startingCredits : 0 },
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
