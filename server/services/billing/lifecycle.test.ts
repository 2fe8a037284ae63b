import { and, eq } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { billingEvents, paymentLedger, paypalInbox, paypalPlans } from '#db/schema/platform/billing.ts'
import { notifications } from '#db/schema/platform/identity.ts'
import { auditLog } from '#db/schema/platform/operations.ts'
import { regions } from '#db/schema/platform/regions.ts'
import { handleReconcileUrgent } from '#jobs/billing/reconcile-urgent.handler.ts'
import { type PayPal, PayPalError } from '#server/paypal/paypal-port.ts'
import { makeUser } from '#server/testing/make-user.ts'
import { useTestShop } from '#server/testing/test-shop.ts'
import { writtenActions } from '#server/testing/written-actions.ts'
import { type Ctx } from '../context.ts'
import { type UserActor } from '../require-actor.ts'
import { syncToPayPal } from './sync-to-paypal.ts'
import { cancelSubscription } from './cancel-subscription.ts'
import { ensurePlans } from './ensure-plans.ts'
import { payAgain } from './pay-again.ts'
import { processInboxEvent } from './process-inbox-event.ts'
import { reconcileBilling } from './reconcile-billing.ts'
import { reconcileSubscription } from './reconcile-subscription.ts'
import { settleSubscription } from './settle-subscription.ts'
import { startCheckout } from './start-checkout.ts'
import { storeEvent } from './store-event.ts'
import { sweepBilling } from './sweep-billing.ts'

const shop = useTestShop()
const { platform } = shop
const system = () => platform.ctx({ kind: 'system', job: 'test' })
const page = { page: 1, pageSize: 25 }

const regionOf = async (subscriptionId: string) => {
  const [row] = await platform.db
    .select()
    .from(regions)
    .where(eq(regions.id, (await shop.row(subscriptionId)).regionId ?? ''))
  if (!row) throw new Error('no region')
  return row
}
const noticesOf = async (user: UserActor) =>
  (await platform.db.select().from(notifications).where(eq(notifications.userId, user.userId))).map(
    (row) => row.kind,
  )
/** PayPal as it is on a bad day: the calls named do not answer. */
const withoutPayPal = (ctx: Ctx, ...calls: (keyof PayPal)[]): Ctx => {
  const down = () => Promise.reject(new PayPalError('NO_ANSWER', 'PayPal did not answer.', { status: 0 }))
  return { ...ctx, paypal: { ...ctx.paypal, ...Object.fromEntries(calls.map((call) => [call, down])) } }
}

describe('a payment that fails', () => {
  it('gives 14 days of grace, then read-only, and paying again restores', async () => {
    const bought = await shop.buy()
    await shop.control(`subscriptions/${bought.paypalSubscriptionId}/payments`, { outcome: 'fail' })
    await shop.passDays(32)
    expect(await shop.row(bought.id)).toMatchObject({ status: 'grace' })
    expect((await regionOf(bought.id)).status).toBe('grace')
    const view = await platform.api(bought.buyer).billing.get({ id: bought.id })
    const graceDays = (Date.parse(view.graceUntil ?? '') - Date.parse(view.paidThrough ?? '')) / 86_400_000
    expect(graceDays).toBe(14)

    const vote = await platform.api(bought.buyer).policies.propose({
      region: (await regionOf(bought.id)).name,
      policyType: 'defense',
      title: 'Patrols',
      proposedChanges: { defenseLevel: 3 },
      votingDurationDays: 30,
    })

    for (let day = 0; day < 14; day++) await shop.passDays(1)
    expect(await shop.row(bought.id)).toMatchObject({ status: 'suspended', paypalStatus: 'SUSPENDED' })
    expect((await regionOf(bought.id)).status).toBe('suspended')

    await shop.control(`subscriptions/${bought.paypalSubscriptionId}/payments`, { outcome: 'succeed' })
    expect(await platform.api(bought.buyer).billing.payAgain({ id: bought.id })).toMatchObject({
      outcome: 'captured',
    })
    await shop.deliver()
    await shop.deliver()
    expect(await shop.row(bought.id)).toMatchObject({ status: 'active', paypalStatus: 'ACTIVE' })
    expect((await regionOf(bought.id)).status).toBe('active')
    // While the region was closed nobody could vote: that time is made up for.
    const { votingClosesAt } = await platform.api(bought.buyer).policies.get({ policyId: vote.id })
    expect(Date.parse(votingClosesAt)).toBeGreaterThan(Date.parse(vote.votingClosesAt))
    expect(await noticesOf(bought.buyer)).toEqual(
      expect.arrayContaining(['billing.payment-failed', 'billing.suspended', 'billing.restored']),
    )
    expect(await writtenActions(platform, bought.buyer)).toContain('billing.capture-requested')
  })

  it('can be paid another way when the old one declines: a new agreement for the same region', async () => {
    const bought = await shop.buy()
    await shop.control(`subscriptions/${bought.paypalSubscriptionId}/payments`, { outcome: 'fail' })
    await shop.passDays(33)
    const api = platform.api(bought.buyer)
    expect(await api.billing.payAgain({ id: bought.id })).toEqual({ outcome: 'declined', approvalUrl: null })
    const asked = await api.billing.payAgain({ id: bought.id, newAgreement: true })
    const again = await api.billing.payAgain({ id: bought.id, newAgreement: true })
    expect(asked.outcome).toBe('approve')
    expect(again).toEqual(asked)
    const opened = (await writtenActions(platform, bought.buyer)).filter(
      (a) => a === 'billing.renewal-opened',
    )
    expect(opened).toHaveLength(1)
    expect((await shop.row(bought.id)).paypalSubscriptionId).toBe(bought.paypalSubscriptionId)

    const { subscriptions } = (await (await fetch(`${shop.paypal().url}/simulator/api/state`)).json()) as {
      subscriptions: { id: string; customId: string; status: string }[]
    }
    const renewal = subscriptions.find(
      (row) => row.customId === bought.id && row.status === 'APPROVAL_PENDING',
    )
    await shop.control(`subscriptions/${renewal?.id}/approve`)
    await shop.deliver()
    await shop.deliver()
    expect(await shop.row(bought.id)).toMatchObject({ status: 'active', paypalSubscriptionId: renewal?.id })
    expect((await regionOf(bought.id)).status).toBe('active')
    expect((await shop.paypal().client.getSubscription(bought.paypalSubscriptionId)).status).toBe('CANCELLED')
  })
})

describe('a payment that never comes', () => {
  it('moves through every stage with a notification each, and keeps the data', async () => {
    const bought = await shop.buy()
    await shop.control(`subscriptions/${bought.paypalSubscriptionId}/payments`, { outcome: 'fail' })
    await shop.passDays(32)
    await shop.passDays(31)
    expect((await regionOf(bought.id)).status).toBe('evacuating')
    await shop.passDays(30)
    expect((await shop.row(bought.id)).status).toBe('archived')
    expect((await regionOf(bought.id)).status).toBe('evacuating')
    expect(await noticesOf(bought.buyer)).toEqual(
      expect.arrayContaining(['billing.evacuation-started', 'billing.archived']),
    )
  })

  it('notifies a buyer whose checkout expired, not one who cancelled it', async () => {
    const [given, left] = [await shop.checkout(), await shop.checkout()]
    await platform.api(given.buyer).billing.cancel({ id: given.id })
    await shop.passDays(1)
    expect(await noticesOf(given.buyer)).toEqual([])
    expect(await noticesOf(left.buyer)).toEqual(['billing.checkout-abandoned'])
    await expect(platform.api(left.buyer).billing.payAgain({ id: left.id })).rejects.toMatchObject({
      code: 'CONFLICT',
    })
  })
})

describe('cancelling', () => {
  it('keeps what is paid for until its end, then the region is read-only', async () => {
    const bought = await shop.buy()
    const view = await platform.api(bought.buyer).billing.cancel({ id: bought.id })
    expect(view).toMatchObject({ status: 'cancelled', paypalStatus: 'CANCELLED', stage: 'ready' })
    expect((await regionOf(bought.id)).status).toBe('active')
    await shop.passDays(20)
    expect((await regionOf(bought.id)).status).toBe('active')
    await shop.passDays(12)
    expect((await regionOf(bought.id)).status).toBe('suspended')
    const ledger = await platform.db
      .select()
      .from(paymentLedger)
      .where(eq(paymentLedger.subscriptionId, bought.id))
    expect(ledger).toHaveLength(1)
    const audits = await platform.db
      .select()
      .from(auditLog)
      .where(and(eq(auditLog.subjectId, bought.id), eq(auditLog.action, 'billing.cancel-requested')))
    expect(audits).toMatchObject([{ actorId: bought.buyer.userId }])
    await expect(platform.api(bought.buyer).billing.cancel({ id: bought.id })).rejects.toMatchObject({
      code: 'CONFLICT',
    })
  })

  it('may be taken back by renewing before the end', async () => {
    const bought = await shop.buy()
    const api = platform.api(bought.buyer)
    await expect(api.billing.payAgain({ id: bought.id })).rejects.toMatchObject({ code: 'CONFLICT' })
    await api.billing.cancel({ id: bought.id })
    expect((await api.billing.payAgain({ id: bought.id })).outcome).toBe('approve')
    const { subscriptions } = (await (await fetch(`${shop.paypal().url}/simulator/api/state`)).json()) as {
      subscriptions: { id: string; customId: string; status: string }[]
    }
    const renewal = subscriptions.find(
      (row) => row.customId === bought.id && row.status === 'APPROVAL_PENDING',
    )
    await shop.control(`subscriptions/${renewal?.id}/approve`)
    await shop.deliver()
    await shop.deliver()
    const row = await shop.row(bought.id)
    expect(row).toMatchObject({ status: 'active', cancelRequestedAt: null })
    expect(
      await shop.platform.db.select().from(regions).where(eq(regions.ownerId, bought.buyer.userId)),
    ).toHaveLength(1)
  })

  it('is stored while PayPal does not answer and carried out by the sweep', async () => {
    const bought = await shop.buy()
    const ctx = withoutPayPal(platform.ctx(bought.buyer), 'cancel')
    expect((await cancelSubscription(ctx, { id: bought.id })).cancelRequestedAt).not.toBeNull()
    expect((await shop.paypal().client.getSubscription(bought.paypalSubscriptionId)).status).toBe('ACTIVE')
    await platform.db.execute('delete from job_outbox')
    expect(await sweepBilling(system())).toBeGreaterThan(0)
    await platform.runOutbox()
    expect((await shop.row(bought.id)).status).toBe('cancelled')
  })

  it('of a citizenship ends it at once after what was paid', async () => {
    const bought = await shop.buy({ plan: 'galactic_citizen' })
    await platform.api(bought.buyer).billing.cancel({ id: bought.id })
    await shop.passDays(32)
    expect(await platform.api(bought.buyer).billing.get({ id: bought.id })).toMatchObject({
      status: 'terminated',
      stage: 'closed',
    })
    await expect(platform.api(bought.buyer).billing.payAgain({ id: bought.id })).rejects.toMatchObject({
      code: 'CONFLICT',
    })
  })
})

describe('money that goes back', () => {
  it('shortens what is paid for, is flagged and told to owner and administrators', async () => {
    const admin = await makeUser(platform, { role: 'admin' })
    const bought = await shop.buy()
    await shop.control(`subscriptions/${bought.paypalSubscriptionId}/refund`, { amountMinor: 1250 })
    await shop.deliver()
    const row = await shop.row(bought.id)
    expect(row).toMatchObject({ status: 'active', flagged: true })
    const days = ((row.paidThrough?.getTime() ?? 0) - row.createdAt.getTime()) / 86_400_000
    expect(days).toBeGreaterThan(13)
    expect(days).toBeLessThan(17)
    expect(await noticesOf(bought.buyer)).toContain('billing.money-returned')
    expect(await noticesOf(admin)).toContain('billing.flag')
    await shop.control(`subscriptions/${bought.paypalSubscriptionId}/reverse`)
    await shop.deliver()
    expect((await regionOf(bought.id)).status).toBe('suspended')
    const timeline = await platform.api(bought.buyer).billing.timeline(page)
    expect(timeline.items.map((entry) => entry.kind)).toEqual(
      expect.arrayContaining(['payment', 'refund', 'reversal', 'suspend', 'flag']),
    )
    const drift = await platform.api(admin).billing.drift(page)
    expect(drift.items.map((item) => item.what)).toEqual(
      expect.arrayContaining(['Money was refunded', 'A payment was reversed by the buyer’s bank']),
    )
  })

  it('waits in the inbox for a sale that has not been heard of', async () => {
    await shop.control('deliveries/hold', { held: true })
    const started = await shop.checkout()
    await shop.control(`subscriptions/${started.paypalSubscriptionId}/approve`)
    await shop.control(`subscriptions/${started.paypalSubscriptionId}/refund`)
    await shop.control('deliveries/release', { order: 'reversed' })
    platform.clock.advance(60_000)
    await shop.deliver()
    await sweepBilling(system())
    await platform.runOutbox()
    const ledger = await platform.db
      .select()
      .from(paymentLedger)
      .where(eq(paymentLedger.subscriptionId, started.id))
    expect(ledger.map((entry) => entry.kind).sort()).toEqual(['payment', 'refund'])
  })
})

describe('reconciliation', () => {
  it('writes a payment that only PayPal knows, and lists it as drift', async () => {
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

  it('lists money that went back without an event, once', async () => {
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

  it('runs for everything that is alive at night', async () => {
    const bought = await shop.buy()
    const { subscriptions } = await reconcileBilling(system(), { scope: 'all' })
    expect(subscriptions).toBeGreaterThan(0)
    expect(await platform.runOutbox()).toContain('reconcile-subscription')
    expect((await shop.row(bought.id)).reconciledAt).not.toBeNull()
  })
})

describe('PayPal out of reach', () => {
  it('refuses a checkout with words, and the next try continues it', async () => {
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

  it('keeps a renewal open for the next try', async () => {
    const bought = await shop.buy()
    await platform.api(bought.buyer).billing.cancel({ id: bought.id })
    const ctx = withoutPayPal(platform.ctx(bought.buyer), 'createSubscription')
    await expect(payAgain(ctx, { id: bought.id })).rejects.toMatchObject({ code: 'UNAVAILABLE' })
    await settleSubscription(system(), { subscriptionId: bought.id })
    expect((await platform.api(bought.buyer).billing.payAgain({ id: bought.id })).outcome).toBe('approve')
  })

  it('does not turn other faults into excuses', async () => {
    const bought = await shop.buy()
    const ctx = platform.ctx(bought.buyer)
    const broken: Ctx = {
      ...ctx,
      paypal: { ...ctx.paypal, getSubscription: () => Promise.reject(new TypeError('bug')) },
    }
    await expect(payAgain(broken, { id: bought.id })).rejects.toThrow('bug')
    await expect(cancelSubscription(broken, { id: bought.id })).rejects.toThrow('bug')
  })

  it('keeps an event in the inbox with its failure, which an administrator can see and retry', async () => {
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

describe('events that are not for us', () => {
  const put = (event: Record<string, unknown>) =>
    storeEvent(system(), {
      rawBody: Buffer.from(JSON.stringify({ create_time: '2102-01-01T00:00:00Z', resource: {}, ...event })),
      headers: {},
      source: 'webhook',
    })

  it('are put aside: another application’s, unknown kinds, and what cannot be read', async () => {
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

  it('are put aside when they name no row of ours', async () => {
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

describe('a sale', () => {
  it('that two events tell of is counted once', async () => {
    const bought = await shop.buy()
    const [event] = await platform.db
      .select()
      .from(paypalInbox)
      .where(
        and(
          eq(paypalInbox.paypalSubscriptionId, bought.paypalSubscriptionId),
          eq(paypalInbox.eventType, 'PAYMENT.SALE.COMPLETED'),
        ),
      )
    const body = (event?.rawBody.toString('utf8') ?? '').replace(
      event?.eventId ?? '',
      `${event?.eventId}-AGAIN`,
    )
    expect(await storeEvent(system(), { rawBody: Buffer.from(body), headers: {}, source: 'webhook' })).toBe(
      'stored',
    )
    await platform.runOutbox()
    const ledger = await platform.db
      .select()
      .from(paymentLedger)
      .where(eq(paymentLedger.subscriptionId, bought.id))
    expect(ledger).toHaveLength(1)
  })
})

describe('the set-up', () => {
  it('creates plans once', async () => {
    expect(await ensurePlans(system())).toEqual([])
    expect(await platform.db.select().from(paypalPlans)).toHaveLength(2)
  })

  it('is repeated by the reconciliation job when PayPal was down at the start', async () => {
    await platform.db.delete(paypalPlans)
    const away = withoutPayPal(system(), 'createProduct')
    await expect(handleReconcileUrgent(away)).rejects.toThrow(PayPalError)
    await handleReconcileUrgent(system())
    expect(await platform.db.select().from(paypalPlans)).toHaveLength(2)
    expect((await writtenActions(platform, null)).slice(-2)).toEqual([
      'billing.plan-made',
      'billing.plan-made',
    ])
  })

  it('is needed before anything is sold', async () => {
    const ctx = { ...platform.ctx(await makeUser(platform)) }
    const other: Ctx = { ...ctx, config: { ...ctx.config, paypalEnvironment: 'sandbox' } }
    await expect(startCheckout(other, { plan: 'galactic_citizen' })).rejects.toMatchObject({
      code: 'UNAVAILABLE',
    })
  })

  it('ignores rows that no longer exist', async () => {
    const nobody = { subscriptionId: '00000000-0000-4000-8000-000000000000' }
    expect(await settleSubscription(system(), nobody)).toEqual({ changed: false })
    await syncToPayPal(system(), nobody)
  })
})
