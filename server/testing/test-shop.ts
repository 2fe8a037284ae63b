import { type ServerType } from '@hono/node-server'
import { Hono } from 'hono'
import { eq } from 'drizzle-orm'
import { afterAll, afterEach, beforeAll, expect } from 'vitest'
import { subscriptions } from '#db/schema/platform/billing.ts'
import { type CheckoutInput } from '../domain/billing/checkout-input.ts'
import { createPayPalWebhook } from '../http/paypal-webhook.ts'
import { createDeliveryVerifier } from '../paypal/delivery-verifier.ts'
import {
  closeServer,
  listen,
  portOf,
  startLoopbackSimulator,
  type LoopbackSimulator,
} from '../paypal/simulator/loopback-simulator.ts'
import { ensurePlans } from '../services/billing/ensure-plans.ts'
import { sweepBilling } from '../services/billing/sweep-billing.ts'
import { type StartedCheckout } from '../services/billing/start-checkout.ts'
import { type AppConfig } from '../services/context.ts'
import { type UserActor } from '../services/require-actor.ts'
import { makeUser } from './make-user.ts'
import { useTestPlatform, type TestPlatform } from './test-platform.ts'

const DAY_MS = 86_400_000

export type TestShop = {
  platform: TestPlatform
  /** The simulator, once open. */
  paypal(): LoopbackSimulator
  /** Calls the simulator's control API, such as `subscriptions/I-1/refund`. */
  control(move: string, body?: Record<string, unknown>): Promise<void>
  /** Makes PayPal deliver pending events and runs the jobs that follow. */
  deliver(): Promise<void>
  /** Moves the clock forward at PayPal and here: billing, deliveries, sweeps and jobs. */
  passDays(days: number): Promise<void>
  /** Starts a checkout that is not approved yet. */
  checkout(input?: Partial<CheckoutInput>, buyer?: UserActor): Promise<StartedCheckout & { buyer: UserActor }>
  /** Starts a checkout, approves and pays it, delivers its events and builds the region. */
  buy(input?: Partial<CheckoutInput>, buyer?: UserActor): Promise<StartedCheckout & { buyer: UserActor }>
  row(id: string): Promise<typeof subscriptions.$inferSelect>
}

/** A test platform whose PayPal is the simulator over real HTTP with real signatures, on the platform's moved clock. */
export function useTestShop(config: Partial<AppConfig> = {}): TestShop {
  let simulator: LoopbackSimulator | null = null
  let webhookServer: ServerType | null = null
  let names = 0
  const paypal = () => {
    if (!simulator) throw new Error('the simulator is open from beforeAll on')
    return simulator
  }
  const platform = useTestPlatform({ paypal: () => paypal().client, config })

  beforeAll(async () => {
    let webhook = new Hono()
    webhookServer = await listen((request) => webhook.fetch(request))
    simulator = await startLoopbackSimulator({
      webhookUrl: `http://127.0.0.1:${portOf(webhookServer)}/webhooks/paypal`,
      clock: { now: () => new Date(Date.now() + platform.clock.offsetMs()) },
    })
    webhook = createPayPalWebhook(
      () => platform.ctx({ kind: 'system', job: 'paypal-webhook' }),
      createDeliveryVerifier({
        environment: 'simulator',
        webhookId: simulator.webhookId,
        simulatorUrl: simulator.url,
        paypal: simulator.client,
      }),
    )
    await ensurePlans(platform.ctx({ kind: 'system', job: 'set-up' }))
  })
  afterEach(() => expect(simulator?.differences).toEqual([]))
  afterAll(async () => {
    await simulator?.close()
    if (webhookServer) await closeServer(webhookServer)
  })

  const deliver = async () => {
    await paypal().simulator.deliveries.deliverDue({ evenIfNotDue: true })
    await platform.runOutbox()
  }
  const shop: TestShop = {
    platform,
    paypal,
    control: async (move, body = {}) => {
      const response = await fetch(`${paypal().url}/simulator/api/${move}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      })
      if (!response.ok) throw new Error(`${move}: ${response.status} ${await response.text()}`)
    },
    deliver,
    passDays: async (days) => {
      platform.clock.advance(days * DAY_MS)
      paypal().simulator.catchUp()
      await deliver()
      await sweepBilling(platform.ctx({ kind: 'system', job: 'sweep-billing' }))
      await platform.runOutbox()
      await deliver()
    },
    checkout: async (input = {}, buyer) => {
      const who = buyer ?? (await makeUser(platform))
      const started = await platform.api(who).billing.startCheckout({
        plan: 'regional_owner',
        ...(input.plan === 'galactic_citizen' ? {} : { regionName: `shop-${(names += 1)}` }),
        ...input,
      })
      return { ...started, buyer: who }
    },
    buy: async (input, buyer) => {
      const started = await shop.checkout(input, buyer)
      await shop.control(`subscriptions/${started.paypalSubscriptionId}/approve`)
      await deliver()
      return started
    },
    row: async (id) => {
      const [row] = await platform.db.select().from(subscriptions).where(eq(subscriptions.id, id))
      if (!row) throw new Error('no such subscription')
      return row
    },
  }
  return shop
}
