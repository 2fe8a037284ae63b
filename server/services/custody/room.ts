import { and, eq, exists, gt, inArray, or, sql } from 'drizzle-orm'
import { sessions } from '#db/schema/platform/identity.ts'
import { memberships } from '#db/schema/platform/membership.ts'
import { custody, whereabouts } from '#db/schema/platform/travel.ts'
import { ACTIVE_DAYS, checkAdmission, type AdmissionRefusal } from '#server/domain/travel/admission.ts'
import { OPEN_CUSTODY } from '#server/domain/travel/landing.ts'
import { type Verdict } from '#server/domain/refusal.ts'
import { DAY_MS } from '#server/domain/utc-day.ts'
import { GameError } from '#server/errors.ts'
import { type Ctx } from '../context.ts'
import { benefitsOf } from '../regions/benefits-of.ts'
import { type RegionRow } from '../regions/region-rows.ts'

/**
 * Whether a region has room for one more pilot. Asked when they leave for it or begin in it, never when they land: who is on the way has
 * a place, and nobody is turned back. Two who leave in the same second may both get the last one.
 */
export async function hasRoom(
  ctx: Ctx,
  region: RegionRow,
  userId: string,
): Promise<Verdict<undefined, AdmissionRefusal>> {
  const { galaxyId, displayName } = region
  const [membership] = await ctx.db
    .select({ type: memberships.type })
    .from(memberships)
    .where(and(eq(memberships.regionId, region.id), eq(memberships.userId, userId)))
  return checkAdmission({
    places: benefitsOf(ctx, region).pilots,
    present: galaxyId === null ? 0 : await countActive(ctx, galaxyId),
    standing: region.ownerId === userId ? 'owner' : membership?.type === 'citizen' ? 'citizen' : 'visitor',
    displayName,
  })
}

/** @throws CONFLICT `region-full`. */
export async function requireRoom(ctx: Ctx, region: RegionRow, userId: string): Promise<void> {
  const verdict = await hasRoom(ctx, region, userId)
  if (!verdict.ok) throw new GameError('CONFLICT', verdict.message, { reason: verdict.reason })
}

/** Pilots in a galaxy and on the way to it, without those who have not played for days. */
async function countActive(ctx: Ctx, galaxyId: string): Promise<number> {
  const since = new Date((await ctx.clock.now(ctx.db)).getTime() - ACTIVE_DAYS * DAY_MS)
  const present = await ctx.db.$count(
    whereabouts,
    and(
      eq(whereabouts.galaxyId, galaxyId),
      inArray(whereabouts.state, ['beginning', 'present']),
      or(
        gt(whereabouts.since, since),
        exists(
          ctx.db
            .select({ one: sql`1` })
            .from(sessions)
            .where(and(eq(sessions.userId, whereabouts.userId), gt(sessions.lastSeenAt, since))),
        ),
      ),
    ),
  )
  const coming = await ctx.db.$count(
    custody,
    and(eq(custody.toGalaxyId, galaxyId), inArray(custody.state, [...OPEN_CUSTODY])),
  )
  return present + coming
}
