import { and, asc, eq } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { paymentLedger, paypalBindings, paypalPlans } from '#db/schema/platform/billing.ts'
import { DEFAULT_TIERS } from '#server/domain/billing/tiers.ts'
import { billingSteps } from '#server/testing/billing-steps.ts'
import { useTestShop } from '#server/testing/test-shop.ts'
import { type Ctx } from '../context.ts'
import { payAgain } from './pay-again.ts'

const shop = useTestShop({
  tiers: { ...DEFAULT_TIERS, large: { ...DEFAULT_TIERS.large, isOffered: true } },
})
const { platform } = shop
const { regionOf } = billingSteps(shop)

async function owing() {
  const bought = await shop.buy()
  await shop.control(`subscriptions/${bought.paypalSubscriptionId}/payments`, { outcome: 'fail' })
  await shop.passDays(33)
  return bought
}

const payments = (subscriptionId: string) =>
  platform.db.$count(
    paymentLedger,
    and(eq(paymentLedger.subscriptionId, subscriptionId), eq(paymentLedger.kind, 'payment')),
  )

const bindings = (subscriptionId: string) =>
  platform.db
    .select({ paypalSubscriptionId: paypalBindings.paypalSubscriptionId, plan: paypalPlans.plan })
    .from(paypalBindings)
    .innerJoin(paypalPlans, eq(paypalPlans.id, paypalBindings.planId))
    .where(eq(paypalBindings.subscriptionId, subscriptionId))
    .orderBy(asc(paypalBindings.createdAt))

describe('a renewal that was opened before a change of size was paid', { timeout: 120_000 }, () => {
  /** Owing a month, the owner opens a renewal of the old size; then the old agreement is paid after all, and goes on in the new size. */
  async function withOldRenewal() {
    const bought = await shop.buy()
    const { id, paypalSubscriptionId } = bought
    // A log-in of its own each: what they do is weeks apart.
    const billing = () => platform.api(bought.buyer).billing
    await billing().changeTier({ id, tier: 'large' })
    await shop.control(`subscriptions/${paypalSubscriptionId}/payments`, { outcome: 'fail' })
    await shop.passDays(32)
    const old = await billing().payAgain({ id, newAgreement: true })
    expect(await billing().payAgain({ id, newAgreement: true })).toEqual(old)
    await shop.control(`subscriptions/${paypalSubscriptionId}/payments`, { outcome: 'succeed' })
    expect(await billing().payAgain({ id })).toMatchObject({ outcome: 'captured' })
    await shop.control(`subscriptions/${paypalSubscriptionId}/consent`)
    await shop.deliver()
    await shop.passDays(31)
    expect(await shop.row(id)).toMatchObject({ status: 'active', tier: 'large' })
    await billing().cancel({ id })
    await shop.deliver()
    return { ...bought, old, renewal: (await bindings(id))[1]?.paypalSubscriptionId ?? '' }
  }

  it('is not used for a renewal of the new size', async () => {
    const { id, buyer, old } = await withOldRenewal()
    const { billing: own } = platform.api(buyer)
    const again = await own.payAgain({ id })
    expect(again.approvalUrl).not.toBe(old.approvalUrl)
    expect(await own.payAgain({ id })).toEqual(again)
    const made = await bindings(id)
    expect(made.map(({ plan }) => plan)).toEqual([
      ...['regional_owner_large', 'regional_owner', 'regional_owner_large'],
    ])
    await shop.control(`subscriptions/${made[2]?.paypalSubscriptionId}/approve`)
    await shop.deliver()
    expect(await shop.row(id)).toMatchObject({ status: 'active', tier: 'large', amountMinor: 4000 })
  })

  it('moves the size with its payment, and not with its approval', async () => {
    const { id, renewal } = await withOldRenewal()
    await shop.control(`subscriptions/${renewal}/payments`, { outcome: 'fail' })
    await shop.control(`subscriptions/${renewal}/approve`)
    await shop.deliver()
    expect(await shop.row(id)).toMatchObject({ paypalSubscriptionId: renewal, tier: 'large' })
    expect((await regionOf(id)).tier).toBe('large')
    await shop.control(`subscriptions/${renewal}/payments`, { outcome: 'succeed' })
    await shop.passDays(6)
    expect(await shop.row(id)).toMatchObject({ status: 'active', tier: 'standard' })
    expect((await regionOf(id)).tier).toBe('standard')
  })
})

describe('paying the outstanding balance', () => {
  it('collects once for any number of simultaneous clicks', async () => {
    const bought = await owing()
    await shop.control(`subscriptions/${bought.paypalSubscriptionId}/payments`, { outcome: 'succeed' })
    const requests: string[] = []
    let letGo: () => void = () => undefined
    const bothWait = new Promise<void>((resolve) => (letGo = resolve))
    const ctx = platform.ctx(bought.buyer)
    const clicking: Ctx = {
      ...ctx,
      paypal: {
        ...ctx.paypal,
        // Both have read that money is owed before the first of them takes it.
        captureOutstanding: async (id, input) => {
          if (requests.push(input.requestId) === 2) letGo()
          await bothWait
          return ctx.paypal.captureOutstanding(id, input)
        },
      },
    }
    const clicks = await Promise.all([
      payAgain(clicking, { id: bought.id }),
      payAgain(clicking, { id: bought.id }),
    ])
    expect(clicks.map((click) => click.outcome)).toEqual(['captured', 'captured'])
    expect(requests).toHaveLength(2)
    expect(new Set(requests).size).toBe(1)
    await shop.deliver()
    await shop.deliver()
    expect(await payments(bought.id)).toBe(2)
    expect(await shop.row(bought.id)).toMatchObject({ status: 'active' })
  })

  it('asks PayPal again after a refusal, so that a card that works now pays', async () => {
    const bought = await owing()
    const api = platform.api(bought.buyer)
    expect(await api.billing.payAgain({ id: bought.id })).toMatchObject({ outcome: 'declined' })
    await shop.control(`subscriptions/${bought.paypalSubscriptionId}/payments`, { outcome: 'succeed' })
    expect(await api.billing.payAgain({ id: bought.id })).toMatchObject({ outcome: 'captured' })
    await shop.deliver()
    await shop.deliver()
    expect(await payments(bought.id)).toBe(2)
  })
})
