import { expect, it } from 'vitest'
import { createPayPalClient } from './paypal-client.ts'
import { PayPalError } from './paypal-port.ts'

type Answer = { status: number; body?: unknown; headers?: Record<string, string> } | 'no answer'

const SUBSCRIPTION = { id: 'I-1', plan_id: 'P-1', status: 'ACTIVE' }

/** A client whose PayPal replies from a list; token requests always succeed. */
function clientAnswering(answers: Answer[]) {
  const clock = { time: 0, now: () => new Date(clock.time) }
  const calls: { path: string; init: RequestInit }[] = []
  const waits: number[] = []
  let tokens = 0
  const client = createPayPalClient({
    baseUrl: 'https://api-m.sandbox.paypal.com',
    clientId: 'client',
    clientSecret: 'secret',
    clock,
    backOffMs: [10, 20],
    wait: (ms) => {
      waits.push(ms)
      return Promise.resolve()
    },
    fetch: (input, init = {}) => {
      const path = new URL(String(input)).pathname
      if (path === '/v1/oauth2/token') {
        tokens += 1
        return Promise.resolve(Response.json({ access_token: `token-${tokens}`, expires_in: 32_400 }))
      }
      calls.push({ path, init })
      const answer = answers.shift() ?? 'no answer'
      if (answer === 'no answer') return Promise.reject(new TypeError('fetch failed'))
      const body = answer.body === undefined ? null : JSON.stringify(answer.body)
      return Promise.resolve(new Response(body, { status: answer.status, headers: answer.headers }))
    },
  })
  return { client, calls, waits, clock, tokens: () => tokens }
}

const ok: Answer = { status: 200, body: SUBSCRIPTION }
const caught = (promise: Promise<unknown>) =>
  promise.then(
    () => null,
    (error: unknown) => error,
  )
const subscription = {
  planId: 'P-1',
  customId: 'row-1',
  brandName: 'SectorWars',
  returnUrl: 'https://game.test/r',
  cancelUrl: 'https://game.test/c',
  requestId: 'request-1',
}

it('fetches one token for concurrent calls and renews it shortly before it expires', async () => {
  const { client, clock, tokens } = clientAnswering([ok, ok, ok, ok])
  await Promise.all([client.getSubscription('I-1'), client.getSubscription('I-1')])
  clock.time = 32_339_000
  await client.getSubscription('I-1')
  expect(tokens()).toBe(1)
  clock.time = 32_340_000
  await client.getSubscription('I-1')
  expect(tokens()).toBe(2)
})

it('renews a refused token once and then gives up', async () => {
  const renewed = clientAnswering([{ status: 401 }, ok])
  await renewed.client.getSubscription('I-1')
  expect(renewed.tokens()).toBe(2)
  expect(renewed.calls[1]?.init.headers).toMatchObject({ authorization: 'Bearer token-2' })
  const refused = clientAnswering([{ status: 401 }, { status: 401 }])
  expect(await caught(refused.client.getSubscription('I-1'))).toMatchObject({ status: 401 })
  expect(refused.calls).toHaveLength(2)
})

it('backs off as long as PayPal asks, and gives up in the end', async () => {
  const busy: Answer = { status: 429, body: { name: 'RATE_LIMIT_REACHED' }, headers: { 'retry-after': '2' } }
  const recovering = clientAnswering([busy, { status: 503 }, ok])
  await recovering.client.getSubscription('I-1')
  expect(recovering.waits).toEqual([2_000, 20])
  const failing = clientAnswering([busy, busy, busy, ok])
  const error = await caught(failing.client.getSubscription('I-1'))
  expect(error).toMatchObject({ name: 'RATE_LIMIT_REACHED', status: 429, isTemporary: true })
})

it('retries a lost creation with the same request id', async () => {
  const created = {
    ...SUBSCRIPTION,
    status: 'APPROVAL_PENDING',
    links: [{ rel: 'approve', href: 'https://pay/x' }],
  }
  const { client, calls } = clientAnswering(['no answer', { status: 201, body: created }])
  expect(await client.createSubscription(subscription)).toMatchObject({ approvalUrl: 'https://pay/x' })
  expect(calls.map((call) => call.init.headers)).toMatchObject(
    Array(2).fill({ 'PayPal-Request-Id': 'request-1' }),
  )
})

it('re-reads the status instead of retrying calls without a request id', async () => {
  const done = clientAnswering([
    ok,
    'no answer',
    { status: 200, body: { ...SUBSCRIPTION, status: 'CANCELLED' } },
  ])
  await done.client.cancel('I-1', 'Enough')
  expect(done.calls.filter((call) => call.init.method === 'POST')).toHaveLength(1)
  const undone = clientAnswering([ok, 'no answer', ok])
  expect(await caught(undone.client.cancel('I-1', 'Enough'))).toMatchObject({ name: 'NO_ANSWER', status: 0 })
})

it('succeeds if the change was already made elsewhere', async () => {
  const body = { name: 'UNPROCESSABLE_ENTITY', details: [{ issue: 'SUBSCRIPTION_STATUS_INVALID' }] }
  const suspended = { status: 200, body: { ...SUBSCRIPTION, status: 'SUSPENDED' } }
  const { client } = clientAnswering([ok, { status: 422, body }, suspended])
  await expect(client.suspend('I-1', 'Pause')).resolves.toBeUndefined()
})

it('includes PayPal’s message in its errors', async () => {
  const body = {
    name: 'UNPROCESSABLE_ENTITY',
    message: 'No.',
    debug_id: 'debug-1',
    details: [{ issue: 'SUBSCRIPTION_CANNOT_BE_ACTIVATED', description: 'Outstanding balance.' }],
  }
  const { client } = clientAnswering([
    { ...ok, body: { ...SUBSCRIPTION, status: 'SUSPENDED' } },
    { status: 422, body },
  ])
  const error = await caught(client.activate('I-1', 'Go on'))
  expect(error).toBeInstanceOf(PayPalError)
  expect(error).toMatchObject({
    name: 'UNPROCESSABLE_ENTITY',
    message: 'Outstanding balance.',
    status: 422,
    issue: 'SUBSCRIPTION_CANNOT_BE_ACTIVATED',
    debugId: 'debug-1',
    isTemporary: false,
  })
})

it('refuses a response of unexpected format', async () => {
  const strange = clientAnswering([{ status: 200, body: { ...SUBSCRIPTION, status: 'DREAMING' } }])
  expect(await caught(strange.client.getSubscription('I-1'))).toMatchObject({ name: 'UNEXPECTED_ANSWER' })
  const linkless = clientAnswering([{ status: 201, body: { ...SUBSCRIPTION, links: [] } }])
  expect(await caught(linkless.client.createSubscription(subscription))).toMatchObject({
    name: 'UNEXPECTED_ANSWER',
  })
})

it('follows next links only with its own base address', async () => {
  const page = (href: string | null) => ({
    status: 200,
    body: { events: [{ id: href ?? 'last' }], links: href === null ? [] : [{ rel: 'next', href }] },
  })
  const { client, calls } = clientAnswering([page('https://evil.example/v1/steal?page=2'), page(null)])
  const events = await client.listWebhookEvents(new Date(0), new Date(1))
  expect(events).toHaveLength(2)
  expect(calls.map((call) => call.path)).toEqual(['/v1/notifications/webhooks-events', '/v1/steal'])
})

it('ignores a recorded failure that was paid since', async () => {
  const failed = (time: string) => ({
    ...SUBSCRIPTION,
    billing_info: {
      outstanding_balance: { currency_code: 'USD', value: '0.00' },
      failed_payments_count: 0,
      last_payment: { amount: { currency_code: 'USD', value: '25.00' }, time: '2026-03-02T10:00:00Z' },
      last_failed_payment: {
        amount: { currency_code: 'USD', value: '25.00' },
        time,
        next_payment_retry_time: '2026-03-05T10:00:00Z',
      },
    },
  })
  const { client } = clientAnswering([
    { status: 200, body: failed('2026-03-01T10:00:00Z') },
    { status: 200, body: failed('2026-03-03T10:00:00Z') },
  ])
  expect((await client.getSubscription('I-1')).nextRetryAt).toBeNull()
  expect((await client.getSubscription('I-1')).nextRetryAt).toEqual(new Date('2026-03-05T10:00:00Z'))
})

it('knows the SDK address of each PayPal', () => {
  const sdkOf = (baseUrl: string) =>
    createPayPalClient({ baseUrl, clientId: 'c', clientSecret: 's', clock: { now: () => new Date() } })
      .sdkBaseUrl
  expect(sdkOf('https://api-m.paypal.com')).toBe('https://www.paypal.com/sdk/js')
  expect(sdkOf('https://api-m.sandbox.paypal.com')).toBe('https://www.sandbox.paypal.com/sdk/js')
  expect(sdkOf('http://127.0.0.1:3100')).toBe('http://127.0.0.1:3100/sdk/js')
})

it('embeds a delivery in its verification request only as one unchanged JSON value with headers of PayPal’s', async () => {
  const { client, calls } = clientAnswering([{ status: 200, body: { verification_status: 'SUCCESS' } }])
  const headers = {
    ...{
      transmissionId: 'transmission-1',
      transmissionTime: '2026-01-01T00:00:00Z',
      transmissionSig: 'AAAA',
    },
    ...{ certUrl: 'https://api.sandbox.paypal.com/v1/notifications/certs/C', authAlgo: 'SHA256withRSA' },
  }
  const ask = (rawBody: Uint8Array) =>
    client.verifyWebhookSignature({ rawBody, headers, webhookId: 'WH-OURS' })
  const bodies = ['{},"webhook_id":"WH-THEIRS"', '{}}', '{', '', '\uFEFF{}']
  for (const body of bodies) expect(await ask(Buffer.from(body))).toBe(false)
  expect(await ask(Buffer.from([0x22, 0xff, 0x22]))).toBe(false)
  const forged = { ...headers, authAlgo: 'SHA256 with RSA' }
  expect(
    await client.verifyWebhookSignature({
      rawBody: Buffer.from('{}'),
      headers: forged,
      webhookId: 'WH-OURS',
    }),
  ).toBe(false)
  expect(calls).toEqual([])
  expect(await ask(Buffer.from('{"a": 1.0, "b":"\\u00e9"}'))).toBe(true)
  expect(String(calls[0]?.init.body)).toContain(
    '"webhook_id":"WH-OURS","webhook_event":{"a": 1.0, "b":"\\u00e9"}}',
  )
})
