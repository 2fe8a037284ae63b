import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import {
  closeServer,
  listen,
  portOf,
  startLoopbackSimulator,
  type LoopbackSimulator,
} from '../paypal/simulator/loopback-simulator.ts'
import { useBundledServer } from '../testing/bundled-server.ts'

const TEST_MS = 300_000
const SOON = { timeout: 120_000, interval: 200 }
const PASSWORD = 'violet lantern over harbour'

let paypal: LoopbackSimulator | null = null
const simulator = () => {
  if (!paypal) throw new Error('the simulator is open from beforeAll on')
  return paypal
}
/** What PayPal sent, to be handed on when a test wants it. */
const caught: { body: Buffer; headers: Headers }[] = []
let catcher: Awaited<ReturnType<typeof listen>> | null = null

const server = useBundledServer({
  firstPort: 26_100,
  env: () => ({
    PAYPAL_SIMULATOR_URL: simulator().url,
    PAYPAL_CLIENT_ID: 'client',
    PAYPAL_CLIENT_SECRET: 'secret',
    PAYPAL_WEBHOOK_ID: simulator().webhookId,
  }),
})

beforeAll(async () => {
  catcher = await listen(async (request) => {
    caught.push({ body: Buffer.from(await request.arrayBuffer()), headers: request.headers })
    return new Response(null, { status: 204 })
  })
  paypal = await startLoopbackSimulator({
    webhookUrl: `http://127.0.0.1:${portOf(catcher)}/`,
    clock: { now: () => new Date() },
  })
  await server.start()
}, TEST_MS)
afterAll(async () => {
  await paypal?.close()
  if (catcher) await closeServer(catcher)
})

/** Sends a request; with its answer the machine is gone, in the middle of everything, and comes back. */
async function thenDie(request: () => Promise<Response>): Promise<Response> {
  const kill = await server.aim()
  const answer = await request()
  kill()
  await server.start()
  return answer
}

const newPerson = () => {
  const mark = randomBytes(4).toString('hex')
  return { email: `${mark}@example.test`, callsign: `pilot${mark}`, password: PASSWORD }
}

const send = (method: string, path: string, body?: unknown, token?: string) =>
  fetch(`${server.url()}${path}`, {
    method,
    headers: {
      ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
      ...(token === undefined ? {} : { Authorization: `Bearer ${token}` }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })

/** The answer's body. @throws when the answer is no success. */
async function ask<Schema extends z.ZodType>(answer: Schema, ...request: Parameters<typeof send>) {
  const response = await send(...request)
  const text = await response.text()
  if (!response.ok) throw new Error(`${request[0]} ${request[1]}: ${response.status} ${text}`)
  return answer.parse(JSON.parse(text))
}

async function signedIn(): Promise<string> {
  const person = newPerson()
  await ask(z.unknown(), 'POST', '/api/v1/auth/register', person)
  const tokens = z.object({ accessToken: z.string() })
  return (await ask(tokens, 'POST', '/api/v1/auth/token', person)).accessToken
}

const regionWire = z.object({ id: z.string(), status: z.string(), taxRate: z.number() })
const regionNamed = (name: string) => ask(regionWire, 'GET', `/api/v1/regions/${name}`)

/** A checkout that its buyer has approved and paid, and what PayPal sent about it. */
async function paidCheckout(token: string, regionName: string) {
  const started = z.object({ id: z.string(), paypalSubscriptionId: z.string() })
  const input = { plan: 'regional_owner', regionName, governanceType: 'democracy' }
  const checkout = await ask(started, 'POST', '/api/v1/subscriptions', input, token)
  const move = `${simulator().url}/simulator/api/subscriptions/${checkout.paypalSubscriptionId}/approve`
  await fetch(move, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' })
  await simulator().simulator.deliveries.deliverDue({ evenIfNotDue: true })
  const ours = caught.filter(({ body }) => body.includes(checkout.paypalSubscriptionId))
  const sale = ours.find(({ body }) => body.includes('PAYMENT.SALE.COMPLETED'))
  if (!sale) throw new Error('PayPal sent no sale')
  return { ...checkout, sale }
}

const deliver = ({ body, headers }: { body: Buffer; headers: Headers }) =>
  fetch(`${server.url()}/webhooks/paypal`, {
    method: 'POST',
    headers: signedHeaders(headers),
    body: new Uint8Array(body),
  })

const signedHeaders = (headers: Headers) =>
  [...headers].filter(([name]) => name.startsWith('paypal-') || name === 'content-type')

describe('what was answered with success right before a kill -9 of server and database', () => {
  it(
    'a sign-up: the account is there and opens',
    async () => {
      const person = newPerson()
      const answer = await thenDie(() => send('POST', '/api/v1/auth/register', person))
      expect(answer.status).toBe(200)
      const tokens = z.object({ accessToken: z.string() })
      const { accessToken } = await ask(tokens, 'POST', '/api/v1/auth/token', person)
      const me = await ask(z.object({ callsign: z.string() }), 'GET', '/api/v1/me', undefined, accessToken)
      expect(me.callsign).toBe(person.callsign)
    },
    TEST_MS,
  )

  it(
    'a delivery of PayPal: the event is there, and the region that it pays for is built',
    async () => {
      const checkout = await paidCheckout(await signedIn(), 'paid-before-death')
      const answer = await thenDie(() => deliver(checkout.sale))
      expect(answer.status).toBe(200)
      // Not that reconciliation asked for it again.
      const { id } = z.object({ id: z.string() }).parse(JSON.parse(checkout.sale.body.toString('utf8')))
      const [event] = await query('select source from paypal_inbox where event_id = $1', [id])
      expect(event).toEqual({ source: 'webhook' })
      await expect
        .poll(
          () =>
            regionNamed('paid-before-death').then(
              ({ status }) => status,
              () => 'not there',
            ),
          SOON,
        )
        .toBe('active')
      const again = await deliver(checkout.sale)
      expect(await again.json()).toEqual({ outcome: 'known' })
    },
    TEST_MS,
  )

  it(
    'a ballot: it is there, is counted at the close, and changes the law',
    async () => {
      const token = await signedIn()
      await deliver((await paidCheckout(token, 'voted-before-death')).sale)
      await expect
        .poll(
          () =>
            regionNamed('voted-before-death').then(
              ({ status }) => status,
              () => 'not there',
            ),
          SOON,
        )
        .toBe('active')
      const policy = await ask(
        z.object({ id: z.string() }),
        'POST',
        '/api/v1/regions/my-region/policies',
        { policyType: 'tax_rate', title: 'Another tax', proposedChanges: { taxRate: 0.2 } },
        token,
      )
      const path = `/api/v1/policies/${policy.id}/ballot`
      const answer = await thenDie(() => send('POST', path, { choice: 'yes' }, token))
      expect(answer.status).toBe(200)
      const again = await ask(z.object({ changed: z.boolean() }), 'POST', path, { choice: 'yes' }, token)
      expect(again.changed).toBe(true)
      await endVoting(policy.id)
      await expect.poll(async () => (await regionNamed('voted-before-death')).taxRate, SOON).toBe(0.2)
    },
    TEST_MS,
  )
})

/** Days pass. */
const endVoting = (policyId: string) =>
  query(`update votes set closes_at = now() where id = (select vote_id from policies where id = $1)`, [
    policyId,
  ])

async function query(text: string, values: string[]): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: await server.databaseUrl() })
  await client.connect()
  try {
    return (await client.query<Record<string, unknown>>(text, values)).rows
  } finally {
    await client.end()
  }
}
