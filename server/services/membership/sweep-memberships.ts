import { and, eq, isNotNull, isNull } from 'drizzle-orm'
import { users } from '#db/schema/platform/identity.ts'
import { membershipApplications, memberships } from '#db/schema/platform/membership.ts'
import { requestCitizenship } from '#server/domain/membership/membership-rules.ts'
import { isOpenForBusiness } from '#server/domain/regions/region-status.ts'
import { transact, type Ctx } from '../context.ts'
import { requireRegion } from '../regions/require-region.ts'
import { grantCitizenship } from './grant-citizenship.ts'
import { payStartingCredits } from './pay-starting-credits.ts'
import { countCitizenships, isGalacticCitizen, lockMembership } from './queries.ts'

/** Naturalises residents who asked for it once their waiting period is over, and pays starting credits still owed. */
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
  for (const member of waiting) await naturaliseIfDue(ctx, member)

  const owed = await ctx.db
    .select({ userId: users.id })
    .from(users)
    .where(and(isNotNull(users.startingCreditsFrom), isNull(users.startingCreditsPaidAt)))
  for (const player of owed) {
    try {
      await payStartingCredits(ctx, player)
    } catch (error) {
      ctx.log.warn({ err: error, userId: player.userId }, 'starting credits wait for the galaxy')
    }
  }
}

async function naturaliseIfDue(ctx: Ctx, { regionId, userId }: { regionId: string; userId: string }) {
  await transact(ctx, async (tx) => {
    const region = await requireRegion(tx, regionId)
    const member = await lockMembership(tx.db, regionId, userId)
    const verdict = requestCitizenship({
      membershipType: member?.type ?? null,
      residentSince: member?.residentSince ?? null,
      citizenshipWaitDays: region.citizenshipWaitDays,
      isApproved: false,
      citizenshipsHeld: await countCitizenships(tx.db, userId, regionId),
      isGalacticCitizen: await isGalacticCitizen(tx.db, userId),
      now: tx.now,
    })
    if (verdict.ok && isOpenForBusiness(region.status)) await grantCitizenship(tx, region, userId)
  })
}
