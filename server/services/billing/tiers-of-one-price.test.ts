import { and, asc, eq } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { paymentLedger, paypalPlans } from '#db/schema/platform/billing.ts'
import { DEFAULT_TIERS, type Tier } from '#server/domain/billing/tiers.ts'
import { billingSteps } from '#server/testing/billing-steps.ts'
import { useTestShop } from '#server/testing/test-shop.ts'

const usd = (minor: number) => ({ minor, currency: 'USD' as const })
const shop = useTestShop({
  tiers: {
    ...DEFAULT_TIERS,
    large: { ...DEFAULT_TIERS.large, isOffered: true, firstPrice: usd(2500) },
    grand: { ...DEFAULT_TIERS.grand, isOffered: true, firstPrice: usd(5000) },
  },
})
const { platform } = shop
const { regionOf } = billingSteps(shop)

type Bought = Awaited<ReturnType<typeof shop.buy>>
const change = ({ id, buyer }: Bought, tier: Tier) => platform.api(buyer).billing.changeTier({ id, tier })
const consent = async ({ paypalSubscriptionId }: Bought) => {
  await shop.control(`subscriptions/${paypalSubscriptionId}/consent`)
  await shop.deliver()
}
const tierOf = async ({ id }: Bought) => (await regionOf(id)).tier
const paid = async ({ id }: Bought) =>
  (
    await platform.db
      .select({ months: paymentLedger.months, plan: paypalPlans.plan })
      .from(paymentLedger)
      .leftJoin(paypalPlans, eq(paypalPlans.id, paymentLedger.planId))
      .where(and(eq(paymentLedger.subscriptionId, id), eq(paymentLedger.kind, 'payment')))
      .orderBy(asc(paymentLedger.occurredAt))
  ).map(({ months, plan }) => [months, plan])

/** The tier after each of so many bills. */
async function tiersOfBills(bought: Bought, bills: number): Promise<Tier[]> {
  const tiers: Tier[] = []
  while (tiers.length < bills) {
    await shop.passDays(31)
    tiers.push(await tierOf(bought))
  }
  return tiers
}

describe('sizes of one price', { timeout: 240_000 }, () => {
  it('follow what was agreed to, and stay at every bill after', async () => {
    const bought = await shop.buy()
    await change(bought, 'large')
    expect(await tiersOfBills(bought, 1)).toEqual(['standard'])
    await consent(bought)
    expect(await tierOf(bought)).toBe('standard')
    expect(await tiersOfBills(bought, 3)).toEqual(['large', 'large', 'large'])
    await change(bought, 'standard')
    await consent(bought)
    expect(await tiersOfBills(bought, 3)).toEqual(['standard', 'standard', 'standard'])
    expect(await paid(bought)).toEqual([
      ...Array.from({ length: 2 }, () => [1, 'regional_owner']),
      ...Array.from({ length: 3 }, () => [1, 'regional_owner_large']),
      ...Array.from({ length: 3 }, () => [1, 'regional_owner']),
    ])
    expect((await shop.row(bought.id)).flagged).toBe(false)
  })

  it('and one of twice that price pay a month with each bill, whichever was paid before', async () => {
    const bought = await shop.buy()
    await change(bought, 'grand')
    await consent(bought)
    expect(await tiersOfBills(bought, 2)).toEqual(['grand', 'grand'])
    await change(bought, 'large')
    await consent(bought)
    expect(await tiersOfBills(bought, 2)).toEqual(['large', 'large'])
    expect(await paid(bought)).toEqual([
      [1, 'regional_owner'],
      ...Array.from({ length: 2 }, () => [1, 'regional_owner_grand']),
      ...Array.from({ length: 2 }, () => [1, 'regional_owner_large']),
    ])
  })
})
