import { and, count, desc, eq, gte, inArray, isNotNull, sql } from 'drizzle-orm'
import { membershipApplications, memberships } from '#db/schema/platform/membership.ts'
import { auditLog } from '#db/schema/platform/operations.ts'
import { policies } from '#db/schema/platform/policies.ts'
import { regionDays } from '#db/schema/platform/regions.ts'
import { votes } from '#db/schema/platform/voting.ts'
import { termsInARow } from '#server/domain/elections/term-limits.ts'
import { IMPACT_DAYS, type RegionMonth } from '#server/domain/policies/impact-line.ts'
import { type Ctx } from '../context.ts'
import { findLastWinnersByOffice } from '../elections/term-history.ts'
import { getRegionFigures } from '../galaxy/get-region-figures.ts'
import { findOfficeHolders } from '../regions/find-office-holders.ts'
import { type RegionRow } from '../regions/region-rows.ts'
import { oneRow } from '../one-row.ts'
import { motionTally } from '../voting/motion-tally.ts'

const DAY_MS = 86_400_000

/** A region's own figures of the last thirty days, as far as they are recorded and its galaxy answers. */
export async function regionMonth(ctx: Ctx, region: RegionRow): Promise<RegionMonth> {
  const now = await ctx.clock.now(ctx.db)
  const figures = await getRegionFigures(ctx, region)
  const since = new Date(now.getTime() - IMPACT_DAYS * DAY_MS)
  const holders = await findOfficeHolders(ctx.db, region.id)
  const winners = await findLastWinnersByOffice(ctx.db, region.id)
  const [newest] = await ctx.db
    .select({ treasury: regionDays.treasury })
    .from(regionDays)
    .where(and(eq(regionDays.regionId, region.id), gte(regionDays.takenAt, since)))
    .orderBy(desc(regionDays.day))
    .limit(1)
  return {
    citizens: await ctx.db.$count(
      memberships,
      and(eq(memberships.regionId, region.id), eq(memberships.type, 'citizen')),
    ),
    councilSeats: holders.filter(({ position }) => position === 'council_member').length,
    treasury: newest?.treasury ?? null,
    taxedSales: figures?.taxedSales30d ?? null,
    dutiable: figures?.dutiable30d ?? null,
    newcomers: await ctx.db.$count(
      auditLog,
      and(eq(auditLog.regionId, region.id), gte(auditLog.at, since), eq(auditLog.action, 'presence.began')),
    ),
    residence: await residenceSince(ctx, region.id, since),
    residentDays: await residentDays(ctx, region.id, now),
    votes: await votesSince(ctx, region.id, since),
    termsInARow: holders.map(({ position, userId }) => termsInARow(winners.get(position) ?? [], userId)),
  }
}

async function residenceSince(ctx: Ctx, regionId: string, since: Date): Promise<RegionMonth['residence']> {
  const wasInvited = sql<boolean>`exists (select 1 from ${auditLog} where ${auditLog.action} = 'membership.invited'
    and ${auditLog.regionId} = ${regionId} and ${auditLog.subjectId} = ${memberships.userId}::text)`
  const admitted = oneRow(
    await ctx.db
      .select({ all: count(), invited: sql<number>`(count(*) filter (where ${wasInvited}))::int` })
      .from(memberships)
      .where(and(eq(memberships.regionId, regionId), gte(memberships.residentSince, since))),
  )
  const asked = and(
    eq(membershipApplications.regionId, regionId),
    eq(membershipApplications.wants, 'resident'),
  )
  return {
    admitted: admitted.all,
    invited: admitted.invited,
    refused: await ctx.db.$count(
      membershipApplications,
      and(asked, eq(membershipApplications.status, 'refused'), gte(membershipApplications.decidedAt, since)),
    ),
    waiting: await ctx.db.$count(
      membershipApplications,
      and(asked, eq(membershipApplications.status, 'open')),
    ),
  }
}

async function residentDays(ctx: Ctx, regionId: string, now: Date): Promise<number[]> {
  const rows = await ctx.db
    .select({ since: memberships.residentSince })
    .from(memberships)
    .where(
      and(
        eq(memberships.regionId, regionId),
        eq(memberships.type, 'resident'),
        isNotNull(memberships.residentSince),
      ),
    )
  return rows.flatMap(({ since }) => (since ? [Math.floor((now.getTime() - since.getTime()) / DAY_MS)] : []))
}

async function votesSince(ctx: Ctx, regionId: string, since: Date): Promise<RegionMonth['votes']> {
  const rows = await ctx.db
    .select({ vote: votes })
    .from(policies)
    .innerJoin(votes, eq(votes.id, policies.voteId))
    .where(
      and(
        eq(policies.regionId, regionId),
        inArray(policies.status, ['passed', 'rejected', 'implemented', 'superseded']),
        gte(votes.decidedAt, since),
      ),
    )
  return rows.flatMap(({ vote }) => motionTally(vote).result ?? [])
}
