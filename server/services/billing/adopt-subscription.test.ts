import { and, eq } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { paypalBindings, paypalInbox, paypalPlans, subscriptions } from '#db/schema/platform/billing.ts'
import { regions } from '#db/schema/platform/regions.ts'
import { auditLog } from '#db/schema/platform/operations.ts'
import { DEFAULT_TIERS, type OfferKey, type Tier } from '#server/domain/billing/tiers.ts'
import { PayPalError } from '#server/paypal/paypal-port.ts'
import { makeUser } from '#server/testing/make-user.ts'
import { useTestShop } from '#server/testing/test-shop.ts'
import { type Ctx } from '../context.ts'
import { type UserActor } from '../require-actor.ts'
import { payAgain } from './pay-again.ts'
import { startCheckout } from './start-checkout.ts'

const shop = useTestShop({
  tiers: { ...DEFAULT_TIERS, large: { ...DEFAULT_TIERS.large, isOffered: true } },
})
const { platform } = shop

/** PayPal makes the subscription, and its answer never reaches us. */
const losingAnswers = (ctx: Ctx, made: string[]): Ctx => ({
  ...ctx,
  paypal: {
    ...ctx.paypal,
    createSubscription: async (input) => {
      made.push((await ctx.paypal.createSubscription(input)).id)
      throw new PayPalError('NO_ANSWER', 'PayPal did not answer.', { status: 0 })
    },
  },
})

const bindingsOf = (subscriptionId: string) =>
  platform.db.select().from(paypalBindings).where(eq(paypalBindings.subscriptionId, subscriptionId))

async function checkoutWithLostAnswer(
  regionName: string,
  tier: Tier = 'standard',
  buyer?: UserActor,
): Promise<{ buyer: UserActor; orphan: string }> {
  buyer ??= await makeUser(platform)
  const made: string[] = []
  const ctx = losingAnswers(platform.ctx(buyer), made)
  await expect(startCheckout(ctx, { plan: 'regional_owner', regionName, tier })).rejects.toMatchObject({
    code: 'UNAVAILABLE',
  })
  return { buyer, orphan: made[0] ?? '' }
}

/** A subscription that somebody makes at PayPal without our checkout. */
async function madeElsewhere(customId: string, plan: OfferKey, requestId: string): Promise<string> {
  const [row] = await platform.db.select().from(paypalPlans).where(eq(paypalPlans.plan, plan))
  const made = await shop.paypal().client.createSubscription({
    planId: row?.paypalPlanId ?? '',
    customId,
    brandName: 'Elsewhere',
    returnUrl: 'http://localhost/',
    cancelUrl: 'http://localhost/',
    requestId,
  })
  return made.id
}

const outcomesOf = async (paypalSubscriptionId: string) =>
  new Set(
    (
      await platform.db
        .select({ outcome: paypalInbox.outcome })
        .from(paypalInbox)
        .where(eq(paypalInbox.paypalSubscriptionId, paypalSubscriptionId))
    ).map((row) => row.outcome),
  )

describe('a PayPal subscription whose creation response was lost', () => {
  it('is adopted by the checkout that waits for it', async () => {
    const { buyer, orphan } = await checkoutWithLostAnswer('lost-answer')
    await shop.control(`subscriptions/${orphan}/approve`)
    await shop.deliver()
    const [row] = await platform.db.select().from(subscriptions).where(eq(subscriptions.userId, buyer.userId))
    const id = row?.id ?? ''
    expect(row).toMatchObject({ status: 'active', paypalSubscriptionId: orphan })
    expect(await bindingsOf(id)).toMatchObject([{ id, paypalSubscriptionId: orphan }])
    const audits = await platform.db
      .select()
      .from(auditLog)
      .where(and(eq(auditLog.subjectId, id), eq(auditLog.action, 'billing.subscription-adopted')))
    expect(audits).toHaveLength(1)
  })

  it('is adopted in the size that it was made for, whichever sizes were chosen at the checkout', async () => {
    const first = await checkoutWithLostAnswer('lost-sizes')
    const { buyer, orphan } = await checkoutWithLostAnswer('lost-sizes', 'large', first.buyer)
    await shop.control(`subscriptions/${orphan}/approve`)
    await shop.deliver()
    const [row] = await platform.db.select().from(subscriptions).where(eq(subscriptions.userId, buyer.userId))
    expect(row).toMatchObject({ status: 'active', paypalSubscriptionId: orphan, tier: 'large' })
    const [region] = await platform.db
      .select()
      .from(regions)
      .where(eq(regions.id, row?.regionId ?? ''))
    expect(region?.tier).toBe('large')
  })

  it('does not block the buyer’s next attempt', async () => {
    const { buyer, orphan } = await checkoutWithLostAnswer('tried-again')
    await shop.control(`subscriptions/${orphan}/payments`, { outcome: 'fail' })
    await shop.control(`subscriptions/${orphan}/approve`)
    await shop.deliver()
    const again = await platform
      .api(buyer)
      .billing.startCheckout({ plan: 'regional_owner', regionName: 'tried-again' })
    expect(again.paypalSubscriptionId).toBe(orphan)
    expect(again.approvalUrl).toContain(shop.paypal().url)
    expect(await bindingsOf(again.id)).toHaveLength(1)
  })

  it('completes the renewal that waits for it', async () => {
    const bought = await shop.buy()
    await platform.api(bought.buyer).billing.cancel({ id: bought.id })
    const made: string[] = []
    const ctx = losingAnswers(platform.ctx(bought.buyer), made)
    await expect(payAgain(ctx, { id: bought.id })).rejects.toMatchObject({ code: 'UNAVAILABLE' })
    const orphan = made[0] ?? ''
    platform.clock.advance(1_000)
    await shop.control(`subscriptions/${orphan}/approve`)
    await shop.deliver()
    expect(await shop.row(bought.id)).toMatchObject({ status: 'active', paypalSubscriptionId: orphan })
    expect(await bindingsOf(bought.id)).toHaveLength(2)
  })
})

describe('a PayPal subscription made without our checkout', () => {
  it('is not adopted by a row that already has a subscription', async () => {
    const victim = await shop.checkout()
    const foreign = await madeElsewhere(victim.id, 'regional_owner', 'bound-row')
    await shop.control(`subscriptions/${foreign}/approve`)
    await shop.deliver()
    expect(await outcomesOf(foreign)).toEqual(new Set(['not-ours']))
    expect(await shop.row(victim.id)).toMatchObject({
      status: 'pending',
      paypalSubscriptionId: victim.paypalSubscriptionId,
    })
    expect(await bindingsOf(victim.id)).toHaveLength(1)
  })

  it('is not adopted when its plan is that of an earlier, lower price', async () => {
    const [earlier] = await platform.db
      .select()
      .from(paypalPlans)
      .where(eq(paypalPlans.plan, 'regional_owner'))
    const admin = platform.api(await makeUser(platform, { role: 'admin' }))
    await admin.billing.changePrice({
      ...{ plan: 'regional_owner', price: '30.00', confirmation: 'Regional ownership' },
    })
    const { buyer } = await checkoutWithLostAnswer('cheaper-price')
    const [row] = await platform.db.select().from(subscriptions).where(eq(subscriptions.userId, buyer.userId))
    const id = row?.id ?? ''
    const made = await shop.paypal().client.createSubscription({
      ...{ planId: earlier?.paypalPlanId ?? '', customId: id, brandName: 'Elsewhere' },
      ...{ returnUrl: 'http://localhost/', cancelUrl: 'http://localhost/', requestId: 'earlier-price' },
    })
    await shop.control(`subscriptions/${made.id}/approve`)
    await shop.deliver()
    expect(await outcomesOf(made.id)).toEqual(new Set(['not-ours']))
    expect(await shop.row(id)).toMatchObject({ status: 'pending', paypalSubscriptionId: null })
  })

  it('is not adopted by a checkout of another size', async () => {
    const { buyer } = await checkoutWithLostAnswer('smaller-size', 'large')
    const [row] = await platform.db.select().from(subscriptions).where(eq(subscriptions.userId, buyer.userId))
    const foreign = await madeElsewhere(row?.id ?? '', 'regional_owner', 'other-size')
    await shop.control(`subscriptions/${foreign}/approve`)
    await shop.deliver()
    expect(await outcomesOf(foreign)).toEqual(new Set(['not-ours']))
    expect(await shop.row(row?.id ?? '')).toMatchObject({ status: 'pending', paypalSubscriptionId: null })
  })

  it('is not adopted when its plan differs from the row’s', async () => {
    const { buyer } = await checkoutWithLostAnswer('cheaper-plan')
    const [row] = await platform.db.select().from(subscriptions).where(eq(subscriptions.userId, buyer.userId))
    const id = row?.id ?? ''
    const foreign = await madeElsewhere(id, 'galactic_citizen', 'other-plan')
    await shop.control(`subscriptions/${foreign}/approve`)
    await shop.deliver()
    expect(await outcomesOf(foreign)).toEqual(new Set(['not-ours']))
    expect(await shop.row(id)).toMatchObject({ status: 'pending', paypalSubscriptionId: null })
    expect(await bindingsOf(id)).toMatchObject([{ id, paypalSubscriptionId: null }])
  })
})
