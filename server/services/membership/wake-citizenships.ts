import { and, asc, eq, exists, ne, notInArray } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import { memberships } from '#db/schema/platform/membership.ts'
import { regions } from '#db/schema/platform/regions.ts'
import { citizenshipLimit } from '#server/domain/membership/membership-rules.ts'
import { regionPath } from '#server/domain/regions/paths.ts'
import { type Tx } from '../context.ts'
import { notify } from '../notifications/notify.ts'
import { type RegionRow } from '../regions/region-rows.ts'
import { countCitizenships, isGalacticCitizen, RESTING_STATUSES } from './queries.ts'

/**
 * Citizenships that rested in the archive count again. Whoever has become a citizen of as many other regions as they may meanwhile is a
 * resident from now on, and is told; the owner always stays a citizen. The caller has locked the region's row.
 */
export async function wakeCitizenships(tx: Tx, region: RegionRow): Promise<void> {
  const elsewhere = alias(memberships, 'elsewhere')
  const heldElsewhere = tx.db
    .select({ id: elsewhere.userId })
    .from(elsewhere)
    .innerJoin(regions, eq(regions.id, elsewhere.regionId))
    .where(
      and(
        eq(elsewhere.userId, memberships.userId),
        eq(elsewhere.type, 'citizen'),
        ne(elsewhere.regionId, region.id),
        notInArray(regions.status, [...RESTING_STATUSES]),
      ),
    )
  const citizens = await tx.db
    .select({ userId: memberships.userId })
    .from(memberships)
    .where(
      and(
        eq(memberships.regionId, region.id),
        eq(memberships.type, 'citizen'),
        ne(memberships.userId, region.ownerId),
        exists(heldElsewhere),
      ),
    )
    .orderBy(asc(memberships.userId))
  for (const { userId } of citizens) {
    const held = await countCitizenships(tx.db, userId, region.id)
    if (held < citizenshipLimit(await isGalacticCitizen(tx.db, userId))) continue
    await tx.db
      .update(memberships)
      .set({ type: 'resident', citizenSince: null })
      .where(and(eq(memberships.regionId, region.id), eq(memberships.userId, userId)))
    await tx.audit({
      action: 'membership.citizenship-given-up',
      regionId: region.id,
      subject: { type: 'user', id: userId },
    })
    await notify(tx, {
      userIds: [userId],
      kind: 'membership.resident-again',
      title: `${region.displayName} is back: you are a resident`,
      body: 'You became a citizen elsewhere while it was archived. Give that citizenship up, or become a galactic citizen, to be a citizen here again.',
      href: regionPath(region.name),
      regionId: region.id,
    })
  }
}
