import { X509Certificate } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { PLANS } from '#server/domain/billing/plans.ts'
import { PayPalError } from '../paypal-port.ts'
import { readWebhookEvent, WEBHOOK_EVENT_TYPES } from '../webhook-event.ts'
import { startLoopbackSimulator, type LoopbackSimulator } from './loopback-simulator.ts'
import { type SigningIdentity } from './self-signed-certificate.ts'
import { createSimulatorIdentity } from './simulator-state.ts'
import { like } from '#server/testing/like.ts'

const DAY_MS = 86_400_000
const clock = { time: 0, now: () => new Date(clock.time) }
let loopback: LoopbackSimulator
let dataDir: string

const start = (newIdentity?: () => SigningIdentity) =>
  startLoopbackSimulator({ webhookUrl: 'http://127.0.0.1:9/none', clock, dataDir, newIdentity })
beforeEach(async () => {
  clock.time = Date.parse('2026-01-31T10:00:00Z')
  dataDir = await mkdtemp(join(tmpdir(), 'paypal-simulator-'))
  loopback = await start()
})
afterEach(async () => {
  expect(loopback.differences).toEqual([])
  await loopback.close()
  await rm(dataDir, { recursive: true })
})

const control = (path: string, body: unknown = {}, headers: Record<string, string> = {}) =>
  fetch(`${loopback.url}/simulator/api/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  })

async function checkOut(requestId = 'request-1') {
  const { client } = loopback
  const product = await client.createProduct({
    name: 'SectorWars',
    description: 'A game',
    requestId: 'product',
  })
  const plan = await client.createPlan({
    productId: product.id,
    plan: PLANS.regional_owner,
    price: PLANS.regional_owner.firstPrice,
    requestId: 'plan',
  })
  const created = await client.createSubscription({
    planId: plan.id,
    customId: 'row-1',
    brandName: 'SectorWars 2102',
    returnUrl: 'http://game.test/return?plan=region',
    cancelUrl: 'http://game.test/cancel',
    requestId,
  })
  return { planId: plan.id, ...created }
}

async function subscribe() {
  const created = await checkOut()
  expect((await control(`subscriptions/${created.id}/approve`)).status).toBe(200)
  return created
}

async function move(days: number) {
  clock.time += days * DAY_MS
  loopback.simulator.catchUp()
}

/** All events so far, oldest first. */
async function announced() {
  const events = await loopback.client.listWebhookEvents(new Date(0), new Date(clock.time + DAY_MS))
  const parsed = events.map(({ body }) => {
    const event = readWebhookEvent(body)
    if (!event.ok) throw new Error(event.message)
    return event.value
  })
  return parsed.reverse()
}

const issueOf = (promise: Promise<unknown>) =>
  promise.then(
    () => 'nothing was refused',
    (error: unknown) =>
      error instanceof PayPalError ? `${error.status} ${error.issue ?? error.name}` : error,
  )

describe('a checkout', () => {
  it('waits for approval and returns the same subscription for a repeated request id', async () => {
    const first = await checkOut()
    expect(first.status).toBe('APPROVAL_PENDING')
    expect((await checkOut()).id).toBe(first.id)
    expect((await checkOut('request-2')).id).not.toBe(first.id)
    expect(await loopback.client.getSubscription(first.id)).toMatchObject({
      status: 'APPROVAL_PENDING',
      customId: 'row-1',
      planId: first.planId,
    })
  })

  it('is approved on its page, which redirects back with the ids and bills the first month', async () => {
    const { id, approvalUrl } = await checkOut()
    const page = await (await fetch(approvalUrl)).text()
    expect(page).toContain('Agree &amp; subscribe')
    const token = new URL(approvalUrl).searchParams.get('ba_token') ?? ''
    const form = new URLSearchParams({ ba_token: token, decision: 'approve' })
    const answer = await fetch(new URL(approvalUrl).origin + new URL(approvalUrl).pathname, {
      method: 'POST',
      body: form,
      redirect: 'manual',
    })
    expect(answer.status).toBe(303)
    expect(answer.headers.get('location')).toBe(
      `http://game.test/return?plan=region&subscription_id=${id}&ba_token=${token}&token=${token}`,
    )
    expect(await loopback.client.getSubscription(id)).toMatchObject({
      status: 'ACTIVE',
      nextBillingAt: new Date('2026-03-03T10:00:00Z'),
      lastPaymentAt: new Date(clock.time),
    })
    const events = await announced()
    expect(events.map((event) => event.type)).toEqual([
      'BILLING.SUBSCRIPTION.ACTIVATED',
      'PAYMENT.SALE.COMPLETED',
    ])
    expect(events[1]).toMatchObject({
      subscriptionId: id,
      ledgerEntry: { kind: 'payment', amountMinor: 2500 },
    })
  })

  it('redirects to the cancel address when declined, and stays open', async () => {
    const { id, approvalUrl } = await checkOut()
    const token = new URL(approvalUrl).searchParams.get('ba_token') ?? ''
    const answer = await fetch(`${loopback.url}/webapps/billing/subscriptions`, {
      method: 'POST',
      body: new URLSearchParams({ ba_token: token, decision: 'cancel' }),
      redirect: 'manual',
    })
    expect(answer.headers.get('location')).toContain('http://game.test/cancel?')
    expect((await loopback.client.getSubscription(id)).status).toBe('APPROVAL_PENDING')
    const checkout = await fetch(`${loopback.url}/sdk/js/checkouts/${id}`)
    expect(await checkout.json()).toMatchObject({ state: 'waiting', timesDeclined: 1 })
  })
})

describe('billing', () => {
  it('renews by PayPal’s calendar, in which a day that a month lacks overflows and stays', async () => {
    const { id } = await subscribe()
    await move(65)
    const sales = (await announced()).filter((event) => event.type === 'PAYMENT.SALE.COMPLETED')
    expect(sales.map((sale) => sale.createdAt.toISOString().slice(0, 10))).toEqual([
      '2026-01-31',
      '2026-03-03',
      '2026-04-03',
    ])
    const rows = await loopback.client.listTransactions(id, new Date(0), new Date(clock.time))
    expect(rows.map((row) => [row.status, row.gross.minor])).toEqual(Array(3).fill(['COMPLETED', 2500]))
  })

  it('retries a failed payment twice, five days apart, then counts it and suspends', async () => {
    const { id } = await subscribe()
    await control(`subscriptions/${id}/payments`, { outcome: 'fail' })
    await move(31)
    expect(await loopback.client.getSubscription(id)).toMatchObject({
      status: 'ACTIVE',
      outstandingMinor: 2500,
      failedPaymentsCount: 0,
      nextRetryAt: new Date('2026-03-08T10:00:00Z'),
    })
    await move(10)
    expect(await loopback.client.getSubscription(id)).toMatchObject({
      status: 'SUSPENDED',
      failedPaymentsCount: 1,
      nextRetryAt: null,
      statusUpdatedAt: new Date('2026-03-13T10:00:00Z'),
    })
    expect((await announced()).slice(2).map((event) => event.type)).toEqual([
      'BILLING.SUBSCRIPTION.PAYMENT.FAILED',
      'BILLING.SUBSCRIPTION.PAYMENT.FAILED',
      'BILLING.SUBSCRIPTION.PAYMENT.FAILED',
      'BILLING.SUBSCRIPTION.SUSPENDED',
    ])
  })

  it('resumes after the failure threshold only once the balance is captured', async () => {
    const { id } = await subscribe()
    const { client } = loopback
    await control(`subscriptions/${id}/payments`, { outcome: 'fail' })
    await move(43)
    const capture = (requestId: string) =>
      client.captureOutstanding(id, { amount: PLANS.regional_owner.firstPrice, note: 'Balance', requestId })
    expect(await issueOf(client.activate(id, 'Paid'))).toBe('422 SUBSCRIPTION_CANNOT_BE_ACTIVATED')
    expect(await capture('capture-1')).toBe('declined')
    await control(`subscriptions/${id}/payments`, { outcome: 'succeed' })
    expect(await capture('capture-2')).toBe('accepted')
    expect(await capture('capture-2')).toBe('accepted')
    expect(await issueOf(capture('capture-3'))).toBe('422 ZERO_OUTSTANDING_BALANCE')
    await client.activate(id, 'Paid')
    await client.activate(id, 'Paid')
    expect(await client.getSubscription(id)).toMatchObject({
      status: 'ACTIVE',
      failedPaymentsCount: 0,
      nextRetryAt: null,
    })
  })

  it('clears a single failure with the next retry', async () => {
    const { id } = await subscribe()
    await control(`subscriptions/${id}/payments`, { outcome: 'fail-once' })
    await move(37)
    expect(await loopback.client.getSubscription(id)).toMatchObject({
      outstandingMinor: 0,
      nextRetryAt: null,
    })
  })

  it('returns money as a refund or a reversal that names its sale', async () => {
    const { id } = await subscribe()
    await control(`subscriptions/${id}/refund`, { amountMinor: 500 })
    await control(`subscriptions/${id}/reverse`)
    const [, sale, refund, reversal] = await announced()
    const saleId = sale?.ledgerEntry?.id
    expect(refund?.ledgerEntry).toMatchObject({ kind: 'refund', saleId, amountMinor: 500 })
    expect(reversal?.ledgerEntry).toMatchObject({ kind: 'reversal', saleId, amountMinor: 2000 })
    expect((await control(`subscriptions/${id}/refund`)).status).toBe(422)
    expect(await loopback.client.listTransactions(id, new Date(0), clock.now())).toMatchObject([
      { status: 'REFUNDED' },
    ])
  })

  it('bills a new price of the plan ten days after it was changed, and new buyers at once', async () => {
    const { id, planId } = await subscribe()
    const { client } = loopback
    await move(25)
    const price = { minor: 3000, currency: 'USD' as const }
    await client.updatePlanPrice(planId, price)
    await client.updatePlanPrice(planId, price)
    expect(await client.getPlanPrice(planId)).toEqual(price)
    const other = await client.createSubscription({
      ...{ planId, customId: 'row-2', brandName: 'SectorWars 2102', requestId: 'after' },
      ...{ returnUrl: 'http://game.test/return', cancelUrl: 'http://game.test/cancel' },
    })
    await control(`subscriptions/${other.id}/approve`)
    await move(45)
    const paid = async (of: string) =>
      (await client.listTransactions(of, new Date(0), new Date(clock.time))).map((row) => row.gross.minor)
    expect(await paid(id)).toEqual([2500, 2500, 3000])
    expect(await paid(other.id)).toEqual([3000, 3000])
  })

  it('cancels at once and for good', async () => {
    const { id } = await subscribe()
    await loopback.client.cancel(id, 'Enough')
    await loopback.client.cancel(id, 'Enough')
    expect(await loopback.client.getSubscription(id)).toMatchObject({
      status: 'CANCELLED',
      nextBillingAt: null,
    })
    expect(await issueOf(loopback.client.activate(id, 'Again'))).toBe('422 SUBSCRIPTION_STATUS_INVALID')
  })

  it('suspends and resumes on request', async () => {
    const { id } = await subscribe()
    await loopback.client.suspend(id, 'Pause')
    await loopback.client.suspend(id, 'Pause')
    await move(70)
    await loopback.client.activate(id, 'Go on')
    expect((await loopback.client.getSubscription(id)).nextBillingAt).toEqual(
      new Date('2026-05-03T10:00:00Z'),
    )
  })

  it('bills the next cycle on request, but never an unapproved subscription', async () => {
    const { id } = await subscribe()
    expect((await control(`subscriptions/${id}/bill`)).status).toBe(200)
    expect(await announced()).toHaveLength(3)
    expect((await control(`subscriptions/${(await checkOut('other')).id}/bill`)).status).toBe(422)
  })

  it('advances its clock and bills everything due in between', async () => {
    await subscribe()
    await control('clock', { advanceMs: 31 * DAY_MS })
    expect(loopback.simulator.now()).toEqual(new Date('2026-03-03T10:00:00Z'))
    const rows: unknown = await (await fetch(`${loopback.url}/simulator/api/state`)).json()
    expect(rows).toMatchObject({ subscriptions: [{ cyclesBilled: 2 }] })
  })
})

describe('the service', () => {
  it('keeps its state and key over a restart', async () => {
    const { id } = await subscribe()
    const certificate = async () =>
      (await fetch(`${loopback.url}/v1/notifications/certs/CERT-SIMULATOR-1`)).text()
    const before = [await loopback.client.getSubscription(id), await announced(), await certificate()]
    await loopback.close()
    loopback = await start(createSimulatorIdentity)
    expect([await loopback.client.getSubscription(id), await announced(), await certificate()]).toEqual(
      before,
    )
  })

  it('signs with its own certificate, which Node accepts', async () => {
    const pem = await (await fetch(`${loopback.url}/v1/notifications/certs/CERT-SIMULATOR-1`)).text()
    const certificate = new X509Certificate(pem)
    expect(certificate.verify(certificate.publicKey)).toBe(true)
    expect(certificate.subject).toBe('CN=messageverificationcerts.paypal-simulator')
    expect(Date.parse(certificate.validTo)).toBeGreaterThan(Date.parse('2049-01-01'))
    expect((await fetch(`${loopback.url}/v1/notifications/certs/other`)).status).toBe(404)
  })

  it('refuses unknown clients and returns errors in PayPal’s format', async () => {
    const anonymous = await fetch(`${loopback.url}/v1/billing/subscriptions/I-1`)
    expect(anonymous.status).toBe(401)
    expect(await anonymous.json()).toMatchObject({
      name: 'AUTHENTICATION_FAILURE',
      debug_id: like.any(String),
    })
    expect((await fetch(`${loopback.url}/v1/oauth2/token`, { method: 'POST' })).status).toBe(401)
    expect(await issueOf(loopback.client.getSubscription('I-NONE'))).toBe('404 INVALID_RESOURCE_ID')
  })

  it('refuses what PayPal would refuse', async () => {
    const { planId } = await checkOut()
    const create = (over: object) =>
      issueOf(
        loopback.client.createSubscription({
          planId,
          customId: 'row',
          brandName: 'SectorWars',
          returnUrl: 'http://game.test/return',
          cancelUrl: 'http://game.test/cancel',
          requestId: JSON.stringify(over),
          ...over,
        }),
      )
    expect(await create({ planId: 'P-NONE' })).toBe('404 INVALID_RESOURCE_ID')
    expect(await create({ customId: 'é' })).toBe('400 INVALID_PARAMETER_SYNTAX')
    expect(await create({ returnUrl: 'javascript:alert(1)' })).toBe('400 INVALID_PARAMETER_SYNTAX')
  })

  it('registers a webhook', async () => {
    const { id } = await loopback.client.registerWebhook({
      url: 'http://127.0.0.1:9/registered',
      eventTypes: WEBHOOK_EVENT_TYPES,
    })
    expect(id).toBe(loopback.webhookId)
  })

  it('lists missed events over several pages', async () => {
    const { id } = await subscribe()
    for (let i = 0; i < 105; i++) await control(`subscriptions/${id}/bill`)
    expect(await announced()).toHaveLength(107)
  })

  it('serves a valid SDK script to its own client only', async () => {
    const script = await fetch(
      `${loopback.client.sdkBaseUrl}?client-id=client&vault=true&intent=subscription`,
    )
    expect(script.headers.get('content-type')).toContain('application/javascript')
    const text = await script.text()
    expect(() => new Function(text)).not.toThrow()
    expect((await fetch(`${loopback.client.sdkBaseUrl}?client-id=other`)).status).toBe(400)
  })

  it('shows a control page that works only from its own origin', async () => {
    const { id } = await subscribe()
    const page = await (await fetch(`${loopback.url}/simulator`)).text()
    expect(page).toContain(id)
    const own = await fetch(`${loopback.url}/simulator/api/deliveries/hold`, {
      method: 'POST',
      headers: { origin: loopback.url },
      body: new URLSearchParams({ held: 'true' }),
      redirect: 'manual',
    })
    expect(own.status).toBe(303)
    expect(
      (await control('deliveries/hold', { held: false }, { origin: 'https://evil.example' })).status,
    ).toBe(403)
    expect((await control('clock', { advanceMs: -1 })).status).toBe(400)
    expect((await control('events/none/resend')).status).toBe(404)
  })
})
