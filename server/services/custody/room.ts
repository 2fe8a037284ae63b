import { and, eq, inArray } from 'drizzle-orm'
import { memberships } from '#db/schema/platform/membership.ts'
import { custody, whereabouts } from '#db/schema/platform/travel.ts'
import { checkAdmission, type AdmissionRefusal } from '#server/domain/travel/admission.ts'
import { OPEN_CUSTODY } from '#server/domain/travel/landing.ts'
import { type Verdict } from '#server/domain/refusal.ts'
import { GameError } from '#server/errors.ts'
import { type Ctx } from '../context.ts'
import { benefitsOf } from '../regions/benefits-of.ts'
import { type RegionRow } from '../regions/region-rows.ts'
import { isActivePilot, isCounted } from './active-pilots.ts'

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

/** Pilots in a galaxy and on the way to it who hold a place. */
async function countActive(ctx: Ctx, galaxyId: string): Promise<number> {
  const now = await ctx.clock.now(ctx.db)
  const present = await ctx.db.$count(
    whereabouts,
    and(eq(whereabouts.galaxyId, galaxyId), isActivePilot(ctx, now)),
  )
  const coming = await ctx.db.$count(
    custody,
    and(
      eq(custody.toGalaxyId, galaxyId),
      inArray(custody.state, [...OPEN_CUSTODY]),
      isCounted(ctx, custody.userId, now),
    ),
  )
  return present + coming
}
