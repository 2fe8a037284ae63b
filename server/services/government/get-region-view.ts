import { and, desc, eq, sql } from 'drizzle-orm'
import { prepared } from '#db/prepared.ts'
import { subscriptions } from '#db/schema/platform/billing.ts'
import { type RegionWire } from '#server/domain/regions/wire.ts'
import { settingsToWire } from '#server/domain/regions/wire-settings.ts'
import { type ImmigrationPolicy } from '#server/domain/membership/immigration-policies.ts'
import { type PvpRule } from '#server/domain/regions/settings.ts'
import { type Ctx } from '../context.ts'
import { getRegionFigures } from '../galaxy/get-region-figures.ts'
import { type Standing } from '../regions/require-region.ts'
import { sharedReading } from '../shared-reading.ts'
import { settingsOf, type RegionRow } from '../regions/region-rows.ts'

/** All of it that the platform knows without asking the region's galaxy. */
export type DeckView = Omit<RegionView, 'treasuryBalance'>

export type RegionView = RegionWire & {
  pvpRule: PvpRule
  immigrationPolicy: ImmigrationPolicy
  citizenshipWaitDays: number
  defenseLevel: number
  settingsVersion: number
  gateSector: number | null
  activatedAt: string | null
  /** When the grace period of an overdue payment ends; null when there is none. */
  graceUntil: string | null
}

/**
 * A region as its government sees it, with money and subscription. The PayPal subscription id is shown to the owner
 * and administrators only (DESIGN.md §3: the subscription always belongs to the owner).
 */
export async function getDeckView(ctx: Ctx, region: RegionRow, reader: Standing): Promise<DeckView> {
  const subscription = await subscriptionOf(ctx, region.id)
  return {
    id: region.id,
    name: region.name,
    displayName: region.displayName,
    ownerId: region.ownerId,
    status: region.status,
    ...settingsToWire(settingsOf(region)),
    totalSectors: region.totalSectors,
    nexusWarpGateSector: region.nexusWarpGateSector,
    gateSector: region.gateSector,
    subscriptionTier: subscription ? region.tier : null,
    paypalSubscriptionId:
      reader.isOwner || reader.isAdmin ? (subscription?.paypalSubscriptionId ?? null) : null,
    subscriptionStatus: subscription?.status ?? null,
    subscriptionExpiresAt: subscription?.paidThrough?.toISOString() ?? null,
    graceUntil: subscription?.graceUntil?.toISOString() ?? null,
    settingsVersion: region.settingsVersion,
    createdAt: region.createdAt.toISOString(),
    activatedAt: region.activatedAt?.toISOString() ?? null,
  }
}

const subscriptionOf = sharedReading('subscription', async (ctx, regionId: string) => {
  const [subscription] = await newestSubscription(ctx.db).execute({ regionId })
  return subscription
})

/** The same with the credits in its treasury, which its galaxy knows. */
export async function getRegionView(ctx: Ctx, region: RegionRow, reader: Standing): Promise<RegionView> {
  const figures = await getRegionFigures(ctx, region)
  return { ...(await getDeckView(ctx, region, reader)), treasuryBalance: figures?.treasury ?? null }
}

const newestSubscription = prepared((db) =>
  db
    .select({
      plan: subscriptions.plan,
      status: subscriptions.status,
      paypalSubscriptionId: subscriptions.paypalSubscriptionId,
      paidThrough: subscriptions.paidThrough,
      graceUntil: subscriptions.graceUntil,
    })
    .from(subscriptions)
    .where(
      and(eq(subscriptions.regionId, sql.placeholder('regionId')), eq(subscriptions.plan, 'regional_owner')),
    )
    .orderBy(desc(subscriptions.createdAt))
    .limit(1)
    .prepare('subscription_of_region'),
)
