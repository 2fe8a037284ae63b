import { PLANS } from '#server/domain/billing/plans.ts'
import { readDeliveryHeaders, type DeliveryHeaders } from '#server/paypal/delivery-headers.ts'
import {
  closeServer,
  listen,
  portOf,
  startLoopbackSimulator,
  type LoopbackSimulator,
} from '#server/paypal/simulator/loopback-simulator.ts'

export type Received = { rawBody: Uint8Array; headers: DeliveryHeaders }

/** A simulator of PayPal that delivers to a receiver, which keeps what arrives and answers as told, else with 200. */
export async function startWebhookReceiver(clock: { now(): Date }) {
  const received: Received[] = []
  const answers: number[] = []
  const receiver = await listen(async (request) => {
    const headers = readDeliveryHeaders((name) => request.headers.get(name))
    if (headers) received.push({ headers, rawBody: new Uint8Array(await request.arrayBuffer()) })
    return new Response(null, { status: answers.shift() ?? 200 })
  })
  const loopback = await startLoopbackSimulator({
    webhookUrl: `http://127.0.0.1:${portOf(receiver)}/`,
    clock,
  })
  const subscribe = () => subscribeAndApprove(loopback)
  return {
    received,
    answers,
    loopback,
    /** Subscribes and approves: ACTIVATED and SALE.COMPLETED are pending. */
    subscribe,
    /** The first delivery of a new subscription. */
    async receiveOne(): Promise<Received> {
      await subscribe()
      await loopback.simulator.deliveries.deliverDue()
      const delivery = received[0]
      if (!delivery) throw new Error('nothing was delivered')
      return delivery
    },
    async close() {
      await loopback.close()
      await closeServer(receiver)
    },
  }
}

export const postToSimulator = (loopback: LoopbackSimulator, path: string, body: unknown = {}) =>
  fetch(`${loopback.url}/simulator/api/${path}`, { method: 'POST', body: JSON.stringify(body) })

async function subscribeAndApprove(loopback: LoopbackSimulator): Promise<string> {
  const { client } = loopback
  const product = await client.createProduct({ name: 'SectorWars', description: 'A game', requestId: '1' })
  const plan = await client.createPlan({
    productId: product.id,
    plan: PLANS.galactic_citizen,
    price: PLANS.galactic_citizen.firstPrice,
    requestId: '2',
  })
  const { id } = await client.createSubscription({
    planId: plan.id,
    customId: 'row-1',
    brandName: 'SectorWars 2102',
    returnUrl: 'http://game.test/return',
    cancelUrl: 'http://game.test/cancel',
    requestId: '3',
  })
  await postToSimulator(loopback, `subscriptions/${id}/approve`)
  return id
}
