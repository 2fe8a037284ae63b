import { generateKeyPairSync, randomUUID, sign } from 'node:crypto'
import { eq, sql } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { paypalInbox } from '#db/schema/platform/billing.ts'
import { createDeliveryVerifier } from '../paypal/delivery-verifier.ts'
import { createPayPalClient } from '../paypal/paypal-client.ts'
import { signedMessage } from '../paypal/webhook-verification.ts'
import { closeServer, listen, portOf } from '../paypal/simulator/loopback-simulator.ts'
import { createHttpClient } from '../testing/http-client.ts'
import { useTestShop } from '../testing/test-shop.ts'
import { createPayPalWebhook } from './paypal-webhook.ts'

const shop = useTestShop()
const { platform } = shop

type State = {
  events: { id: string; type: string; body: string }[]
  deliveries: { eventId: string; variant: string; status: string; lastAnswer: string | null }[]
}
const stateOf = async () => (await (await fetch(`${shop.paypal().url}/simulator/api/state`)).json()) as State
const inboxCount = async () =>
  Number((await platform.db.execute<{ n: string }>(sql`select count(*) as n from paypal_inbox`)).rows[0]?.n)
const stored = (eventId: string) =>
  platform.db.select().from(paypalInbox).where(eq(paypalInbox.eventId, eventId))

/** An event that has not been delivered, because deliveries are held. */
async function heldEvent() {
  await shop.control('deliveries/hold', { held: true })
  const started = await shop.checkout()
  await shop.control(`subscriptions/${started.paypalSubscriptionId}/approve`)
  const { events } = await stateOf()
  const event = events.find((row) => row.body.includes(started.paypalSubscriptionId))
  if (!event) throw new Error('the simulator made no event')
  return event
}

const webhookWith = (options: Partial<Parameters<typeof createDeliveryVerifier>[0]> = {}) =>
  createPayPalWebhook(
    () => platform.ctx({ kind: 'system', job: 'paypal-webhook' }),
    createDeliveryVerifier({
      environment: 'simulator',
      webhookId: shop.paypal().webhookId,
      simulatorUrl: shop.paypal().url,
      paypal: shop.paypal().client,
      ...options,
    }),
  )

/** A delivery signed with a key of one's own, for certificates that the simulator does not have. */
function forgedDelivery(body: string, webhookId: string, certUrl: string) {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const transmission = { transmissionId: randomUUID(), transmissionTime: new Date().toISOString() }
  const signature = sign(
    'RSA-SHA256',
    Buffer.from(signedMessage(transmission, webhookId, Buffer.from(body))),
    privateKey,
  )
  return {
    method: 'POST',
    body,
    headers: {
      'PAYPAL-TRANSMISSION-ID': transmission.transmissionId,
      'PAYPAL-TRANSMISSION-TIME': transmission.transmissionTime,
      'PAYPAL-TRANSMISSION-SIG': signature.toString('base64'),
      'PAYPAL-CERT-URL': certUrl,
      'PAYPAL-AUTH-ALGO': 'SHA256withRSA',
    },
  }
}

describe('POST /webhooks/paypal', () => {
  it('stores a genuine delivery byte for byte, and answers its redelivery without storing it again', async () => {
    const event = await heldEvent()
    await shop.control(`events/${event.id}/resend`, { times: 2 })
    await shop.control('deliveries/release', { order: 'sent' })
    const [row, ...more] = await stored(event.id)
    expect(more).toEqual([])
    expect(row?.rawBody.toString('utf8')).toBe(event.body)
    expect(row?.headers).toMatchObject({ authAlgo: 'SHA256withRSA' })
    const { deliveries } = await stateOf()
    const answers = deliveries.filter((delivery) => delivery.eventId === event.id)
    expect(answers.map((delivery) => delivery.lastAnswer)).toEqual(['200', '200', '200'])
  })

  it.each(['tampered', 'foreign-certificate', 'other-webhook'])(
    'answers 401 to a %s delivery and stores nothing',
    async (variant) => {
      const event = await heldEvent()
      const before = await inboxCount()
      await shop.control('deliveries/hold', { held: false })
      await shop.control(`events/${event.id}/resend`, { variant })
      await shop.paypal().simulator.deliveries.deliverDue({ evenIfNotDue: true })
      const { deliveries } = await stateOf()
      const refused = deliveries.filter((delivery) => delivery.variant === variant)
      expect(refused.map((delivery) => delivery.lastAnswer)).toEqual(['401'])
      expect(await stored(event.id)).toEqual([])
      expect(await inboxCount()).toBe(before)
      await shop.control('deliveries/release', { order: 'sent' })
    },
  )

  it('answers 401 to a delivery without signature, and to one under somebody else’s key', async () => {
    const before = await inboxCount()
    const bare = await webhookWith().request('/webhooks/paypal', { method: 'POST', body: '{}' })
    expect(bare.status).toBe(401)
    const { certificateId } = (await (await fetch(`${shop.paypal().url}/simulator/api/state`)).json()) as {
      certificateId?: string
    }
    const certUrl = `${shop.paypal().url}/v1/notifications/certs/${certificateId ?? 'CERT-SIMULATOR-1'}`
    const forged = forgedDelivery('{"id":"WH-X"}', shop.paypal().webhookId, certUrl)
    expect((await webhookWith().request('/webhooks/paypal', forged)).status).toBe(401)
    expect(await inboxCount()).toBe(before)
  })

  it('refuses the dashboard’s simulator id in live', async () => {
    const live = webhookWith({ environment: 'live', webhookId: 'WEBHOOK_ID' })
    const certUrl = 'https://api.paypal.com/v1/notifications/certs/CERT-1'
    const delivery = forgedDelivery('{"id":"WH-X"}', 'WEBHOOK_ID', certUrl)
    expect((await live.request('/webhooks/paypal', delivery)).status).toBe(401)
  })

  it('answers 503 when there is no such certificate, so that PayPal comes back, and does not ask PayPal about it', async () => {
    const certUrl = `${shop.paypal().url}/v1/notifications/certs/CERT-MISSING`
    const delivery = forgedDelivery('{"id":"WH-X"}', shop.paypal().webhookId, certUrl)
    const webhook = webhookWith({ fetch: () => Promise.resolve(new Response('', { status: 404 })) })
    expect((await webhook.request('/webhooks/paypal', delivery)).status).toBe(503)
  })
})

describe('with a delivery as it came', () => {
  /** One genuine delivery as it came over the wire. */
  async function caughtDelivery() {
    const caught: { body: Buffer; headers: Headers }[] = []
    const catcher = await listen(async (request) => {
      caught.push({ body: Buffer.from(await request.arrayBuffer()), headers: request.headers })
      return new Response(null, { status: 503 })
    })
    const event = await heldEvent()
    await shop.paypal().client.registerWebhook({
      url: `http://127.0.0.1:${portOf(catcher)}/`,
      eventTypes: ['*'],
    })
    await shop.control('deliveries/hold', { held: false })
    await shop.control(`events/${event.id}/resend`, {})
    await shop.paypal().simulator.deliveries.deliverDue({ evenIfNotDue: true })
    await closeServer(catcher)
    const delivery = caught.find(({ body }) => body.toString('utf8') === event.body)
    if (!delivery) throw new Error('the event was not delivered')
    return { event, ...delivery }
  }

  /** Where nobody listens, so that a request fails as it does behind a firewall. */
  async function closedAddress() {
    const server = await listen(() => new Response())
    const url = `http://127.0.0.1:${portOf(server)}`
    await closeServer(server)
    return url
  }
  const outOfReach = async () => {
    const url = await closedAddress()
    return { fetch: () => fetch(url) }
  }

  it('asks PayPal itself while the certificate is out of reach, about the bytes as they came', async () => {
    const { event, body, headers } = await caughtDelivery()
    const webhook = webhookWith(await outOfReach())
    const post = (sent: string) =>
      webhook.request('/webhooks/paypal', { method: 'POST', headers, body: sent })
    const text = body.toString('utf8')
    const before = await inboxCount()
    const changed = [
      `${text} `,
      JSON.stringify(JSON.parse(text), null, 1),
      text.replace(/"I-/, '"J-'),
      `${text},"webhook_id":"WH-ANOTHER"`,
      `${text},"webhook_event":${text}`,
    ]
    for (const sent of changed) expect((await post(sent)).status).toBe(401)
    expect(await inboxCount()).toBe(before)
    const genuine = await post(text)
    expect([genuine.status, await genuine.json()]).toEqual([200, { outcome: 'stored' }])
    const [row] = await stored(event.id)
    expect(row?.rawBody).toEqual(body)
  })

  it('asks PayPal about our webhook, whatever the delivery was signed for', async () => {
    const { body, headers } = await caughtDelivery()
    const webhook = webhookWith({ ...(await outOfReach()), webhookId: 'WHANOTHER' })
    const answer = await webhook.request('/webhooks/paypal', {
      method: 'POST',
      headers,
      body: new Uint8Array(body),
    })
    expect(answer.status).toBe(401)
  })

  it('answers 503 and stores nothing when PayPal is out of reach as well', async () => {
    const { event, body, headers } = await caughtDelivery()
    const paypal = createPayPalClient({
      ...{ baseUrl: await closedAddress(), clientId: 'client', clientSecret: 'secret', backOffMs: [] },
      clock: { now: () => new Date() },
    })
    const answer = await webhookWith({ ...(await outOfReach()), paypal }).request('/webhooks/paypal', {
      method: 'POST',
      headers,
      body: new Uint8Array(body),
    })
    expect(answer.status).toBe(503)
    expect(await stored(event.id)).toEqual([])
  })

  it('the whole entry answers 401 to a changed body and to a delivery for another webhook, and stores nothing of them', async () => {
    const { event, body, headers } = await caughtDelivery()
    const settings = { PAYPAL_SIMULATOR_URL: shop.paypal().url, PAYPAL_WEBHOOK_ID: shop.paypal().webhookId }
    const post = (source: Record<string, string>, sent: Buffer) =>
      createHttpClient(platform, source).request('/webhooks/paypal', {
        method: 'POST',
        headers,
        body: new Uint8Array(sent),
      })
    const before = await inboxCount()
    const dearer = Buffer.from(body.toString('utf8').replace(/"I-/, '"J-'))
    expect(dearer).not.toEqual(body)
    expect((await post(settings, dearer)).status).toBe(401)
    expect((await post({ ...settings, PAYPAL_WEBHOOK_ID: 'WH-ANOTHER' }, body)).status).toBe(401)
    expect(await inboxCount()).toBe(before)
    expect(await stored(event.id)).toEqual([])
    const genuine = await post(settings, body)
    expect([genuine.status, await genuine.json()]).toEqual([200, { outcome: 'stored' }])
    expect(await stored(event.id)).toHaveLength(1)
  })
})
