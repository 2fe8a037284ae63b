import { randomUUID, sign } from 'node:crypto'
import { createRandom } from '#server/domain/random.ts'
import { signedMessage } from '../webhook-verification.ts'
import { timeWire } from './simulated-wire.ts'
import { type SimulatorContext } from './simulator-context.ts'
import { type Delivery, type DeliveryVariant } from './simulator-state.ts'

/** PayPal redelivers up to 25 times over three days; here it takes minutes. */
const MAX_ATTEMPTS = 25
const REDELIVER_AFTER_MS = [1_000, 2_000, 4_000, 8_000, 15_000, 30_000]
const ANSWER_WITHIN_MS = 10_000

export type ReleaseOrder = 'sent' | 'reversed' | 'shuffled'

export interface Deliveries {
  /** Sends every due (or every) pending delivery; resolves when all were answered. */
  deliverDue(options?: { evenIfNotDue?: boolean }): Promise<void>
  /** Queues an event once more. */
  resend(eventId: string, variant: DeliveryVariant, times: number): boolean
  /** Sends held deliveries one by one in the given order and stops holding. */
  release(order: ReleaseOrder, seed: string): Promise<void>
  /** Starts automatic delivery. */
  start(): void
  stop(): Promise<void>
}

export function createDeliveries(context: SimulatorContext): Deliveries {
  const { config, state } = context
  const send = config.fetch ?? fetch
  const inFlight = new Map<string, Promise<void>>()
  let isRunning = false
  let timer: NodeJS.Timeout | undefined

  function attempt(delivery: Delivery): Promise<void> {
    const known = inFlight.get(delivery.id)
    if (known) return known
    const running = post(delivery).finally(() => inFlight.delete(delivery.id))
    inFlight.set(delivery.id, running)
    return running
  }

  async function post(delivery: Delivery): Promise<void> {
    const event = state.events.find((candidate) => candidate.id === delivery.eventId)
    if (!event) return
    const { headers, body } = signed(context, event.body, delivery.variant)
    delivery.attempts += 1
    let isAccepted = false
    try {
      const response = await send(state.webhook?.url ?? config.webhookUrl, {
        method: 'POST',
        headers,
        body,
        redirect: 'manual',
        signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
      })
      await response.body?.cancel()
      isAccepted = response.ok
      delivery.lastAnswer = String(response.status)
    } catch (error) {
      delivery.lastAnswer = error instanceof Error ? error.message : 'no answer'
    }
    const pause = REDELIVER_AFTER_MS[Math.min(delivery.attempts, REDELIVER_AFTER_MS.length) - 1] ?? 0
    delivery.nextAttemptAtReal = config.clock.now().getTime() + pause
    delivery.status = isAccepted ? 'delivered' : delivery.attempts >= MAX_ATTEMPTS ? 'given-up' : 'pending'
    context.commit()
  }

  async function deliverDue({ evenIfNotDue = false } = {}): Promise<void> {
    const now = config.clock.now().getTime()
    const due = state.deliveries.filter(
      (delivery) => delivery.status === 'pending' && (evenIfNotDue || delivery.nextAttemptAtReal <= now),
    )
    await Promise.all(due.map(attempt))
  }

  function schedule(): void {
    if (!isRunning) return
    clearTimeout(timer)
    const waiting = state.deliveries.filter((row) => row.status === 'pending' && !inFlight.has(row.id))
    if (waiting.length === 0) return
    const next = Math.min(...waiting.map((row) => row.nextAttemptAtReal))
    timer = setTimeout(
      () => void deliverDue().finally(schedule),
      Math.min(Math.max(0, next - config.clock.now().getTime()), 60_000),
    )
  }

  return {
    deliverDue,
    resend(eventId, variant, times) {
      if (!state.events.some((event) => event.id === eventId)) return false
      for (let i = 0; i < times; i++) {
        state.deliveries.push({
          id: context.newId('D-'),
          eventId,
          variant,
          status: state.areDeliveriesHeld ? 'held' : 'pending',
          attempts: 0,
          nextAttemptAtReal: 0,
          lastAnswer: null,
        })
      }
      context.commit()
      return true
    },
    async release(order, seed) {
      const held = state.deliveries.filter((delivery) => delivery.status === 'held')
      const queue =
        order === 'sent' ? held : order === 'reversed' ? held.reverse() : createRandom(seed).shuffle(held)
      state.areDeliveriesHeld = false
      for (const delivery of queue) await attempt(delivery)
      context.commit()
    },
    start() {
      isRunning = true
      context.onCommit = schedule
      schedule()
    },
    async stop() {
      isRunning = false
      clearTimeout(timer)
      await Promise.all(inFlight.values())
    },
  }
}

/** A delivery on the wire, genuine or with exactly one fault. */
export function signed(context: SimulatorContext, text: string, variant: DeliveryVariant) {
  const { config, state } = context
  const raw = Buffer.from(text)
  const transmission = { transmissionId: randomUUID(), transmissionTime: timeWire(context.now()) }
  const signedFor = variant === 'other-webhook' ? `${config.webhookId}OTHER` : config.webhookId
  const signature = sign(
    'RSA-SHA256',
    Buffer.from(signedMessage(transmission, signedFor, raw)),
    state.privateKeyPem,
  )
  const certificateHost =
    variant === 'foreign-certificate' ? 'https://api-m.paypal.com.example.org' : config.publicUrl
  return {
    body: variant === 'tampered' ? Buffer.concat([raw, Buffer.from(' ')]) : raw,
    headers: {
      'content-type': 'application/json',
      'user-agent': 'PayPal/AUHD-simulator',
      'PAYPAL-TRANSMISSION-ID': transmission.transmissionId,
      'PAYPAL-TRANSMISSION-TIME': transmission.transmissionTime,
      'PAYPAL-TRANSMISSION-SIG': signature.toString('base64'),
      'PAYPAL-CERT-URL': `${certificateHost}/v1/notifications/certs/${state.certificateId}`,
      'PAYPAL-AUTH-ALGO': 'SHA256withRSA',
    },
  }
}
