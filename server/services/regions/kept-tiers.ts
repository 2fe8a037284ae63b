import { and, eq, gt, lte, ne } from 'drizzle-orm'
import { type Queryable } from '#db/client.ts'
import { keptTiers, regions } from '#db/schema/platform/regions.ts'
import { type Tier } from '#server/domain/billing/tiers.ts'
import { KEPT_AFTER_DAYS } from '#server/domain/regions/smaller-tier.ts'
import { DAY_MS } from '#server/domain/utc-day.ts'
import { type Tx } from '../context.ts'

/** Notes that a region gets a smaller tier: what the larger one keeps stays for some days more. Returns until when. */
export async function keepTierLonger(
  tx: Tx,
  { id: regionId, tier }: { id: string; tier: Tier },
): Promise<Date> {
  const until = new Date(tx.now.getTime() + KEPT_AFTER_DAYS * DAY_MS)
  await tx.db
    .insert(keptTiers)
    .values({ regionId, tier, until })
    .onConflictDoUpdate({ target: [keptTiers.regionId, keptTiers.tier], set: { until } })
  return until
}

/** The larger tiers that regions had, whose times still count. */
export const findKeptTiers = (db: Queryable, now: Date): Promise<{ regionId: string; tier: Tier }[]> =>
  db
    .select({ regionId: keptTiers.regionId, tier: keptTiers.tier })
    .from(keptTiers)
    .innerJoin(regions, and(eq(regions.id, keptTiers.regionId), ne(regions.status, 'terminated')))
    .where(gt(keptTiers.until, now))

export async function forgetPastTiers(db: Queryable, now: Date): Promise<void> {
  await db.delete(keptTiers).where(lte(keptTiers.until, now))
}
