import { and, eq, gt, isNull, ne, or, sql } from 'drizzle-orm'
import { type Queryable } from '#db/client.ts'
import { subscriptions } from '#db/schema/platform/billing.ts'
import { regionNameHolds, regions } from '#db/schema/platform/regions.ts'
import { type NameKeys } from '#server/domain/names/skeleton.ts'

/** Makes those who want similar display names follow each other until their transaction ends. */
export async function lockDisplayName(db: Queryable, { key, look }: NameKeys): Promise<void> {
  // In one order, so that two of them never wait for each other.
  for (const lock of [...new Set([key, look])].sort())
    await db.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`display-name:${lock}`}, 0))`)
}

export type HoldsThatCount = {
  now: Date
  /** The checkout that asks. */
  exceptSubscriptionId: string | null
  /** Also a hold that has just expired and is not settled yet: its buyer may have paid a moment ago. */
  orUnsettled?: boolean
}

/** Whether a region has a display name like this, one that ended had it and it rests, or another checkout holds one. */
export async function isDisplayNameTaken(
  db: Queryable,
  { key, look }: NameKeys,
  { now, exceptSubscriptionId, orUnsettled }: HoldsThatCount,
): Promise<boolean> {
  const [region] = await db
    .select({ id: regions.id })
    .from(regions)
    .where(
      and(
        or(eq(regions.displayNameKey, key), eq(regions.displayNameLook, look)),
        or(ne(regions.status, 'terminated'), gt(regions.nameRestsUntil, now)),
      ),
    )
    .limit(1)
  if (region) return true
  const [hold] = await db
    .select({ name: regionNameHolds.name })
    .from(regionNameHolds)
    .leftJoin(subscriptions, eq(subscriptions.id, regionNameHolds.subscriptionId))
    .where(
      and(
        or(eq(regionNameHolds.displayNameKey, key), eq(regionNameHolds.displayNameLook, look)),
        or(gt(regionNameHolds.expiresAt, now), orUnsettled ? eq(subscriptions.status, 'pending') : undefined),
        exceptSubscriptionId === null
          ? undefined
          : or(
              isNull(regionNameHolds.subscriptionId),
              ne(regionNameHolds.subscriptionId, exceptSubscriptionId),
            ),
      ),
    )
    .limit(1)
  return hold !== undefined
}
