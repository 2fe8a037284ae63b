import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { PLANS } from '#server/domain/billing/plans.ts'
import { postToSimulator, startWebhookReceiver } from '#server/testing/webhook-receiver.ts'
import { readWebhookEvent } from '../webhook-event.ts'
import { findDifferences, findDifferencesOfEvent } from './calls.ts'
import { refund, refundRequest, sale } from './payments.ts'
import { planRequest, productRequest, subscription, subscriptionRequest } from './subscriptions.ts'
import { amount, dateTime, money } from './values.ts'

const clock = { time: 0, now: () => new Date(clock.time) }
let world: Awaited<ReturnType<typeof startWebhookReceiver>>
beforeEach(async () => {
  clock.time = Date.parse('2026-01-31T10:00:00Z')
  world = await startWebhookReceiver(clock)
})
afterEach(() => world.close())

const DAY_MS = 86_400_000
const control = (path: string, body?: unknown) => postToSimulator(world.loopback, path, body)

async function pass(days: number) {
  clock.time += days * DAY_MS
  world.loopback.simulator.catchUp()
  await world.loopback.simulator.deliveries.deliverDue({ evenIfNotDue: true })
}

describe('PayPal’s published types', () => {
  it.each([
    ['a number for money', money, { currency_code: 'USD', value: 25 }],
    ['a currency in words', money, { currency_code: 'dollars', value: '25.00' }],
    ['money with a group separator', money, { currency_code: 'USD', value: '2,500.00' }],
    ['money with a plus sign', money, { currency_code: 'USD', value: '+25.00' }],
    ['a sale with the money of subscriptions', amount, { currency_code: 'USD', value: '25.00' }],
    ['a sale of three decimals', amount, { currency: 'USD', total: '25.000' }],
    ['a sale of eight digits', amount, { currency: 'USD', total: '12345678.00' }],
    ['a time without a zone', dateTime, '2026-01-31T10:00:00'],
    ['a time of an impossible hour', dateTime, '2026-01-31T24:00:00Z'],
    ['a product without a type', productRequest, { name: 'Game' }],
    ['a name of 128 characters', productRequest, { name: 'x'.repeat(128), type: 'SERVICE' }],
    [
      'a plan without its preferences',
      planRequest,
      { product_id: 'PROD-1', name: 'Plan', billing_cycles: [] },
    ],
    ['a subscription without a plan', subscriptionRequest, {}],
    ['a misspelt field', subscriptionRequest, { plan_id: 'P-1', customid: 'x' }],
    ['an id with an accent', subscriptionRequest, { plan_id: 'P-1', custom_id: 'é' }],
    ['a refund with a long reason', refundRequest, { reason: 'x'.repeat(31) }],
    ['an unknown status', subscription, { id: 'I-1', plan_id: 'P-1', status: 'PAUSED' }],
  ])('refuse %s', (_what, schema, value) => {
    expect(schema.safeParse(value).success).toBe(false)
  })

  it('accept a sale and a refund as PayPal delivers them', () => {
    const delivered = {
      billing_agreement_id: 'I-DTVVSNCENF7M',
      amount: { total: '21.60', currency: 'EUR', details: { subtotal: '21.60' } },
      payment_mode: 'INSTANT_TRANSFER',
      update_time: '2020-08-06T08:08:36Z',
      create_time: '2020-08-06T08:08:36Z',
      protection_eligibility_type: 'ITEM_NOT_RECEIVED_ELIGIBLE,UNAUTHORIZED_PAYMENT_ELIGIBLE',
      transaction_fee: { currency: 'EUR', value: '0.76' },
      protection_eligibility: 'ELIGIBLE',
      links: [{ method: 'GET', rel: 'self', href: 'https://api.sandbox.paypal.com/v1/payments/sale/1A6' }],
      id: '1A615453BF810315T',
      state: 'completed',
    }
    expect(sale.safeParse(delivered).error).toBeUndefined()
    const { billing_agreement_id: _, ...nobodys } = delivered
    expect(sale.safeParse(nobodys).success).toBe(false)
    const returned = {
      id: '6YX43824R4443062K',
      sale_id: '9T0916710M1105906',
      parent_payment: 'PAY-5437236047802405NKRJ22UA',
      amount: { total: '-0.01', currency: 'USD' },
      state: 'completed',
      create_time: '2014-10-31T15:41:51Z',
      update_time: '2014-10-31T15:41:51Z',
      links: [],
    }
    expect(refund.safeParse(returned).error).toBeUndefined()
  })

  it('find a call that PayPal does not publish, and an answer of another kind', () => {
    const at = (path: string) => new URL(path, 'https://api-m.paypal.com')
    const asked = { method: 'GET', sent: '', status: 200, answered: '{}' }
    expect(findDifferences({ ...asked, url: at('/v1/billing/invoices') })).toHaveLength(1)
    expect(findDifferences({ ...asked, url: at('/v1/billing/subscriptions/I-1?fields=all') })).toEqual(
      expect.arrayContaining([expect.stringContaining('query: fields')]),
    )
    expect(findDifferences({ ...asked, url: at('/v1/billing/subscriptions/I-1'), status: 418 })).toEqual([
      'GET /v1/billing/subscriptions/{id} 418: no published status',
    ])
    expect(findDifferencesOfEvent('{')).toHaveLength(1)
  })
})

describe('the client and the simulator', () => {
  it('say only what PayPal publishes, in a whole life with failures, refunds and a reversal', async () => {
    const { client } = world.loopback
    const id = await world.subscribe()
    await control(`subscriptions/${id}/payments`, { outcome: 'fail-once' })
    await pass(37)
    await control(`subscriptions/${id}/refund`, { amountMinor: 100 })
    await control(`subscriptions/${id}/reverse`)
    await client.suspend(id, 'Pause')
    await client.activate(id, 'Go on')
    await control(`subscriptions/${id}/payments`, { outcome: 'fail' })
    await pass(60)
    await client.captureOutstanding(id, {
      ...{ amount: { minor: 500, currency: 'USD' }, note: 'Outstanding', requestId: 'capture-1' },
    })
    await control(`subscriptions/${id}/payments`, { outcome: 'succeed' })
    await client.captureOutstanding(id, {
      ...{ amount: { minor: 500, currency: 'USD' }, note: 'Outstanding', requestId: 'capture-2' },
    })
    await client.cancel(id, 'Enough')
    await pass(1)
    expect((await client.listTransactions(id, new Date(0), clock.now())).length).toBeGreaterThan(3)
    await client.listWebhookEvents(new Date(0), clock.now())
    // The simulator forgets events as PayPal does, after 30 days.
    expect(
      new Set(world.received.map(({ rawBody }) => typeOf(Buffer.from(rawBody).toString('utf8')))),
    ).toEqual(
      new Set([
        'BILLING.SUBSCRIPTION.ACTIVATED',
        'BILLING.SUBSCRIPTION.CANCELLED',
        'BILLING.SUBSCRIPTION.PAYMENT.FAILED',
        'BILLING.SUBSCRIPTION.SUSPENDED',
        'PAYMENT.SALE.COMPLETED',
        'PAYMENT.SALE.REFUNDED',
        'PAYMENT.SALE.REVERSED',
      ]),
    )
    const genuine = world.received[0]
    if (!genuine) throw new Error('nothing was delivered')
    const { webhookId } = world.loopback
    expect(await client.verifyWebhookSignature({ ...genuine, webhookId })).toBe(true)
    await client.registerWebhook({ url: 'http://127.0.0.1:9/hook', eventTypes: ['PAYMENT.SALE.COMPLETED'] })
    expect(world.loopback.differences).toEqual([])
  })

  it('say only what PayPal publishes of a change of plan, and what its payer agreed to', async () => {
    const { client } = world.loopback
    const id = await world.subscribe()
    const of = PLANS.galactic_citizen
    const make = async (productId: string, minor: number) =>
      client.createPlan({
        ...{ productId, plan: of, price: { minor, currency: 'USD' }, requestId: `${productId} ${minor}` },
      })
    const product = await client.createProduct({
      // The one that the subscription is of.
      ...{ name: of.name, description: of.description, requestId: '1' },
    })
    const other = await client.createProduct({
      ...{ name: 'Another', description: of.description, requestId: 'another' },
    })
    const dearer = await make(product.id, 900)
    const ask = (planId: string) =>
      client.reviseSubscription(id, {
        ...{ planId, brandName: 'SectorWars 2102' },
        ...{ returnUrl: 'http://game.test/back', cancelUrl: 'http://game.test/no' },
      })
    expect((await ask(dearer.id)).approvalUrl).toContain('ba_token')
    expect((await client.getSubscription(id)).planId).not.toBe(dearer.id)
    await expect(ask((await make(other.id, 900)).id)).rejects.toMatchObject({ status: 422 })
    await expect(ask('P-NONE')).rejects.toMatchObject({ status: 404 })
    await control(`subscriptions/${id}/consent`)
    expect((await client.getSubscription(id)).planId).toBe(dearer.id)
    await pass(1)
    expect(world.received.map(({ rawBody }) => typeOf(Buffer.from(rawBody).toString('utf8')))).toContain(
      'BILLING.SUBSCRIPTION.UPDATED',
    )
    await client.cancel(id, 'Enough')
    await expect(ask(dearer.id)).rejects.toMatchObject({ issue: 'SUBSCRIPTION_STATUS_INVALID' })
    expect(world.loopback.differences).toEqual([])
  })

  it('agree on every refusal', async () => {
    const { client } = world.loopback
    const id = await world.subscribe()
    const refused = async (call: Promise<unknown>) =>
      expect(await call.catch(() => 'refused')).toBe('refused')
    await refused(client.getSubscription('I-NONE'))
    await refused(
      client.captureOutstanding(id, {
        ...{ amount: { minor: 500, currency: 'USD' }, note: 'Nothing is owed', requestId: 'capture' },
      }),
    )
    await client.cancel(id, 'Enough')
    await refused(client.activate(id, 'Again'))
    await fetch(`${world.loopback.url}/v1/billing/subscriptions/${id}`)
    await fetch(`${world.loopback.url}/v1/oauth2/token`, { method: 'POST' })
    expect(world.loopback.differences).toEqual([])
  })

  it('tell the last failure only when it is asked for, as PayPal does', async () => {
    const id = await world.subscribe()
    await control(`subscriptions/${id}/payments`, { outcome: 'fail' })
    await pass(31)
    expect((await world.loopback.client.getSubscription(id)).lastFailureCode).toBe('PAYMENT_DENIED')
    const plain = await call('GET', `/v1/billing/subscriptions/${id}`)
    expect(JSON.stringify(await plain.json())).not.toContain('last_failed_payment')
  })

  it('write each plan, and a new price of it, so that PayPal takes it', async () => {
    const { client } = world.loopback
    for (const plan of Object.values(PLANS)) {
      const product = await client.createProduct({
        ...{ name: plan.name, description: plan.description, requestId: `product ${plan.key}` },
      })
      const { id } = await client.createPlan({
        ...{ productId: product.id, plan, price: plan.firstPrice, requestId: `plan ${plan.key}` },
      })
      const dearer = { ...plan.firstPrice, minor: plan.firstPrice.minor + 100 }
      await client.updatePlanPrice(id, dearer)
      expect(await client.getPlanPrice(id)).toEqual(dearer)
    }
    expect(world.loopback.differences).toEqual([])
  })
})

describe('the simulator', () => {
  it.each([
    ['a product without a type', '/v1/catalogs/products', { name: 'Game' }],
    ['a plan for nothing', '/v1/billing/plans', { product_id: 'PROD-1', name: 'Plan' }],
    ['a field that PayPal does not know', '/v1/billing/subscriptions', { plan_id: 'P-1', customid: '1' }],
    ['a suspension without a reason', '/v1/billing/subscriptions/I-1/suspend', { reason: '' }],
    ['a capture of a number', '/v1/billing/subscriptions/I-1/capture', { amount: { value: 5 } }],
    ['a webhook without an address', '/v1/notifications/webhooks', { event_types: [{ name: 'X' }] }],
  ])('refuses %s', async (_what, path, body) => {
    const answer = await call('POST', path, body)
    expect(answer.status).toBe(400)
    const text = await answer.text()
    expect(text).toContain('"name":"INVALID_REQUEST"')
    expect(text).toContain('"location":"body"')
  })

  it('refuses a list without its times', async () => {
    expect((await call('GET', '/v1/notifications/webhooks-events?start_time=yesterday')).status).toBe(400)
  })
})

function typeOf(body: string): string {
  const event = readWebhookEvent(body)
  return event.ok ? event.value.type : event.reason
}

/** A call with a token that the client's code does not make. */
async function call(method: string, path: string, body?: unknown): Promise<Response> {
  const granted: unknown = await (
    await fetch(`${world.loopback.url}/v1/oauth2/token`, {
      ...{ method: 'POST', body: 'grant_type=client_credentials' },
      headers: { authorization: `Basic ${Buffer.from('client:secret').toString('base64')}` },
    })
  ).json()
  const token =
    typeof granted === 'object' && granted !== null && 'access_token' in granted ? granted.access_token : ''
  return fetch(`${world.loopback.url}${path}`, {
    method,
    headers: { authorization: `Bearer ${String(token)}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
}
