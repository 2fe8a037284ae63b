import { and, eq, ne, sql } from 'drizzle-orm'
import { refunds } from '#db/schema/platform/billing.ts'
import { regionNameHolds, regions } from '#db/schema/platform/regions.ts'
import { checkoutStage } from '#server/domain/billing/checkout-stage.ts'
import { readState } from '#server/domain/billing/stored-state.ts'
import { type SubscriptionStatus } from '#server/domain/billing/subscription-status.ts'
import { type SubscriptionView } from '#server/domain/billing/subscription-output.ts'
import { type Queryable } from '#db/client.ts'
import { type Ctx } from '../context.ts'
import { getReturn } from '../lifecycle/get-return.ts'
import { toBuildView } from '../provisioning/build-view.ts'
import { getLatestBuild } from '../provisioning/get-latest-build.ts'
import { formatAmount } from './format-amount.ts'
import { getAnnouncedPrice } from './get-announced-price.ts'
import { shownTier } from './offer-words.ts'
import { getNextPrice, viewTierChange } from './view-tier-change.ts'
import { findBindings, type SubscriptionRow } from './queries.ts'

/** What is paid for these buys nothing. */
const GIVEN_BACK: readonly SubscriptionStatus[] = ['abandoned', 'handed_over', 'terminated']

/** A subscription as its owner sees it, with its region and the progress of the build. */
export async function loadSubscriptionView(ctx: Ctx, row: SubscriptionRow): Promise<SubscriptionView> {
  const [region] = row.regionId
    ? await ctx.db
        .select({
          id: regions.id,
          name: regions.name,
          displayName: regions.displayName,
          status: regions.status,
        })
        .from(regions)
        .where(eq(regions.id, row.regionId))
    : []
  const build = region ? await getLatestBuild(ctx.db, region.id) : null
  const [hold] =
    row.status === 'pending' && row.draft
      ? await ctx.db
          .select({ expiresAt: regionNameHolds.expiresAt })
          .from(regionNameHolds)
          .where(and(eq(regionNameHolds.name, row.draft.name), eq(regionNameHolds.subscriptionId, row.id)))
      : []
  const { status, disputedUntil } = readState(row.state)
  const offer = row.status === 'pending' ? await getNewestOffer(ctx.db, row) : row
  return {
    id: row.id,
    plan: row.plan,
    status,
    stage: checkoutStage({ status, paypalStatus: row.paypalStatus, regionStatus: region?.status ?? null }),
    approvalUrl: row.status === 'pending' ? offer.approvalUrl : null,
    paypalSubscriptionId: offer.paypalSubscriptionId,
    paypalStatus: row.paypalStatus,
    price: { value: formatAmount(row.amountMinor, row.currency), currency: row.currency },
    tier: row.plan === 'regional_owner' ? { key: row.tier, name: shownTier(ctx.config, row.tier) } : null,
    tierChange: await viewTierChange(ctx, row),
    nextPrice: await getNextPrice(ctx, row),
    announcedPrice: await getAnnouncedPrice(ctx.db, row),
    regionName: region?.name ?? row.draft?.name ?? null,
    displayName: region?.displayName ?? row.draft?.displayName ?? null,
    governanceType: row.draft?.governanceType ?? null,
    region: region ?? null,
    build: build ? toBuildView(build) : null,
    returning: region ? await getReturn(ctx.db, region) : null,
    takesOver: row.rescueId !== null ? 'rescue' : row.transferId !== null ? 'transfer' : null,
    holdExpiresAt: hold?.expiresAt.toISOString() ?? null,
    paidThrough: row.paidThrough?.toISOString() ?? null,
    moneyBack: GIVEN_BACK.includes(status) ? await findMoneyBack(ctx, row) : null,
    nextChargeAt:
      row.paypalStatus === 'ACTIVE' && row.cancelRequestedAt === null
        ? (row.nextBillingAt?.toISOString() ?? null)
        : null,
    graceUntil: row.graceUntil?.toISOString() ?? null,
    disputedUntil: disputedUntil?.toISOString() ?? null,
    cancelRequestedAt: row.cancelRequestedAt?.toISOString() ?? null,
    createdAt: row.createdAt.toISOString(),
  }
}

/** What the buyer is to approve: a checkout that was continued at a new price has another PayPal subscription. */
async function getNewestOffer(db: Queryable, row: SubscriptionRow) {
  const offers = await findBindings(db, row.id)
  return offers.findLast(({ approvalUrl }) => approvalUrl !== null) ?? row
}

async function findMoneyBack(ctx: Ctx, row: SubscriptionRow): Promise<SubscriptionView['moneyBack']> {
  const [sum] = await ctx.db
    .select({
      minor: sql<number | null>`sum(${refunds.amountMinor})`.mapWith(Number),
      isOpen: sql<boolean>`coalesce(bool_or(${refunds.status} <> 'done'), false)`,
      doneAt: sql<Date | null>`max(${refunds.settledAt})`.mapWith(refunds.settledAt),
    })
    .from(refunds)
    .where(and(eq(refunds.subscriptionId, row.id), ne(refunds.cause, 'administrator')))
  if (!sum?.minor) return null
  return {
    value: formatAmount(sum.minor, row.currency),
    currency: row.currency,
    doneAt: sum.isOpen ? null : (sum.doneAt?.toISOString() ?? null),
  }
}
