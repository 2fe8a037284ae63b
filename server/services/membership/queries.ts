import { and, count, eq, inArray, ne, notInArray, sql } from 'drizzle-orm'
import { type Queryable } from '#db/client.ts'
import { prepared } from '#db/prepared.ts'
import { subscriptions } from '#db/schema/platform/billing.ts'
import { users } from '#db/schema/platform/identity.ts'
import { membershipApplications, memberships } from '#db/schema/platform/membership.ts'
import { regions } from '#db/schema/platform/regions.ts'
import { type RegionStatus } from '#server/domain/regions/region-status.ts'
import { type Ctx } from '../context.ts'
import { treatyEffectsBetween } from '../diplomacy/treaty-effects-between.ts'

export type MembershipRow = typeof memberships.$inferSelect
export type ApplicationRow = typeof membershipApplications.$inferSelect

export async function lockMembership(
  db: Queryable,
  regionId: string,
  userId: string,
): Promise<MembershipRow | null> {
  const [row] = await db
    .select()
    .from(memberships)
    .where(and(eq(memberships.regionId, regionId), eq(memberships.userId, userId)))
    .for('update')
  return row ?? null
}

/** A user's open application in a region. */
export async function getOpenApplication(
  db: Queryable,
  regionId: string,
  userId: string,
): Promise<ApplicationRow | null> {
  const [row] = await db
    .select()
    .from(membershipApplications)
    .where(
      and(
        eq(membershipApplications.regionId, regionId),
        eq(membershipApplications.userId, userId),
        eq(membershipApplications.status, 'open'),
      ),
    )
  return row ?? null
}

/** Regions whose citizenships rest: nobody can use them, and they take no place. */
export const RESTING_STATUSES = ['archived', 'terminated'] as const satisfies readonly RegionStatus[]

/**
 * Citizenships held in other regions that are not archived. Locks the player, so that two regions cannot grant citizenship at once and both
 * count one too few.
 */
export async function countCitizenships(
  db: Queryable,
  userId: string,
  exceptRegion: string,
): Promise<number> {
  await db.select({ id: users.id }).from(users).where(eq(users.id, userId)).for('no key update')
  const [held] = await db
    .select({ citizenships: count() })
    .from(memberships)
    .innerJoin(regions, eq(regions.id, memberships.regionId))
    .where(
      and(
        eq(memberships.userId, userId),
        eq(memberships.type, 'citizen'),
        ne(memberships.regionId, exceptRegion),
        notInArray(regions.status, [...RESTING_STATUSES]),
      ),
    )
  return held?.citizenships ?? 0
}

/**
 * Galactic citizenship lasts for the paid time: through the grace period, and after cancelling until the paid
 * time ends.
 */
export async function isGalacticCitizen(db: Queryable, userId: string): Promise<boolean> {
  const [row] = await galacticSubscription(db).execute({ userId })
  return row !== undefined
}

const IS_GALACTIC = and(
  eq(subscriptions.plan, 'galactic_citizen'),
  inArray(subscriptions.status, ['active', 'grace', 'cancelled']),
)

const galacticSubscription = prepared((db) =>
  db
    .select({ id: subscriptions.id })
    .from(subscriptions)
    .where(and(eq(subscriptions.userId, sql.placeholder('userId')), IS_GALACTIC))
    .limit(1)
    .prepare('galactic_subscription'),
)

/** Those of them who are galactic citizens, by one statement. */
export async function findGalacticCitizens(
  db: Queryable,
  userIds: readonly string[],
): Promise<ReadonlySet<string>> {
  const rows = await db
    .select({ userId: subscriptions.userId })
    .from(subscriptions)
    .where(and(sql`${subscriptions.userId} = any(${sql.param(userIds)}::uuid[])`, IS_GALACTIC))
  return new Set(rows.map(({ userId }) => userId))
}

/**
 * Whether a treaty (open borders with residence) lets the user settle here without applying, through another
 * citizenship.
 */
export async function hasTreatyResidence(ctx: Ctx, regionId: string, userId: string): Promise<boolean> {
  const homes = await ctx.db
    .select({ regionId: memberships.regionId })
    .from(memberships)
    .where(
      and(
        eq(memberships.userId, userId),
        eq(memberships.type, 'citizen'),
        ne(memberships.regionId, regionId),
      ),
    )
  for (const home of homes)
    if ((await treatyEffectsBetween(ctx, regionId, home.regionId)).openResidence) return true
  return false
}
