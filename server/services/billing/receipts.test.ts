import { and, eq } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { paymentLedger, subscriptions } from '#db/schema/platform/billing.ts'
import { regions } from '#db/schema/platform/regions.ts'
import { billingSteps, page } from '#server/testing/billing-steps.ts'
import { makeUser } from '#server/testing/make-user.ts'
import { useTestShop } from '#server/testing/test-shop.ts'
import { withActor } from '../context.ts'
import { getReceipt } from './get-receipt.ts'
import { reconcileSubscription } from './reconcile-subscription.ts'
import { type UserActor } from '../require-actor.ts'

const shop = useTestShop()
const { platform } = shop
const { system } = billingSteps(shop)

const paymentsOf = (subscriptionId: string) =>
  platform.db
    .select()
    .from(paymentLedger)
    .where(and(eq(paymentLedger.subscriptionId, subscriptionId), eq(paymentLedger.kind, 'payment')))

const receiptOf = async (buyer: UserActor, subscriptionId: string) => {
  const [payment] = await paymentsOf(subscriptionId)
  return platform.api(buyer).billing.receipt({ id: payment?.id ?? '' })
}

describe('a receipt', () => {
  it('says what was paid, when, for what, by whom, and when PayPal bills next', async () => {
    const bought = await shop.buy()
    const [payment] = await paymentsOf(bought.id)
    const row = await shop.row(bought.id)
    const timeline = await platform.api(bought.buyer).billing.timeline(page)
    const entry = timeline.items.find(({ kind }) => kind === 'payment')
    expect(entry?.paymentId).toBe(payment?.id)
    expect(timeline.items.filter(({ paymentId }) => paymentId !== null)).toHaveLength(1)
    const receipt = await platform.api(bought.buyer).billing.receipt({ id: entry?.paymentId ?? '' })
    expect(receipt).toMatchObject({
      number: payment?.paypalId,
      at: payment?.occurredAt.toISOString(),
      plan: 'regional_owner',
      subject: row.draft?.displayName,
      paypalSubscriptionId: bought.paypalSubscriptionId,
      buyer: { callsign: bought.buyer.callsign },
      seller: null,
      amount: '25.00',
      currency: 'USD',
      returned: [],
      kept: null,
      nextCharge: { amount: '25.00', currency: 'USD', payer: 'buyer@example.com' },
    })
    expect(receipt.nextCharge?.at).toBe(row.nextBillingAt?.toISOString())
    const view = await platform.api(bought.buyer).billing.get({ id: bought.id })
    expect(view.nextChargeAt).toBe(receipt.nextCharge?.at)
  })

  it('names the seller as the operator says', async () => {
    const bought = await shop.buy()
    const [payment] = await paymentsOf(bought.id)
    const seller = { name: 'Deep Space Ltd', address: ['1 Dock Road'], vat: 'VAT GB1' }
    const ctx = withActor(system(), bought.buyer)
    const config = { ...ctx.config, seller }
    expect(await getReceipt({ ...ctx, config }, { id: payment?.id ?? '' })).toMatchObject({ seller })
  })

  it('shows what went back and what is left', async () => {
    const bought = await shop.buy()
    await shop.control(`subscriptions/${bought.paypalSubscriptionId}/refund`, { amountMinor: 700 })
    await shop.deliver()
    await shop.control(`subscriptions/${bought.paypalSubscriptionId}/reverse`, { amountMinor: 300 })
    await shop.deliver()
    const receipt = await receiptOf(bought.buyer, bought.id)
    expect(receipt.kept).toBe('15.00')
    expect(receipt.returned.map(({ kind, amount }) => [kind, amount])).toEqual([
      ['refund', '-7.00'],
      ['reversal', '-3.00'],
    ])
  })

  it('announces no charge once the subscription is cancelled', async () => {
    const bought = await shop.buy()
    await platform.api(bought.buyer).billing.cancel({ id: bought.id })
    expect((await receiptOf(bought.buyer, bought.id)).nextCharge).toBeNull()
    expect((await platform.api(bought.buyer).billing.get({ id: bought.id })).nextChargeAt).toBeNull()
  })

  it('announces no charge that lies in the past', async () => {
    const bought = await shop.buy()
    await platform.db
      .update(subscriptions)
      .set({ nextBillingAt: new Date(0) })
      .where(eq(subscriptions.id, bought.id))
    expect((await receiptOf(bought.buyer, bought.id)).nextCharge).toBeNull()
  })

  it('is its payer’s alone, and only a payment has one', async () => {
    const bought = await shop.buy()
    const [payment] = await paymentsOf(bought.id)
    const other = await makeUser(platform)
    const admin = await makeUser(platform, { role: 'admin' })
    for (const person of [other, admin])
      await expect(platform.api(person).billing.receipt({ id: payment?.id ?? '' })).rejects.toMatchObject({
        code: 'NOT_FOUND',
      })
    await expect(platform.api().billing.receipt({ id: payment?.id ?? '' })).rejects.toMatchObject({
      code: 'UNAUTHORIZED',
    })
    await shop.control(`subscriptions/${bought.paypalSubscriptionId}/refund`)
    await shop.deliver()
    const [refund] = await platform.db
      .select()
      .from(paymentLedger)
      .where(and(eq(paymentLedger.subscriptionId, bought.id), eq(paymentLedger.kind, 'refund')))
    await expect(platform.api(bought.buyer).billing.receipt({ id: refund?.id ?? '' })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
  })
})

describe('the CSV of payments', () => {
  it('has all own payments and what went back, and nobody else’s', async () => {
    const buyer = await makeUser(platform)
    const region = await shop.buy({}, buyer)
    // Names like this are refused; whatever gets past that must still be no formula.
    await platform.db
      .update(regions)
      .set({ displayName: '=SUM(A1) Reach' })
      .where(eq(regions.id, (await shop.row(region.id)).regionId ?? ''))
    const citizen = await shop.buy({ plan: 'galactic_citizen' }, buyer)
    const other = await shop.buy()
    await shop.control(`subscriptions/${region.paypalSubscriptionId}/refund`, { amountMinor: 500 })
    await shop.deliver()
    const { csv } = await platform.api(buyer).billing.payments()
    const lines = csv.trim().split('\r\n')
    expect(lines).toHaveLength(4)
    expect(csv).toContain(`,'=SUM(A1) Reach,Regional ownership,25.00,USD`)
    expect(csv).toContain(`,'=SUM(A1) Reach,Regional ownership,-5.00,USD`)
    expect(csv).toContain(`,Galactic citizenship,Galactic citizenship,5.00,USD`)
    const [[paid], [theirs]] = [await paymentsOf(citizen.id), await paymentsOf(other.id)]
    expect(csv).toContain(paid?.paypalId)
    expect(csv).not.toContain(theirs?.paypalId)
    const { csv: none } = await platform.api(await makeUser(platform)).billing.payments()
    expect(none.trim().split('\r\n')).toHaveLength(1)
    await expect(platform.api().billing.payments()).rejects.toMatchObject({ code: 'UNAUTHORIZED' })
  })
})

describe('what PayPal keeps', () => {
  it('is in the ledger as its event tells it, and is learned later where that did not', async () => {
    const bought = await shop.buy()
    const feeOf = async () => (await paymentsOf(bought.id)).map(({ feeMinor }) => feeMinor)
    expect(await feeOf()).toEqual([136])
    await platform.db
      .update(paymentLedger)
      .set({ feeMinor: null })
      .where(eq(paymentLedger.subscriptionId, bought.id))
    platform.clock.advance(3_600_000)
    await reconcileSubscription(system(), { subscriptionId: bought.id })
    expect(await feeOf()).toEqual([136])
  })
})
