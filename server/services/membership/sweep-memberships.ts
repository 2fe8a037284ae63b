import { and, eq } from 'drizzle-orm'
import { membershipApplications, memberships } from '#db/schema/platform/membership.ts'
import { requestCitizenship } from '#server/domain/membership/membership-rules.ts'
import { isOpenForBusiness } from '#server/domain/regions/region-status.ts'
import { transact, type Ctx } from '../context.ts'
import { getRegion } from '../regions/region-rows.ts'
import { sweepEach } from '../sweep-each.ts'
import { grantCitizenship } from './grant-citizenship.ts'
import { countCitizenships, getOpenApplication, isGalacticCitizen, lockMembership } from './queries.ts'

/** Grants citizenship to residents who applied and whose waiting period is over. */
export async function sweepMemberships(ctx: Ctx): Promise<void> {
  const waiting = await ctx.db
    .select({ regionId: memberships.regionId, userId: memberships.userId })
    .from(memberships)
    .innerJoin(
      membershipApplications,
      and(
        eq(membershipApplications.regionId, memberships.regionId),
        eq(membershipApplications.userId, memberships.userId),
      ),
    )
    .where(
      and(
        eq(memberships.type, 'resident'),
        eq(membershipApplications.status, 'open'),
        eq(membershipApplications.wants, 'citizen'),
      ),
    )
  await sweepEach(ctx, waiting, (member) => grantCitizenshipIfDue(ctx, member))
}

async function grantCitizenshipIfDue(ctx: Ctx, { regionId, userId }: { regionId: string; userId: string }) {
  await transact(ctx, async (tx) => {
    const region = await getRegion(tx.db, regionId)
    if (!region || !isOpenForBusiness(region.status)) return
    const member = await lockMembership(tx.db, regionId, userId)
    // The application may have been withdrawn or decided in the meantime.
    const pending = await getOpenApplication(tx.db, regionId, userId)
    if (pending?.wants !== 'citizen') return
    const verdict = requestCitizenship({
      membershipType: member?.type ?? null,
      residentSince: member?.residentSince ?? null,
      citizenshipWaitDays: region.citizenshipWaitDays,
      isApproved: false,
      citizenshipsHeld: await countCitizenships(tx.db, userId, regionId),
      isGalacticCitizen: await isGalacticCitizen(tx.db, userId),
      now: tx.now,
    })
    if (verdict.ok) await grantCitizenship(tx, region, userId)
  })
}
