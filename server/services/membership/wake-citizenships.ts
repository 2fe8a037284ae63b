import { and, asc, count, eq, ne, notInArray, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import { users } from '#db/schema/platform/identity.ts'
import { memberships } from '#db/schema/platform/membership.ts'
import { regions } from '#db/schema/platform/regions.ts'
import { citizenshipLimit } from '#server/domain/membership/membership-rules.ts'
import { regionPath } from '#server/domain/regions/paths.ts'
import { type Tx } from '../context.ts'
import { notify } from '../notifications/notify.ts'
import { type RegionRow } from '../regions/region-rows.ts'
import { findGalacticCitizens, RESTING_STATUSES } from './queries.ts'

/**
 * Citizenships that rested in the archive count again. Those who meanwhile became citizens of as many other regions as they may
 * are residents from now on, and are told; the owner always stays a citizen. The caller has locked the region's row. Few statements, however
 * many citizens: it is part of a payment.
 */
export async function wakeCitizenships(tx: Tx, region: RegionRow): Promise<void> {
  const places = await lockPlacesElsewhere(tx, region)
  const galactic = await findGalacticCitizens(
    tx.db,
    places.map(({ userId }) => userId),
  )
  const userIds = places
    .filter(({ userId, held }) => held >= citizenshipLimit(galactic.has(userId)))
    .map(({ userId }) => userId)
  if (userIds.length === 0) return
  await tx.db
    .update(memberships)
    .set({ type: 'resident', citizenSince: null })
    .where(
      and(
        eq(memberships.regionId, region.id),
        sql`${memberships.userId} = any(${sql.param(userIds)}::uuid[])`,
      ),
    )
  await tx.audit(
    ...userIds.map((userId) => ({
      action: 'membership.citizenship-given-up',
      regionId: region.id,
      subject: { type: 'user', id: userId },
    })),
  )
  await notify(tx, {
    userIds,
    kind: 'membership.resident-again',
    title: `${region.displayName} is back: you are a resident`,
    body: 'You became a citizen elsewhere while it was archived. Give that citizenship up, or become a galactic citizen, to be a citizen here again.',
    href: regionPath(region.name),
    regionId: region.id,
  })
}

/**
 * How many citizenships its citizens hold elsewhere, those who hold any. Locks all of them first, as `countCitizenships` does: two
 * regions that return at once would each count one too few.
 */
async function lockPlacesElsewhere(tx: Tx, region: RegionRow): Promise<{ userId: string; held: number }[]> {
  const isCitizenHere = and(
    eq(memberships.regionId, region.id),
    eq(memberships.type, 'citizen'),
    ne(memberships.userId, region.ownerId),
  )
  await tx.db
    .select({ id: users.id })
    .from(users)
    .innerJoin(memberships, eq(memberships.userId, users.id))
    .where(isCitizenHere)
    .orderBy(asc(users.id))
    .for('no key update', { of: users })
  const elsewhere = alias(memberships, 'elsewhere')
  return tx.db
    .select({ userId: memberships.userId, held: count() })
    .from(memberships)
    .innerJoin(elsewhere, eq(elsewhere.userId, memberships.userId))
    .innerJoin(regions, eq(regions.id, elsewhere.regionId))
    .where(
      and(
        isCitizenHere,
        eq(elsewhere.type, 'citizen'),
        ne(elsewhere.regionId, region.id),
        notInArray(regions.status, [...RESTING_STATUSES]),
      ),
    )
    .groupBy(memberships.userId)
}
