import { eq, and, sql } from 'drizzle-orm'
import { memberships } from '#db/schema/platform/membership.ts'
import { votingPower } from '#server/domain/membership/voting-power.ts'
import { type Tx } from '../context.ts'
import { type RegionRow } from '../regions/region-rows.ts'
import { type MembershipRow } from './queries.ts'
import { oneRow } from '../one-row.ts'

/**
 * Records a visit: the first makes the user a visitor, later ones are counted. Anyone may visit. Called when joining
 * and on arrival by ship.
 */
export async function recordVisit(tx: Tx, region: RegionRow, userId: string): Promise<MembershipRow> {
  await tx.db
    .insert(memberships)
    .values({
      regionId: region.id,
      userId,
      type: 'visitor',
      votingPower: votingPower(0),
      joinedAt: tx.now,
      lastVisitAt: tx.now,
    })
    .onConflictDoUpdate({
      target: [memberships.regionId, memberships.userId],
      set: { lastVisitAt: tx.now, totalVisits: sql`${memberships.totalVisits} + 1` },
    })
  const member = oneRow(
    await tx.db
      .select()
      .from(memberships)
      .where(and(eq(memberships.regionId, region.id), eq(memberships.userId, userId))),
  )
  tx.publish({ audience: { kind: 'region', regionId: region.id }, topic: 'membership', id: userId })
  return member
}
