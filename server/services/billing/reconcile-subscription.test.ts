import { and, eq } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { billingEvents, paymentLedger, paypalInbox, paypalPlans } from '#db/schema/platform/billing.ts'
import { PayPalError } from '#server/paypal/paypal-port.ts'
import { makeUser } from '#server/testing/make-user.ts'
import { useTestShop } from '#server/testing/test-shop.ts'
import { writtenActions } from '#server/testing/written-actions.ts'
import { type Ctx } from '../context.ts'
import { cancelSubscription } from './cancel-subscription.ts'
import { payAgain } from './pay-again.ts'
import { processInboxEvent } from './process-inbox-event.ts'
import { reconcileBilling } from './reconcile-billing.ts'
import { reconcileSubscription } from './reconcile-subscription.ts'
import { settleSubscription } from './settle-subscription.ts'
import { startCheckout } from './start-checkout.ts'
import { storeEvent } from './store-event.ts'
import { billingSteps, page, withoutPayPal } from '#server/testing/billing-steps.ts'

const shop = useTestShop()
const { platform } = shop
const { system } = billingSteps(shop)

describe('reconciliation', () => {
  it('records a payment that only PayPal knows, and lists it as drift', async () => {
    const admin = await makeUser(platform, { role: 'admin' })
    const bought = await shop.buy()
    await platform.db.delete(billingEvents).where(eq(billingEvents.subscriptionId, bought.id))
    await platform.db.delete(paymentLedger).where(eq(paymentLedger.subscriptionId, bought.id))
    platform.clock.advance(3_600_000)
    expect((await reconcileSubscription(system(), { subscriptionId: bought.id })).drifts).toMatchObject([
      { kind: 'missing-payment', amountMinor: 2500 },
    ])
    expect((await reconcileSubscription(system(), { subscriptionId: bought.id })).drifts).toEqual([])
    expect((await shop.row(bought.id)).reconciledAt).not.toBeNull()
    expect(await writtenActions(platform, null)).toContain('billing.drift-found')
    const drift = await platform.api(admin).billing.drift(page)
    expect(drift.items.find((item) => item.subscriptionId === bought.id)?.what).toContain('25.00 USD')
  })

  it('lists a refund without an event, once', async () => {
    const bought = await shop.buy()
    await shop.control('deliveries/hold', { held: true })
    await shop.control(`subscriptions/${bought.paypalSubscriptionId}/refund`)
    platform.clock.advance(3_600_000)
    const first = await reconcileSubscription(system(), { subscriptionId: bought.id })
    expect(first.drifts).toMatchObject([{ kind: 'missing-refund' }])
    expect((await reconcileSubscription(system(), { subscriptionId: bought.id })).drifts).toEqual([])
    const admin = platform.api(await makeUser(platform, { role: 'admin' }))
    const listed = (await admin.billing.drift(page)).items.filter((item) => item.subscriptionId === bought.id)
    expect(listed.map((item) => item.what)).toEqual([expect.stringContaining('without a matching event')])
    await shop.control('deliveries/release', { order: 'sent' })
    await shop.deliver()
    expect((await reconcileSubscription(system(), { subscriptionId: bought.id })).drifts).toEqual([])
  })

  it('runs every night for all live subscriptions', async () => {
    const bought = await shop.buy()
    const { subscriptions } = await reconcileBilling(system(), { scope: 'all' })
    expect(subscriptions).toBeGreaterThan(0)
    expect(await platform.runOutbox()).toContain('reconcile-subscription')
    expect((await shop.row(bought.id)).reconciledAt).not.toBeNull()
  })
})

describe('a missed event that cannot be stored', () => {
  it('keeps neither the others nor the subscriptions from being reconciled', async () => {
    const bought = await shop.buy()
    const bodyOf = (id: string) =>
      JSON.stringify({ id, event_type: 'TEST', create_time: '2102-01-01T00:00:00Z', resource: {} })
    // PostgreSQL has no text with a zero in it.
    const events = ['WH-\u0000', 'WH-AFTER-IT'].map((id) => ({ id, body: bodyOf(id) }))
    const ctx = system()
    const paypal = { ...ctx.paypal, listWebhookEvents: () => Promise.resolve(events) }
    const { missedEvents } = await reconcileBilling({ ...ctx, paypal }, { scope: 'all' })
    expect(missedEvents).toBe(1)
    expect(await platform.db.$count(paypalInbox, eq(paypalInbox.eventId, 'WH-AFTER-IT'))).toBe(1)
    await platform.runOutbox()
    expect((await shop.row(bought.id)).reconciledAt).not.toBeNull()
  })
})

describe('an unreachable PayPal', () => {
  it('refuses a checkout with a message, and the next attempt continues it', async () => {
    const buyer = await makeUser(platform)
    const input = { plan: 'regional_owner' as const, regionName: 'offline' }
    const ctx = withoutPayPal(platform.ctx(buyer), 'createSubscription')
    await expect(startCheckout(ctx, input)).rejects.toMatchObject({ code: 'UNAVAILABLE' })
    const started = await platform.api(buyer).billing.startCheckout(input)
    expect(await platform.api(buyer).billing.list(page)).toMatchObject({
      total: 1,
      items: [{ id: started.id }],
    })
  })

  it('leaves a renewal open for the next attempt', async () => {
    const bought = await shop.buy()
    await platform.api(bought.buyer).billing.cancel({ id: bought.id })
    const ctx = withoutPayPal(platform.ctx(bought.buyer), 'createSubscription')
    await expect(payAgain(ctx, { id: bought.id })).rejects.toMatchObject({ code: 'UNAVAILABLE' })
    await settleSubscription(system(), { subscriptionId: bought.id })
    expect((await platform.api(bought.buyer).billing.payAgain({ id: bought.id })).outcome).toBe('approve')
  })

  it('does not hide other errors', async () => {
    const bought = await shop.buy()
    const ctx = platform.ctx(bought.buyer)
    const broken: Ctx = {
      ...ctx,
      paypal: { ...ctx.paypal, getSubscription: () => Promise.reject(new TypeError('bug')) },
    }
    await expect(payAgain(broken, { id: bought.id })).rejects.toThrow('bug')
    await expect(cancelSubscription(broken, { id: bought.id })).rejects.toThrow('bug')
  })

  it('leaves an event in the inbox with its failure, for an administrator to see and retry', async () => {
    const admin = await makeUser(platform, { role: 'admin' })
    await shop.control('deliveries/hold', { held: false })
    const started = await shop.checkout()
    await shop.control(`subscriptions/${started.paypalSubscriptionId}/approve`)
    await shop.paypal().simulator.deliveries.deliverDue({ evenIfNotDue: true })
    await platform.db.execute('delete from job_outbox')
    const [event] = await platform.db
      .select()
      .from(paypalInbox)
      .where(
        and(
          eq(paypalInbox.paypalSubscriptionId, started.paypalSubscriptionId),
          eq(paypalInbox.eventType, 'PAYMENT.SALE.COMPLETED'),
        ),
      )
    const eventId = event?.eventId ?? ''
    await expect(
      processInboxEvent(withoutPayPal(system(), 'getSubscription'), { eventId }),
    ).rejects.toBeInstanceOf(PayPalError)
    const broken: Ctx = {
      ...system(),
      paypal: { ...system().paypal, getSubscription: () => Promise.reject(new Error('x')) },
    }
    await expect(processInboxEvent(broken, { eventId })).rejects.toThrow('x')
    const api = platform.api(admin)
    const failures = await api.billing.inboxFailures(page)
    expect(failures.items.find((item) => item.eventId === eventId)).toMatchObject({
      attempts: 2,
      isOpen: true,
    })
    await api.billing.retryEvent({ eventId })
    await platform.runOutbox()
    expect((await shop.row(started.id)).status).toBe('active')
    await expect(api.billing.retryEvent({ eventId })).rejects.toMatchObject({ code: 'CONFLICT' })
    await expect(api.billing.retryEvent({ eventId: 'WH-none' })).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })
})

describe('foreign events', () => {
  const put = (event: Record<string, unknown>) =>
    storeEvent(system(), {
      rawBody: Buffer.from(JSON.stringify({ create_time: '2102-01-01T00:00:00Z', resource: {}, ...event })),
      headers: {},
      source: 'webhook',
    })

  it('are ignored if another application’s, of an unknown kind or unreadable', async () => {
    const foreign = await shop.paypal().client.createSubscription({
      planId: (await platform.db.select().from(paypalPlans))[0]?.paypalPlanId ?? '',
      customId: 'somebody-else',
      brandName: 'Other',
      returnUrl: 'http://localhost/',
      cancelUrl: 'http://localhost/',
      requestId: 'other-1',
    })
    await put({ id: 'WH-F', event_type: 'BILLING.SUBSCRIPTION.ACTIVATED', resource: { id: foreign.id } })
    await put({ id: 'WH-K', event_type: 'CHECKOUT.ORDER.APPROVED', resource: { id: 'x' } })
    await put({
      id: 'WH-U',
      event_type: 'PAYMENT.SALE.COMPLETED',
      resource: { id: 's', amount: { total: '1', currency: 'XXX' } },
    })
    expect(await put({ id: 'WH-K', event_type: 'CHECKOUT.ORDER.APPROVED' })).toBe('known')
    expect(await put({ event_type: 'nothing' })).toBe('not-an-event')
    expect(await processInboxEvent(system(), { eventId: 'WH-F' })).toBe('not-ours')
    expect(await processInboxEvent(system(), { eventId: 'WH-K' })).toBe('not-ours')
    expect(await processInboxEvent(system(), { eventId: 'WH-U' })).toBe('unreadable')
    expect(await processInboxEvent(system(), { eventId: 'WH-U' })).toBe('done-before')
    const admin = await makeUser(platform, { role: 'admin' })
    const { items } = await platform.api(admin).billing.inboxFailures(page)
    expect(items.find((item) => item.eventId === 'WH-U')).toMatchObject({ isOpen: false })
    await platform.api(admin).billing.retryEvent({ eventId: 'WH-U' })
    expect(await writtenActions(platform, admin)).toEqual(['billing.event-retried'])
  })

  it('are ignored if they name no row of ours', async () => {
    const unknown = await shop.paypal().client.createSubscription({
      planId: (await platform.db.select().from(paypalPlans))[0]?.paypalPlanId ?? '',
      customId: '00000000-0000-4000-8000-000000000000',
      brandName: 'SectorWars 2102',
      returnUrl: 'http://localhost/',
      cancelUrl: 'http://localhost/',
      requestId: 'no-row',
    })
    await put({ id: 'WH-N', event_type: 'BILLING.SUBSCRIPTION.ACTIVATED', resource: { id: unknown.id } })
    expect(await processInboxEvent(system(), { eventId: 'WH-N' })).toBe('not-ours')
  })
})
