import { afterEach, beforeEach, expect, it } from 'vitest'
import { postToSimulator, startWebhookReceiver } from '#server/testing/webhook-receiver.ts'
import { readWebhookEvent } from '../webhook-event.ts'

const clock = { time: Date.parse('2026-01-31T10:00:00Z'), now: () => new Date(clock.time) }
let shop: Awaited<ReturnType<typeof startWebhookReceiver>>
beforeEach(async () => {
  shop = await startWebhookReceiver(clock)
})
afterEach(() => shop.close())

const control = (path: string, body: unknown = {}) => postToSimulator(shop.loopback, path, body)

async function onlyDispute() {
  const answer = await fetch(`${shop.loopback.url}/simulator/api/state`)
  const { disputes } = (await answer.json()) as { disputes: { id: string; saleId: string }[] }
  const [dispute] = disputes
  if (!dispute) throw new Error('nothing is disputed')
  return dispute
}

/** Events after the first payment, oldest first. */
async function announced() {
  const events = await shop.loopback.client.listWebhookEvents(new Date(0), new Date(clock.time + 86_400_000))
  return events
    .map(({ body }) => {
      const event = readWebhookEvent(body)
      if (!event.ok) throw new Error(event.message)
      return [event.value.type, event.value.disputeId]
    })
    .reverse()
    .slice(2)
}

it('plays a dispute: asked about, charged back, and won', async () => {
  const id = await shop.subscribe()
  const { client } = shop.loopback
  await control(`subscriptions/${id}/dispute`, { stage: 'INQUIRY', amountMinor: 200 })
  const { id: disputeId, saleId } = await onlyDispute()
  expect(await client.getDispute(disputeId)).toMatchObject({
    ...{ id: disputeId, saleIds: [saleId], reason: 'UNAUTHORISED', stage: 'INQUIRY' },
    ...{ amount: { minor: 200, currency: 'USD' }, isResolved: false, outcomeCode: null },
  })
  await control(`disputes/${disputeId}/escalate`)
  expect((await control(`disputes/${disputeId}/win`)).status).toBe(200)
  expect((await control(`disputes/${disputeId}/lose`)).status).toBe(422)
  expect((await control('disputes/nothing/win')).status).toBe(404)
  expect(await client.getDispute(disputeId)).toMatchObject({
    ...{ stage: 'CHARGEBACK', isResolved: true, outcomeCode: 'RESOLVED_SELLER_FAVOUR' },
  })
  expect(await announced()).toEqual([
    ['CUSTOMER.DISPUTE.CREATED', disputeId],
    ['PAYMENT.SALE.REVERSED', null],
    ['CUSTOMER.DISPUTE.UPDATED', disputeId],
    ['CUSTOMER.DISPUTE.RESOLVED', disputeId],
  ])
  expect(await client.listTransactions(id, new Date(0), clock.now())).toMatchObject([{ status: 'COMPLETED' }])
  await expect(client.getDispute('nothing')).rejects.toMatchObject({ status: 404 })
})

it('takes the money of a lost dispute at its end, and shows it on the control page', async () => {
  const id = await shop.subscribe()
  await control(`subscriptions/${id}/dispute`, { stage: 'INQUIRY' })
  const { id: disputeId } = await onlyDispute()
  await control(`disputes/${disputeId}/lose`)
  expect((await announced()).map(([type]) => type)).toEqual([
    'CUSTOMER.DISPUTE.CREATED',
    'PAYMENT.SALE.REVERSED',
    'CUSTOMER.DISPUTE.RESOLVED',
  ])
  expect(await (await fetch(`${shop.loopback.url}/simulator`)).text()).toContain(disputeId)
  expect((await control(`subscriptions/${id}/dispute`)).status).toBe(422)
})
