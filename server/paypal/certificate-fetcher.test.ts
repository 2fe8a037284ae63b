import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startWebhookReceiver } from '#server/testing/webhook-receiver.ts'
import {
  createCertificateFetcher,
  MISSING_FOR_MS,
  UNKNOWN_CERTIFICATES_A_MINUTE,
  UNREACHABLE_FOR_MS,
} from './certificate-fetcher.ts'
import { createDeliveryVerifier } from './delivery-verifier.ts'
import { type LoopbackSimulator } from './simulator/loopback-simulator.ts'

const clock = { time: 0, now: () => new Date(clock.time) }
const DAY_MS = 86_400_000

let receiver: Awaited<ReturnType<typeof startWebhookReceiver>>
let loopback: LoopbackSimulator
let calls: string[]

beforeEach(async () => {
  clock.time = Date.parse('2026-01-31T10:00:00Z')
  calls = []
  receiver = await startWebhookReceiver(clock)
  loopback = receiver.loopback
})
afterEach(() => receiver.close())

/** Really fetches, and records what was asked for. */
const recording: typeof fetch = (input, init) => {
  calls.push(input instanceof Request ? input.url : input.toString())
  return fetch(input, init)
}
const addressOf = (name: string) => `${loopback.url}/v1/notifications/certs/${name}`
const isKnown = (fetcher: ReturnType<typeof createCertificateFetcher>, url: string) =>
  fetcher(url).then(
    () => true,
    () => false,
  )
const invented = (n: number) => addressOf(`CERT-INVENTED-${n}`)

describe('a flood of invented certificate addresses', () => {
  it('makes ten calls a minute', async () => {
    const fetcher = createCertificateFetcher({ clock, fetch: recording })
    for (let n = 0; n < 50; n++) expect(await isKnown(fetcher, invented(n))).toBe(false)
    expect(calls).toHaveLength(UNKNOWN_CERTIFICATES_A_MINUTE)
    clock.time += 60_000
    for (let n = 100; n < 150; n++) await isKnown(fetcher, invented(n))
    expect(calls).toHaveLength(2 * UNKNOWN_CERTIFICATES_A_MINUTE)
  })

  it('at the same moment makes no more', async () => {
    const fetcher = createCertificateFetcher({ clock, fetch: recording })
    await Promise.all(Array.from({ length: 50 }, (_, n) => isKnown(fetcher, invented(n))))
    expect(calls).toHaveLength(UNKNOWN_CERTIFICATES_A_MINUTE)
  })

  it('does not push a known certificate out, nor keep it from being renewed', async () => {
    const fetcher = createCertificateFetcher({ clock, fetch: recording })
    const real = addressOf('CERT-SIMULATOR-1')
    expect(await isKnown(fetcher, real)).toBe(true)
    const flood = async () => {
      for (let n = 0; n < 400; n++) await isKnown(fetcher, invented(n))
    }
    await flood()
    expect(await isKnown(fetcher, real)).toBe(true)
    clock.time += DAY_MS
    await flood()
    expect(await isKnown(fetcher, real)).toBe(true)
    expect(calls.filter((url) => url === real)).toHaveLength(2)
  })

  it('leaves real deliveries verified, by their real signatures', async () => {
    const verify = createDeliveryVerifier({
      ...{ environment: 'simulator', webhookId: loopback.webhookId, simulatorUrl: loopback.url },
      ...{ paypal: loopback.client, fetch: recording, clock },
    })
    const { rawBody, headers } = await receiver.receiveOne()
    expect(await verify({ rawBody, headers })).toEqual({ outcome: 'verified' })
    calls = []
    for (let n = 0; n < 50; n++) {
      const forged = await verify({ rawBody, headers: { ...headers, certUrl: invented(n) } })
      expect(forged.outcome).toBe('unavailable')
      expect(await verify({ rawBody, headers })).toEqual({ outcome: 'verified' })
    }
    expect(calls.length).toBeLessThanOrEqual(UNKNOWN_CERTIFICATES_A_MINUTE)
  })
})

describe('a failure', () => {
  it('is remembered, and forgotten after its time', async () => {
    const fetcher = createCertificateFetcher({ clock, fetch: recording })
    const missing = addressOf('CERT-MISSING')
    for (let n = 0; n < 5; n++) expect(await isKnown(fetcher, missing)).toBe(false)
    clock.time += MISSING_FOR_MS - 1
    await isKnown(fetcher, missing)
    expect(calls).toHaveLength(1)
    clock.time += 1
    await isKnown(fetcher, missing)
    expect(calls).toHaveLength(2)
  })

  it('of a host that is away ends sooner, and then its certificate works', async () => {
    let isAway = true
    const fetcher = createCertificateFetcher({
      clock,
      fetch: (input, init) =>
        isAway ? Promise.reject(new TypeError('fetch failed')) : recording(input, init),
    })
    const real = addressOf('CERT-SIMULATOR-1')
    expect(await isKnown(fetcher, real)).toBe(false)
    isAway = false
    expect(await isKnown(fetcher, real)).toBe(false)
    clock.time += UNREACHABLE_FOR_MS
    expect(await isKnown(fetcher, real)).toBe(true)
  })
})

it('PayPal itself is asked at most sixty times a minute when the host of certificates is away', async () => {
  let questions = 0
  const verify = createDeliveryVerifier({
    ...{ environment: 'simulator', webhookId: loopback.webhookId, simulatorUrl: loopback.url, clock },
    fetch: () => Promise.reject(new TypeError('fetch failed')),
    paypal: { verifyWebhookSignature: () => Promise.resolve(++questions < 0) },
  })
  const { rawBody, headers } = await receiver.receiveOne()
  for (let n = 0; n < 100; n++) await verify({ rawBody, headers })
  expect(questions).toBe(60)
  clock.time += 60_000
  expect(await verify({ rawBody, headers })).toMatchObject({ reason: 'refused-by-paypal' })
})
