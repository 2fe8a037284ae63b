import { and, eq } from 'drizzle-orm'
import { beforeAll, describe, expect, it } from 'vitest'
import { disputes, paymentLedger, paypalInbox } from '#db/schema/platform/billing.ts'
import { notifications } from '#db/schema/platform/identity.ts'
import { billingSteps, page } from '#server/testing/billing-steps.ts'
import { makeUser } from '#server/testing/make-user.ts'
import { useTestShop } from '#server/testing/test-shop.ts'
import { writtenActions } from '#server/testing/written-actions.ts'
import { type UserActor } from '../require-actor.ts'
import { correctPayment } from './correct-payment.ts'
import { sweepBilling } from './sweep-billing.ts'

const SLOW = { timeout: 240_000 }
const shop = useTestShop()
const { platform } = shop
const { system, regionOf } = billingSteps(shop)

let admin: UserActor
beforeAll(async () => {
  admin = await makeUser(platform, { role: 'admin' })
})

type There = { disputes: { id: string; subscriptionId: string }[] }
const disputeOf = async (paypalSubscriptionId: string) => {
  const there = (await (await fetch(`${shop.paypal().url}/simulator/api/state`)).json()) as There
  return there.disputes.findLast((row) => row.subscriptionId === paypalSubscriptionId)?.id ?? ''
}
const statusAtPayPal = async (id: string) => (await shop.paypal().client.getSubscription(id)).status
const ledgerOf = (subscriptionId: string) =>
  platform.db
    .select()
    .from(paymentLedger)
    .where(eq(paymentLedger.subscriptionId, subscriptionId))
    .orderBy(paymentLedger.occurredAt)
const kindsTold = async (user: UserActor) =>
  (await platform.db.select().from(notifications).where(eq(notifications.userId, user.userId))).map(
    ({ kind }) => kind,
  )
const saleOf = async (subscriptionId: string) => (await ledgerOf(subscriptionId))[0]?.paypalId ?? ''

/** A region whose first payment is disputed. */
async function disputed(body: Record<string, unknown> = {}) {
  const bought = await shop.buy()
  await shop.passDays(3)
  await shop.control(`subscriptions/${bought.paypalSubscriptionId}/dispute`, body)
  await shop.deliver()
  await shop.deliver()
  return { ...bought, disputeId: await disputeOf(bought.paypalSubscriptionId) }
}

describe('a payment that is charged back', SLOW, () => {
  it('closes the region, pauses PayPal, and both come back when the dispute is won', async () => {
    const bought = await disputed()
    expect((await regionOf(bought.id)).status).toBe('suspended')
    expect(await statusAtPayPal(bought.paypalSubscriptionId)).toBe('SUSPENDED')
    const api = platform.api(bought.buyer)
    const closed = await api.billing.get({ id: bought.id })
    expect(closed).toMatchObject({ status: 'suspended' })
    expect(Date.parse(closed.disputedUntil ?? '')).toBeGreaterThan(
      Date.parse(closed.createdAt) + 75 * 86_400_000,
    )
    expect(await kindsTold(bought.buyer)).toContain('billing.payment-taken-back')
    expect(await kindsTold(admin)).toContain('billing.flag')
    expect((await platform.api(admin).billing.disputes(page)).items[0]).toMatchObject({
      ...{ paypalId: bought.disputeId, outcome: null, amount: '25.00', owner: { id: bought.buyer.userId } },
    })

    // Longer than read-only lasts: its timetable stands still.
    await shop.passDays(40)
    expect((await regionOf(bought.id)).status).toBe('suspended')
    await shop.control(`disputes/${bought.disputeId}/win`)
    await shop.deliver()
    await shop.deliver()
    expect((await ledgerOf(bought.id)).map(({ kind, paypalId }) => [kind, paypalId])).toContainEqual([
      'reinstatement',
      bought.disputeId,
    ])
    expect((await regionOf(bought.id)).status).toMatch(/active|grace/)
    expect(await statusAtPayPal(bought.paypalSubscriptionId)).toBe('ACTIVE')
    expect(await kindsTold(bought.buyer)).toContain('billing.restored')
    const timeline = (await api.billing.timeline(page)).items.map(({ kind }) => kind)
    expect(timeline).toEqual(expect.arrayContaining(['dispute-opened', 'reinstatement', 'dispute-won']))
    expect(await writtenActions(platform, null)).toContain('billing.dispute-resolved')
  })

  it('leaves the region without grace when the dispute is lost, until somebody pays', async () => {
    const bought = await disputed()
    await shop.control(`disputes/${bought.disputeId}/lose`)
    await shop.deliver()
    expect(await shop.row(bought.id)).toMatchObject({ status: 'suspended' })
    expect((await platform.api(bought.buyer).billing.get({ id: bought.id })).disputedUntil).toBeNull()
    expect(await kindsTold(bought.buyer)).toContain('billing.dispute-lost')
    await shop.passDays(31)
    expect((await regionOf(bought.id)).status).toBe('evacuating')

    const again = await platform.api(bought.buyer).billing.payAgain({ id: bought.id })
    expect(again.outcome).toBe('approve')
    const there = (await (await fetch(`${shop.paypal().url}/simulator/api/state`)).json()) as {
      subscriptions: { id: string; customId: string; status: string }[]
    }
    const renewal = there.subscriptions.find(
      (row) => row.customId === bought.id && row.status === 'APPROVAL_PENDING',
    )
    await shop.control(`subscriptions/${renewal?.id}/approve`)
    await shop.deliver()
    await shop.deliver()
    expect((await regionOf(bought.id)).status).toBe('active')
    expect(await statusAtPayPal(bought.paypalSubscriptionId)).toBe('CANCELLED')
  })

  it('ends alike when its events come twice, late and in reverse', async () => {
    const bought = await shop.buy()
    await shop.passDays(3)
    await shop.control('deliveries/hold', { held: true })
    await shop.control(`subscriptions/${bought.paypalSubscriptionId}/dispute`)
    const disputeId = await disputeOf(bought.paypalSubscriptionId)
    platform.clock.advance(86_400_000)
    await shop.control(`disputes/${disputeId}/win`)
    const { events } = (await (await fetch(`${shop.paypal().url}/simulator/api/state`)).json()) as {
      events: { id: string; type: string }[]
    }
    for (const { id } of events.filter(({ type }) => /DISPUTE|REVERSED/.test(type)).slice(-3))
      await shop.control(`events/${id}/resend`, { times: 2 })
    await shop.control('deliveries/release', { order: 'reversed' })
    await shop.deliver()
    await shop.deliver()
    expect((await ledgerOf(bought.id)).map(({ kind }) => kind).sort()).toEqual([
      ...['payment', 'reinstatement', 'reversal'],
    ])
    expect(await shop.row(bought.id)).toMatchObject({ status: 'active' })
    expect(await statusAtPayPal(bought.paypalSubscriptionId)).toBe('ACTIVE')
    expect(await platform.db.$count(disputes, eq(disputes.subscriptionId, bought.id))).toBe(1)
  })
})

describe('a dispute', SLOW, () => {
  it('of a part shortens only what it covers', async () => {
    const bought = await shop.buy()
    const before = (await shop.row(bought.id)).paidThrough?.getTime() ?? 0
    await shop.control(`subscriptions/${bought.paypalSubscriptionId}/dispute`, { amountMinor: 500 })
    await shop.deliver()
    expect(await shop.row(bought.id)).toMatchObject({ status: 'active' })
    const after = (await shop.row(bought.id)).paidThrough?.getTime() ?? 0
    expect((before - after) / 86_400_000).toBeGreaterThan(5)
    expect((before - after) / 86_400_000).toBeLessThan(7)
    await shop.control(`disputes/${await disputeOf(bought.paypalSubscriptionId)}/win`)
    await shop.deliver()
    expect((await shop.row(bought.id)).paidThrough?.getTime()).toBe(before)
  })

  it('that only asks closes nothing, until the bank asks for the money', async () => {
    const bought = await disputed({ stage: 'INQUIRY' })
    expect((await regionOf(bought.id)).status).toBe('active')
    expect((await shop.row(bought.id)).flagged).toBe(true)
    await shop.control(`disputes/${bought.disputeId}/escalate`)
    await shop.deliver()
    expect((await regionOf(bought.id)).status).toBe('suspended')
    const [row] = await platform.db.select().from(disputes).where(eq(disputes.paypalId, bought.disputeId))
    expect(row).toMatchObject({ stage: 'CHARGEBACK', outcome: null })
  })

  it('waits in the inbox until its payment is known', async () => {
    await shop.control('deliveries/hold', { held: true })
    const started = await shop.checkout()
    await shop.control(`subscriptions/${started.paypalSubscriptionId}/approve`)
    await shop.control(`subscriptions/${started.paypalSubscriptionId}/dispute`, { stage: 'INQUIRY' })
    await shop.control('deliveries/release', { order: 'reversed' })
    platform.clock.advance(60_000)
    await shop.deliver()
    await sweepBilling(system())
    await platform.runOutbox()
    const open = await platform.db
      .select()
      .from(paypalInbox)
      .where(eq(paypalInbox.eventType, 'CUSTOMER.DISPUTE.CREATED'))
    expect(open.map(({ outcome }) => outcome)).not.toContain(null)
    expect(await platform.db.$count(disputes, eq(disputes.subscriptionId, started.id))).toBe(1)
  })
})

describe('an administrator’s correction', SLOW, () => {
  const correct = (saleId: string, act: 'take-back' | 'give-back') =>
    platform
      .api(admin)
      .billing.correctPayment({ saleId, act, reason: 'PayPal says so.', confirmation: saleId })

  it('gives back what was taken, and takes it again', async () => {
    const bought = await disputed()
    const saleId = await saleOf(bought.id)
    await correct(saleId, 'give-back')
    await platform.runOutbox()
    expect((await regionOf(bought.id)).status).toBe('active')
    expect(await statusAtPayPal(bought.paypalSubscriptionId)).toBe('ACTIVE')
    expect(await platform.api(admin).billing.payment({ saleId })).toMatchObject({
      ...{ left: '25.00', taken: '0.00', disputes: [{ paypalId: bought.disputeId }] },
    })
    await expect(correct(saleId, 'give-back')).rejects.toMatchObject({ code: 'CONFLICT' })
    // PayPal's own word, when it comes, adds nothing.
    await shop.control(`disputes/${bought.disputeId}/win`)
    await shop.deliver()
    expect((await shop.row(bought.id)).paidThrough).not.toBeNull()
    const { billing } = platform.api(admin)
    const { id, left } = await billing.payment({ saleId })
    expect(left).toBe('25.00')
    expect((await billing.previewRefund({ paymentId: id })).left).toBe('25.00')
    const receipt = await platform.api(bought.buyer).billing.receipt({ id })
    expect(receipt.kept).toBe('25.00')

    platform.clock.advance(1_000)
    await correct(saleId, 'take-back')
    expect((await regionOf(bought.id)).status).toBe('suspended')
    await expect(correct(saleId, 'take-back')).rejects.toMatchObject({ code: 'CONFLICT' })
    const actions = (await writtenActions(platform, admin)).filter((a) => a === 'billing.payment-corrected')
    expect(actions).toHaveLength(2)
  })

  it('is refused without administrator, proof, confirmation and payment', async () => {
    const bought = await shop.buy()
    const saleId = await saleOf(bought.id)
    const input = { saleId, act: 'take-back' as const, reason: 'It was.', confirmation: saleId }
    await expect(correctPayment(platform.ctx(bought.buyer), input)).rejects.toMatchObject({
      code: 'FORBIDDEN',
    })
    // Nobody gives back to themselves what their own bank took.
    const own = await shop.buy({}, admin)
    const ownSale = await saleOf(own.id)
    await expect(
      correctPayment(platform.ctx(admin), {
        ...{ saleId: ownSale, act: 'give-back', reason: 'It was.', confirmation: ownSale },
      }),
    ).rejects.toMatchObject({ reason: 'own-payment' })
    await expect(correctPayment(platform.ctx({ ...admin, proof: null }), input)).rejects.toMatchObject({
      reason: 'step-up',
    })
    await expect(
      correctPayment(platform.ctx(admin), { ...input, confirmation: 'yes' }),
    ).rejects.toMatchObject({ reason: 'not-confirmed' })
    await expect(
      correctPayment(platform.ctx(admin), { ...input, saleId: 'nobody', confirmation: 'nobody' }),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' })
    const { billing } = platform.api(admin)
    await expect(billing.payment({ saleId: 'nobody' })).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(platform.api(bought.buyer).billing.payment({ saleId })).rejects.toMatchObject({
      code: 'FORBIDDEN',
    })
    const tries = await Promise.allSettled([correct(saleId, 'take-back'), correct(saleId, 'take-back')])
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    const taken = and(eq(paymentLedger.saleId, saleId), eq(paymentLedger.kind, 'reversal'))
    expect(await platform.db.$count(paymentLedger, taken)).toBe(1)
  })
})
