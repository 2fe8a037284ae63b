import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { postToSimulator, startWebhookReceiver, type Received } from '#server/testing/webhook-receiver.ts'
import { CertificateUnreachable, createCertificateFetcher } from './certificate-fetcher.ts'
import { readDeliveryHeaders } from './delivery-headers.ts'
import { createPayPalClient } from './paypal-client.ts'
import { type PayPal } from './paypal-port.ts'
import { closeServer, listen, portOf, type LoopbackSimulator } from './simulator/loopback-simulator.ts'
import { readWebhookEvent } from './webhook-event.ts'
import { isAllowedCertificateUrl, verifyDelivery, type VerificationConfig } from './webhook-verification.ts'

const clock = { time: Date.parse('2026-01-31T10:00:00Z'), now: () => new Date(clock.time) }
let receiver: Awaited<ReturnType<typeof startWebhookReceiver>>
let loopback: LoopbackSimulator

beforeEach(async () => {
  receiver = await startWebhookReceiver(clock)
  loopback = receiver.loopback
})
afterEach(() => receiver.close())

const control = (path: string, body: unknown = {}) => postToSimulator(loopback, path, body)
const receiveOne = () => receiver.receiveOne()

/** The same event again with one fault. */
async function receiveVariant(variant: string): Promise<Received> {
  const { rawBody } = await receiveOne()
  const id = (JSON.parse(Buffer.from(rawBody).toString()) as { id: string }).id
  receiver.received.length = 0
  await control(`events/${id}/resend`, { variant })
  await loopback.simulator.deliveries.deliverDue()
  const delivery = receiver.received[0]
  if (!delivery) throw new Error('nothing was delivered')
  return delivery
}

const config = (over: Partial<VerificationConfig> = {}): VerificationConfig => ({
  webhookId: loopback.webhookId,
  environment: 'simulator',
  simulatorHost: loopback.host,
  certificateFetcher: createCertificateFetcher({ clock }),
  askPayPal: (question) => loopback.client.verifyWebhookSignature(question),
  clock,
  ...over,
})
const typeOf = ({ rawBody }: Received) => {
  const event = readWebhookEvent(Buffer.from(rawBody).toString())
  return event.ok ? event.value.type : event.reason
}

describe('a delivery', () => {
  it('is verified if PayPal signed it for our webhook', async () => {
    const delivery = await receiveOne()
    expect(await verifyDelivery(delivery, config())).toEqual({ outcome: 'verified' })
    expect(await loopback.client.verifyWebhookSignature({ ...delivery, webhookId: loopback.webhookId })).toBe(
      true,
    )
  })

  it('is verified again when redelivered, at any age', async () => {
    const delivery = await receiveOne()
    clock.time += 3 * 86_400_000
    expect(await verifyDelivery(delivery, config())).toEqual({ outcome: 'verified' })
  })

  it.each([
    ['tampered', 'wrong-signature'],
    ['other-webhook', 'wrong-signature'],
    ['foreign-certificate', 'foreign-certificate'],
  ])('that is %s is rejected', async (variant, reason) => {
    const delivery = await receiveVariant(variant)
    expect(await verifyDelivery(delivery, config())).toEqual({ outcome: 'rejected', reason })
    expect(await loopback.client.verifyWebhookSignature({ ...delivery, webhookId: loopback.webhookId })).toBe(
      false,
    )
  })

  it('is rejected if its body was re-serialised', async () => {
    const { headers, rawBody } = await receiveOne()
    const rewritten = Buffer.from(JSON.stringify(JSON.parse(Buffer.from(rawBody).toString()), null, 1))
    expect(await verifyDelivery({ headers, rawBody: rewritten }, config())).toMatchObject({
      outcome: 'rejected',
    })
  })

  it.each([
    ['transmissionId', 'other', 'wrong-signature'],
    ['transmissionTime', '2026-01-01T00:00:00Z', 'wrong-signature'],
    ['transmissionSig', 'not base64!', 'malformed-signature'],
    ['transmissionSig', 'AAAA', 'wrong-signature'],
    ['authAlgo', 'none', 'unknown-algorithm'],
  ])('with another %s (%s) is rejected', async (header, value, reason) => {
    const { headers, rawBody } = await receiveOne()
    const forged = { rawBody, headers: { ...headers, [header]: value } }
    expect(await verifyDelivery(forged, config())).toEqual({ outcome: 'rejected', reason })
  })

  it('is rejected in live and sandbox if the simulator sent it', async () => {
    const delivery = await receiveOne()
    const foreign = { outcome: 'rejected', reason: 'foreign-certificate' }
    expect(await verifyDelivery(delivery, config({ environment: 'live' }))).toEqual(foreign)
    expect(await verifyDelivery(delivery, config({ environment: 'sandbox' }))).toEqual(foreign)
  })

  it('is rejected in live if signed for the dashboard’s WEBHOOK_ID', async () => {
    const delivery = await receiveOne()
    const live = config({ environment: 'live', webhookId: 'WEBHOOK_ID' })
    expect(await verifyDelivery(delivery, live)).toEqual({
      outcome: 'rejected',
      reason: 'simulator-id-in-live',
    })
  })

  it('is rejected if its certificate has expired', async () => {
    const delivery = await receiveOne()
    const later = { now: () => new Date('2051-01-01T00:00:00Z') }
    expect(await verifyDelivery(delivery, config({ clock: later }))).toEqual({
      outcome: 'rejected',
      reason: 'certificate-out-of-date',
    })
  })

  it('is neither verified nor rejected if its certificate is unreachable', async () => {
    const delivery = await receiveOne()
    const { client } = loopback
    await loopback.close()
    const impatient = createPayPalClient({
      ...{ baseUrl: loopback.url, clientId: client.clientId, clientSecret: 'secret' },
      ...{ clock, backOffMs: [] },
    })
    const askPayPal = (question: Parameters<PayPal['verifyWebhookSignature']>[0]) =>
      impatient.verifyWebhookSignature(question)
    expect(await verifyDelivery(delivery, config({ askPayPal }))).toMatchObject({ outcome: 'unavailable' })
  })

  it('needs its five headers', () => {
    expect(readDeliveryHeaders((name) => (/sig$/i.test(name) ? null : 'x'))).toBeNull()
    expect(readDeliveryHeaders(() => 'x'.repeat(5000))).toBeNull()
  })
})

describe('the certificate address', () => {
  const path = '/v1/notifications/certs/CERT-360caa42-fca2a594'
  it.each([
    ['live', `https://api.paypal.com${path}`, true],
    ['live', `https://api-m.paypal.com${path}`, true],
    ['live', `https://api.sandbox.paypal.com${path}`, false],
    ['sandbox', `https://api-m.sandbox.paypal.com${path}`, true],
    ['sandbox', `https://api.paypal.com${path}`, false],
    ['live', `http://api.paypal.com${path}`, false],
    ['live', `https://api.paypal.com:8443${path}`, false],
    ['live', `https://api.paypal.com.evil.example${path}`, false],
    ['live', `https://evil.example/https://api.paypal.com${path}`, false],
    ['live', `https://api.paypal.com@evil.example${path}`, false],
    ['live', `https://user:pass@api.paypal.com${path}`, false],
    ['live', 'https://api.paypal.com/v1/notifications/certs/../../oauth2/token', false],
    ['live', 'https://api.paypal.com/v1/notifications/certs/', false],
    ['live', `https://api.paypal.com${path}?redirect=1`, false],
    ['live', `http://127.0.0.1:3100${path}`, false],
    ['simulator', `http://127.0.0.1:3100${path}`, true],
    ['simulator', `http://127.0.0.1:3101${path}`, false],
    ['simulator', `https://api.paypal.com${path}`, false],
    ['simulator', `ftp://127.0.0.1:3100${path}`, false],
    ['live', 'no address', false],
  ] as const)('in %s: %s is %s', (environment, url, isAllowed) => {
    expect(isAllowedCertificateUrl(url, { environment, simulatorHost: '127.0.0.1:3100' })).toBe(isAllowed)
  })

  it('is fetched once, without redirects, up to a size limit', async () => {
    let requests = 0
    const answering = (answer: () => Response) => {
      requests = 0
      return createCertificateFetcher({ clock, fetch: () => (requests++, Promise.resolve(answer())) })
    }
    const pem = await (await fetch(`${loopback.url}/v1/notifications/certs/CERT-SIMULATOR-1`)).text()
    const good = answering(() => new Response(pem))
    await Promise.all([good('u'), good('u')])
    await good('u')
    expect(requests).toBe(1)
    clock.time += 25 * 3_600_000
    await good('u')
    expect(requests).toBe(2)

    const bad = [
      () => new Response('x'.repeat(70_000)),
      () => new Response('<html>'),
      () => new Response('', { status: 500 }),
    ]
    for (const answer of bad) {
      const fetcher = answering(answer)
      await expect(fetcher('u')).rejects.toThrow()
      expect(requests).toBe(1)
    }
    const redirecting = await listen((request) =>
      new URL(request.url).pathname === '/there'
        ? new Response(pem)
        : Response.redirect(new URL('/there', request.url)),
    )
    const fetcher = createCertificateFetcher({ clock })
    await expect(fetcher(`http://127.0.0.1:${portOf(redirecting)}/here`)).rejects.toThrow('answered 302')
    await expect(fetcher(`http://127.0.0.1:${portOf(redirecting)}/there`)).resolves.toBeDefined()
    await closeServer(redirecting)
  })
})

it.each([
  ['nobody answers', () => Promise.reject(new TypeError('fetch failed')), true],
  ['the host cannot', () => Promise.resolve(new Response('', { status: 503 })), true],
  ['there is none', () => Promise.resolve(new Response('', { status: 404 })), false],
  ['what is there is none', () => Promise.resolve(new Response('<html>')), false],
  ['it is elsewhere', () => Promise.resolve(Response.redirect('https://example.org/')), false],
])('when %s, the certificate is unreachable or missing', async (_, fetch, isUnreachable) => {
  const error: unknown = await createCertificateFetcher({ clock, fetch })('u').catch((e: unknown) => e)
  expect(error).toBeInstanceOf(Error)
  expect(error instanceof CertificateUnreachable).toBe(isUnreachable)
})

describe('deliveries', () => {
  it('are repeated with the same event id until answered with 2xx', async () => {
    receiver.answers.push(503, 200, 500)
    await receiver.subscribe()
    const { received } = receiver
    const { deliveries } = loopback.simulator
    await deliveries.deliverDue()
    await deliveries.deliverDue()
    expect(received).toHaveLength(2)
    clock.time += 1_000
    await deliveries.deliverDue()
    clock.time += 2_000
    await deliveries.deliverDue()
    clock.time += 60_000
    await deliveries.deliverDue()
    expect(received).toHaveLength(4)
    const [first] = received
    expect(received.filter((one) => first && Buffer.compare(one.rawBody, first.rawBody) === 0)).toHaveLength(
      3,
    )
    for (const delivery of received)
      expect(await verifyDelivery(delivery, config())).toEqual({ outcome: 'verified' })
  })

  it('can be held, released in any order and sent repeatedly', async () => {
    await control('deliveries/hold', { held: true })
    await receiver.subscribe()
    const { received } = receiver
    await loopback.simulator.deliveries.deliverDue()
    expect(received).toHaveLength(0)
    await control('deliveries/release', { order: 'reversed' })
    expect(received.map(typeOf)).toEqual(['PAYMENT.SALE.COMPLETED', 'BILLING.SUBSCRIPTION.ACTIVATED'])
  })
})

describe('an event', () => {
  const sale = (resource: object, type = 'PAYMENT.SALE.COMPLETED') =>
    readWebhookEvent(
      JSON.stringify({ id: 'WH-1', event_type: type, create_time: '2026-01-01T00:00:00Z', resource }),
    )
  it('of another type names no subscription', () => {
    expect(sale({}, 'CUSTOMER.ACCOUNT-LIMITATION.ADDED')).toMatchObject({
      ok: true,
      value: { subscriptionId: null, ledgerEntry: null },
    })
  })
  it('is refused if malformed', () => {
    expect(readWebhookEvent('{')).toMatchObject({ reason: 'not-an-event' })
    expect(readWebhookEvent('{"id":"WH-1"}')).toMatchObject({ reason: 'not-an-event' })
    expect(sale({}, 'BILLING.SUBSCRIPTION.ACTIVATED')).toMatchObject({ reason: 'not-an-event' })
    expect(sale({ id: 'S-1' })).toMatchObject({ reason: 'not-an-event' })
  })
  it('is refused with an inexact amount or an unknown currency', () => {
    expect(sale({ id: 'S', amount: { total: '1e3', currency: 'USD' } })).toMatchObject({
      reason: 'not-an-amount',
    })
    expect(sale({ id: 'S', amount: { total: '1.00', currency: 'EUR' } })).toMatchObject({
      reason: 'unknown-currency',
    })
  })
  it('of a reversal without a sale refers to the sale of its own id', () => {
    expect(
      sale({ id: 'S-9', amount: { total: '-5.00', currency: 'USD' } }, 'PAYMENT.SALE.REVERSED'),
    ).toMatchObject({
      value: { ledgerEntry: { kind: 'reversal', saleId: 'S-9', amountMinor: 500 } },
    })
  })
})
