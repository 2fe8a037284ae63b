import { asc, eq } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { billingEvents, paymentLedger, paypalInbox } from '#db/schema/platform/billing.ts'
import { notifications } from '#db/schema/platform/identity.ts'
import { auditLog } from '#db/schema/platform/operations.ts'
import { regionNameHolds, regions } from '#db/schema/platform/regions.ts'
import { makeUser } from '#server/testing/make-user.ts'
import { useTestShop } from '#server/testing/test-shop.ts'
import { processInboxEvent } from './process-inbox-event.ts'
import { reconcileBilling } from './reconcile-billing.ts'
import { sweepBilling } from './sweep-billing.ts'

const shop = useTestShop()
const { platform } = shop
const system = () => platform.ctx({ kind: 'system', job: 'test' })
const HOUR_MS = 3_600_000

const regionNamed = async (name: string) => {
  const [row] = await platform.db.select().from(regions).where(eq(regions.name, name))
  return row ?? null
}
const eventsOf = async (id: string) =>
  (
    await platform.db
      .select({ kind: billingEvents.kind })
      .from(billingEvents)
      .where(eq(billingEvents.subscriptionId, id))
      .orderBy(asc(billingEvents.at))
  ).map((row) => row.kind)

describe('buying a region', () => {
  it('goes from checkout through payment to an open region', async () => {
    const buyer = await makeUser(platform)
    const started = await shop.checkout(
      { regionName: 'first-light', displayName: 'First Light', governanceType: 'council', motto: 'See' },
      buyer,
    )
    expect(started.approvalUrl).toContain(shop.paypal().url)
    const api = platform.api(buyer)
    expect(await api.billing.get({ id: started.id })).toMatchObject({ stage: 'approval', region: null })

    await shop.control(`subscriptions/${started.paypalSubscriptionId}/approve`)
    expect(await regionNamed('first-light')).toBeNull()
    await shop.deliver()

    expect(await regionNamed('first-light')).toMatchObject({
      status: 'active',
      displayName: 'First Light',
      governanceType: 'council',
      ownerId: buyer.userId,
      motto: 'See',
    })
    const view = await api.billing.get({ id: started.id })
    expect(view).toMatchObject({
      status: 'active',
      stage: 'ready',
      build: { status: 'succeeded', progress: 100 },
    })
    expect(view.paidThrough).not.toBeNull()
    const ledger = await platform.db
      .select()
      .from(paymentLedger)
      .where(eq(paymentLedger.subscriptionId, started.id))
    expect(ledger).toMatchObject([{ kind: 'payment', amountMinor: 2500, currency: 'USD' }])
    expect(await eventsOf(started.id)).toEqual(expect.arrayContaining(['payment', 'granted']))
    expect(
      await platform.db.select().from(regionNameHolds).where(eq(regionNameHolds.name, 'first-light')),
    ).toEqual([])
    const told = await platform.db
      .select({ kind: notifications.kind })
      .from(notifications)
      .where(eq(notifications.userId, buyer.userId))
    expect(told.map((row) => row.kind).sort()).toEqual(['billing.payment-received', 'region.activated'])
    const audits = await platform.db
      .select({ action: auditLog.action })
      .from(auditLog)
      .where(eq(auditLog.subjectId, started.id))
    expect(audits.map((row) => row.action)).toEqual(
      expect.arrayContaining(['billing.checkout-opened', 'billing.payment-recorded', 'billing.settled']),
    )
    const listed = await api.billing.list({ page: 1, pageSize: 25 })
    const [entry] = (await api.billing.timeline({ page: 1, pageSize: 25 })).items
    expect(entry).toHaveProperty('kind')
    expect(entry?.subscriptionName).toBe(listed.items[0]?.displayName)
    expect(listed).toMatchObject({ total: 1, items: [{ id: started.id }] })
  })

  it('grants nothing for an approval whose payment failed', async () => {
    const started = await shop.checkout({ regionName: 'unpaid' })
    await shop.control(`subscriptions/${started.paypalSubscriptionId}/payments`, { outcome: 'fail' })
    await shop.control(`subscriptions/${started.paypalSubscriptionId}/approve`)
    await shop.deliver()
    expect(await regionNamed('unpaid')).toBeNull()
    expect((await shop.row(started.id)).status).toBe('pending')
    expect(await platform.api(started.buyer).billing.get({ id: started.id })).toMatchObject({
      stage: 'confirming',
    })
  })

  it('ends in the same state whether events come twice, late or in reverse', async () => {
    await shop.control('deliveries/hold', { held: true })
    const started = await shop.checkout({ regionName: 'reversed' })
    await shop.control(`subscriptions/${started.paypalSubscriptionId}/approve`)
    const { events } = (await (await fetch(`${shop.paypal().url}/simulator/api/state`)).json()) as {
      events: { id: string; body: string }[]
    }
    for (const event of events.filter((row) => row.body.includes(started.paypalSubscriptionId))) {
      await shop.control(`events/${event.id}/resend`, { times: 2 })
    }
    await shop.control('deliveries/release', { order: 'reversed' })
    await shop.deliver()
    expect(await regionNamed('reversed')).toMatchObject({ status: 'active' })
    const ledger = await platform.db
      .select()
      .from(paymentLedger)
      .where(eq(paymentLedger.subscriptionId, started.id))
    expect(ledger).toHaveLength(1)
    expect((await eventsOf(started.id)).filter((kind) => kind === 'granted')).toHaveLength(1)
  })

  it('is finished by the sweep when every job was lost', async () => {
    const started = await shop.checkout({ regionName: 'swept' })
    await shop.control(`subscriptions/${started.paypalSubscriptionId}/approve`)
    await shop.paypal().simulator.deliveries.deliverDue({ evenIfNotDue: true })
    await platform.db.execute('delete from job_outbox')
    platform.clock.advance(60_000)
    expect(await sweepBilling(system())).toBeGreaterThan(0)
    await platform.runOutbox()
    expect(await regionNamed('swept')).toMatchObject({ status: 'active' })
  })

  it('is finished by reconciliation when no webhook ever arrived', async () => {
    await shop.control('deliveries/hold', { held: true })
    const started = await shop.checkout({ regionName: 'undelivered' })
    await shop.control(`subscriptions/${started.paypalSubscriptionId}/approve`)
    platform.clock.advance(60_000)
    expect((await reconcileBilling(system(), { scope: 'urgent' })).missedEvents).toBeGreaterThan(0)
    await platform.runOutbox()
    expect(await regionNamed('undelivered')).toMatchObject({ status: 'active' })
    const sources = await platform.db
      .select({ source: paypalInbox.source })
      .from(paypalInbox)
      .where(eq(paypalInbox.paypalSubscriptionId, started.paypalSubscriptionId))
    expect(new Set(sources.map((row) => row.source))).toEqual(new Set(['reconciliation']))
    await shop.control('deliveries/release', { order: 'sent' })
    await shop.deliver()
    expect((await shop.row(started.id)).status).toBe('active')
  })
})

describe('the name of a region', () => {
  it('goes to one of two concurrent buyers', async () => {
    const buyers = await Promise.all([makeUser(platform), makeUser(platform), makeUser(platform)])
    const outcomes = await Promise.allSettled(
      buyers.map((buyer) => shop.checkout({ regionName: 'wanted' }, buyer)),
    )
    expect(outcomes.filter((outcome) => outcome.status === 'fulfilled')).toHaveLength(1)
    for (const outcome of outcomes) {
      if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject({ code: 'CONFLICT' })
    }
    const stranger = await makeUser(platform)
    expect(await platform.api(stranger).billing.checkName({ name: 'wanted' })).toMatchObject({
      available: false,
    })
  })

  it('is held for an hour and free again afterwards', async () => {
    const first = await shop.checkout({ regionName: 'lapsing' })
    const second = await makeUser(platform)
    platform.clock.advance(HOUR_MS - 60_000)
    await expect(shop.checkout({ regionName: 'lapsing' }, second)).rejects.toMatchObject({ code: 'CONFLICT' })
    platform.clock.advance(120_000)
    await shop.checkout({ regionName: 'lapsing' }, second)
    expect((await shop.row(first.id)).status).toBe('abandoned')
  })

  it('stays with a buyer who approved in the last minute, even before the event arrives', async () => {
    await shop.control('deliveries/hold', { held: true })
    const first = await shop.checkout({ regionName: 'last-minute' })
    await shop.control(`subscriptions/${first.paypalSubscriptionId}/approve`)
    platform.clock.advance(HOUR_MS + 60_000)
    await expect(shop.checkout({ regionName: 'last-minute' })).rejects.toMatchObject({ code: 'CONFLICT' })
    await shop.control('deliveries/release', { order: 'sent' })
    await shop.deliver()
    expect(await regionNamed('last-minute')).toMatchObject({ ownerId: first.buyer.userId, status: 'active' })
  })

  it('is not taken from another buyer by a late payment, which is flagged and cancelled', async () => {
    const admin = await makeUser(platform, { role: 'admin' })
    const late = await shop.checkout({ regionName: 'contested' })
    platform.clock.advance(HOUR_MS + 60_000)
    const winner = await shop.buy({ regionName: 'contested' })
    await shop.control(`subscriptions/${late.paypalSubscriptionId}/approve`)
    await shop.deliver()
    await shop.deliver()
    expect(await regionNamed('contested')).toMatchObject({ ownerId: winner.buyer.userId })
    const row = await shop.row(late.id)
    expect(row).toMatchObject({ status: 'abandoned', flagged: true, regionId: null })
    expect((await shop.paypal().client.getSubscription(late.paypalSubscriptionId)).status).toBe('CANCELLED')
    const drift = await platform.api(admin).billing.drift({ page: 1, pageSize: 25 })
    expect(drift.items.map((item) => item.subscriptionId)).toContain(late.id)
  })

  it('is refused when taken or reserved', async () => {
    await shop.buy({ regionName: 'standing' })
    await expect(shop.checkout({ regionName: 'standing' })).rejects.toMatchObject({ code: 'CONFLICT' })
    await expect(shop.checkout({ regionName: 'admin' })).rejects.toMatchObject({ code: 'BAD_REQUEST' })
    await expect(shop.checkout({ regionName: undefined })).rejects.toMatchObject({ code: 'BAD_REQUEST' })
    const api = platform.api()
    expect(await api.billing.checkName({ name: 'standing' })).toMatchObject({ available: false })
    expect(await api.billing.checkName({ name: 'No!' })).toMatchObject({ available: false })
    expect(await api.billing.checkName({ name: 'quite-new' })).toMatchObject({ available: true })
  })
})

describe('a checkout', () => {
  it('started twice is one checkout with the latest draft', async () => {
    const buyer = await makeUser(platform)
    const [first, second] = await Promise.all([
      shop.checkout({ regionName: 'twice', motto: 'one' }, buyer),
      shop.checkout({ regionName: 'twice', motto: 'one' }, buyer),
    ])
    expect(second.id).toBe(first.id)
    expect(second.paypalSubscriptionId).toBe(first.paypalSubscriptionId)
    await shop.checkout({ regionName: 'twice', motto: 'two' }, buyer)
    expect((await shop.row(first.id)).draft?.motto).toBe('two')
    expect(await platform.api(buyer).billing.checkName({ name: 'twice' })).toMatchObject({ available: true })
  })

  it('is limited per buyer, and cancelling one makes room and frees its name', async () => {
    const buyer = await makeUser(platform)
    const open = []
    for (const name of ['many-1', 'many-2', 'many-3'])
      open.push(await shop.checkout({ regionName: name }, buyer))
    await expect(shop.checkout({ regionName: 'many-4' }, buyer)).rejects.toMatchObject({ code: 'CONFLICT' })
    await platform.api(buyer).billing.cancel({ id: open[0]?.id ?? '' })
    await shop.checkout({ regionName: 'many-4' }, buyer)
    await shop.checkout({ regionName: 'many-1' })
  })

  it('is rate limited per user, since each one calls PayPal', async () => {
    const buyer = await makeUser(platform)
    for (let times = 0; times < 20; times++) await shop.checkout({ regionName: 'eager' }, buyer)
    await expect(shop.checkout({ regionName: 'eager' }, buyer)).rejects.toMatchObject({
      code: 'TOO_MANY_REQUESTS',
    })
  })

  it('needs a login, and is not found by other users', async () => {
    await expect(
      platform.api().billing.startCheckout({ plan: 'regional_owner', regionName: 'nobody' }),
    ).rejects.toMatchObject({ code: 'UNAUTHORIZED' })
    const started = await shop.checkout()
    const stranger = platform.api(await makeUser(platform))
    for (const call of [stranger.billing.get, stranger.billing.cancel, stranger.billing.payAgain]) {
      await expect(call({ id: started.id })).rejects.toMatchObject({ code: 'NOT_FOUND' })
    }
    expect(await stranger.billing.list({ page: 1, pageSize: 25 })).toMatchObject({ total: 0 })
    for (const call of [stranger.billing.drift, stranger.billing.inboxFailures]) {
      await expect(call({ page: 1, pageSize: 25 })).rejects.toMatchObject({ code: 'FORBIDDEN' })
    }
    await expect(stranger.billing.retryEvent({ eventId: 'WH-1' })).rejects.toMatchObject({
      code: 'FORBIDDEN',
    })
  })
})

describe('PayPal’s buttons', () => {
  it('load from the configured PayPal for everybody and receive no secret', async () => {
    const { client } = shop.paypal()
    expect(await platform.api().billing.buttons()).toEqual({
      clientId: client.clientId,
      sdkBaseUrl: client.sdkBaseUrl,
    })
  })
})

describe('galactic citizenship', () => {
  it('is bought the same way, once', async () => {
    const started = await shop.buy({ plan: 'galactic_citizen' })
    const api = platform.api(started.buyer)
    expect(await api.billing.get({ id: started.id })).toMatchObject({
      status: 'active',
      stage: 'ready',
      region: null,
      price: { value: '5.00', currency: 'USD' },
    })
    await expect(shop.checkout({ plan: 'galactic_citizen' }, started.buyer)).rejects.toMatchObject({
      code: 'CONFLICT',
    })
    expect(await processInboxEvent(system(), { eventId: 'WH-unknown' })).toBe('done-before')
  })
})
