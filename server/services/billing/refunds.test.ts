import { and, eq } from 'drizzle-orm'
import { beforeAll, describe, expect, it } from 'vitest'
import { paymentLedger, refunds } from '#db/schema/platform/billing.ts'
import { notifications } from '#db/schema/platform/identity.ts'
import { DAY_MS } from '#server/domain/billing/billing-calendar.ts'
import { PayPalError, type PayPal } from '#server/paypal/paypal-port.ts'
import { billingSteps, withoutPayPal } from '#server/testing/billing-steps.ts'
import { makeUser } from '#server/testing/make-user.ts'
import { useTestShop } from '#server/testing/test-shop.ts'
import { writtenActions } from '#server/testing/written-actions.ts'
import { type Ctx } from '../context.ts'
import { type UserActor } from '../require-actor.ts'
import { requestRefund } from './request-refund.ts'
import { sendRefund } from './send-refund.ts'
import { sweepBilling } from './sweep-billing.ts'

const shop = useTestShop()
const { platform } = shop
const { system } = billingSteps(shop)

let admin: UserActor
beforeAll(async () => {
  admin = await makeUser(platform, { role: 'admin' })
})

async function bought(plan: 'regional_owner' | 'galactic_citizen' = 'galactic_citizen') {
  const subscription = await shop.buy({ plan })
  const [payment] = await ledgerOf(subscription.id, 'payment')
  if (!payment) throw new Error('nothing was paid')
  const { buyer } = subscription
  const asked = { paymentId: payment.id, reason: 'Charged twice', confirmation: buyer.callsign }
  const refund = (over: { amount?: string; confirmation?: string; reason?: string } = {}, by = admin) =>
    platform.api(by).billing.refund({ ...asked, ...over })
  return { ...subscription, payment, asked, refund }
}

const ledgerOf = (subscriptionId: string, kind: 'payment' | 'refund') =>
  platform.db
    .select()
    .from(paymentLedger)
    .where(and(eq(paymentLedger.subscriptionId, subscriptionId), eq(paymentLedger.kind, kind)))

const refundsOf = (subscriptionId: string) =>
  platform.db.select().from(refunds).where(eq(refunds.subscriptionId, subscriptionId))

const noticesOf = async (user: UserActor, kind: string) =>
  (await platform.db.select().from(notifications).where(eq(notifications.userId, user.userId))).filter(
    (row) => row.kind === kind,
  )

/** What PayPal itself says was paid back of a sale. */
async function returnedAtPayPal(paypalSubscriptionId: string): Promise<number> {
  const state: unknown = await (await fetch(`${shop.paypal().url}/simulator/api/state`)).json()
  const { subscriptions } = state as {
    subscriptions: { id: string; transactions: { returnedMinor: number }[] }[]
  }
  return (subscriptions.find(({ id }) => id === paypalSubscriptionId)?.transactions ?? []).reduce(
    (sum, { returnedMinor }) => sum + returnedMinor,
    0,
  )
}

/** A context whose PayPal answers refunds so. */
const refunding = (ctx: Ctx, refundSale: PayPal['refundSale']): Ctx => ({
  ...ctx,
  paypal: { ...ctx.paypal, refundSale },
})

describe('a refund', () => {
  it('is previewed, paid back by PayPal once, shortens what is paid for, and is told and audited', async () => {
    const one = await bought('regional_owner')
    const { billing } = platform.api(admin)
    const preview = await billing.previewRefund({ paymentId: one.payment.id, amount: '10.00' })
    expect(preview).toMatchObject({
      payment: { amount: '25.00', currency: 'USD', number: one.payment.paypalId },
      buyer: { callsign: one.buyer.callsign },
      ...{ left: '25.00', against: null, effect: { amount: '10.00' }, refunds: [] },
    })
    const before = (await shop.row(one.id)).paidThrough
    expect(preview.effect?.paidThrough).toBe(before?.toISOString())
    expect(await one.refund({ amount: '10.00' })).toMatchObject({ status: 'requested', amount: '10.00' })
    await platform.runOutbox()
    await shop.deliver()
    expect(await ledgerOf(one.id, 'refund')).toMatchObject([
      { amountMinor: 1000, saleId: one.payment.paypalId, feeMinor: 0 },
    ])
    const [row] = await refundsOf(one.id)
    expect(row).toMatchObject({ status: 'done', requestedBy: admin.userId, cause: 'administrator' })
    const after = (await shop.row(one.id)).paidThrough
    expect(after?.getTime()).toBeLessThan(before?.getTime() ?? 0)
    expect(
      Math.abs((after?.getTime() ?? 0) - Date.parse(preview.effect?.paidThroughThen ?? '')),
    ).toBeLessThan(60_000)
    expect(await returnedAtPayPal(one.paypalSubscriptionId)).toBe(1000)
    const [notice] = await noticesOf(one.buyer, 'billing.money-returned')
    expect(notice?.body).toContain('10.00 USD')
    expect(await noticesOf(one.buyer, 'billing.money-returned')).toHaveLength(1)
    expect(await writtenActions(platform, admin)).toContain('billing.refund-requested')
    expect((await billing.refunds({})).items[0]).toMatchObject({
      ...{ status: 'done', reason: 'Charged twice', requestedBy: admin.callsign },
      buyer: { callsign: one.buyer.callsign },
    })
    expect((await billing.paymentsOf({ subscriptionId: one.id })).items).toMatchObject([
      { amount: '25.00', returned: '10.00' },
    ])
  })

  it('of all that is left leaves nothing, and a second one is refused', async () => {
    const one = await bought()
    await one.refund({ amount: '1.50' })
    await platform.runOutbox()
    await one.refund()
    await platform.runOutbox()
    expect((await ledgerOf(one.id, 'refund')).map(({ amountMinor }) => amountMinor).sort()).toEqual([
      150, 350,
    ])
    await expect(one.refund()).rejects.toMatchObject({ cause: { reason: 'nothing-left' } })
    expect(await returnedAtPayPal(one.paypalSubscriptionId)).toBe(500)
    expect((await shop.row(one.id)).status).toBe('terminated')
  })

  it.each([
    ['more than was paid', { amount: '5.01' }, 'more-than-left'],
    ['nothing', { amount: '0.00' }, 'no-amount'],
    ['without the callsign', { confirmation: 'somebody' }, 'not-confirmed'],
  ])('of %s is refused', async (_what, over, reason) => {
    const one = await bought()
    await expect(one.refund(over)).rejects.toMatchObject({ cause: { reason } })
    expect(await refundsOf(one.id)).toEqual([])
  })

  it('is for administrators who showed lately who they are, and never of their own payment', async () => {
    const one = await bought()
    for (const person of [one.buyer, await makeUser(platform)]) {
      await expect(one.refund({}, person)).rejects.toMatchObject({ code: 'FORBIDDEN' })
      const { billing } = platform.api(person)
      const { paymentId } = one.asked
      for (const ask of [
        () => billing.previewRefund({ paymentId }),
        () => billing.refunds({}),
        () => billing.paymentsOf({ subscriptionId: one.id }),
        () => billing.retryRefund({ refundId: one.id }),
      ])
        await expect(ask()).rejects.toMatchObject({ code: 'FORBIDDEN' })
    }
    await expect(requestRefund(platform.ctx({ ...admin, proof: null }), one.asked)).rejects.toMatchObject({
      reason: 'step-up',
    })
    const selfish = await makeUser(platform, { role: 'admin' })
    const own = await shop.buy({ plan: 'galactic_citizen' }, selfish)
    const [payment] = await ledgerOf(own.id, 'payment')
    await expect(
      platform.api(selfish).billing.refund({
        ...{ paymentId: payment?.id ?? '', reason: 'I want it back', confirmation: selfish.callsign },
      }),
    ).rejects.toMatchObject({ cause: { reason: 'own-payment' } })
    expect([...(await refundsOf(one.id)), ...(await refundsOf(own.id))]).toEqual([])
  })

  it('of what is no payment is not found', async () => {
    const one = await bought()
    await one.refund({ amount: '1.00' })
    await platform.runOutbox()
    const [returned] = await ledgerOf(one.id, 'refund')
    const { billing } = platform.api(admin)
    for (const paymentId of [returned?.id ?? '', one.id])
      await expect(billing.refund({ ...one.asked, paymentId })).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(billing.previewRefund({ paymentId: one.id })).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(billing.retryRefund({ refundId: one.id })).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(billing.paymentsOf({ subscriptionId: one.payment.id })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
  })

  it('is refused after 180 days', async () => {
    const one = await bought()
    await platform.api(one.buyer).billing.cancel({ id: one.id })
    platform.clock.advance(181 * DAY_MS)
    await expect(one.refund()).rejects.toMatchObject({ cause: { reason: 'too-old' } })
    const preview = await platform.api(admin).billing.previewRefund({ paymentId: one.payment.id })
    expect(preview).toMatchObject({ effect: null, against: expect.stringContaining('180 days') as string })
  })
})

describe('money is not returned twice', () => {
  it('by two administrators at once', async () => {
    const one = await bought()
    const others = await Promise.all([1, 2, 3].map(() => makeUser(platform, { role: 'admin' })))
    const answers = await Promise.allSettled(others.map((by) => one.refund({ amount: '4.00' }, by)))
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    await platform.runOutbox()
    await shop.deliver()
    expect(await returnedAtPayPal(one.paypalSubscriptionId)).toBe(400)
    // What is left bounds the next one.
    await expect(one.refund({ amount: '4.00' })).rejects.toMatchObject({
      cause: { reason: 'more-than-left' },
    })
  })

  it('when the worker dies after PayPal paid and before it was recorded', async () => {
    const one = await bought()
    const { id } = await one.refund()
    const dying = refunding(system(), async (...given) => {
      await system().paypal.refundSale(...given)
      throw new PayPalError('NO_ANSWER', 'PayPal did not answer.', { status: 0 })
    })
    await expect(sendRefund(dying, { refundId: id })).rejects.toThrow()
    expect((await refundsOf(one.id))[0]?.status).toBe('sent')
    await sendRefund(system(), { refundId: id })
    await sendRefund(system(), { refundId: id })
    await shop.deliver()
    expect((await refundsOf(one.id))[0]?.status).toBe('done')
    expect(await ledgerOf(one.id, 'refund')).toHaveLength(1)
    expect(await returnedAtPayPal(one.paypalSubscriptionId)).toBe(500)
  })

  it('when PayPal’s event comes before its answer is recorded', async () => {
    const one = await bought()
    const { id } = await one.refund()
    const late = refunding(system(), async (...given) => {
      const answer = await system().paypal.refundSale(...given)
      await shop.paypal().simulator.deliveries.deliverDue({ evenIfNotDue: true })
      await expect(one.refund()).rejects.toMatchObject({ cause: { reason: 'refund-open' } })
      return answer
    })
    await sendRefund(late, { refundId: id })
    await shop.deliver()
    expect(await ledgerOf(one.id, 'refund')).toHaveLength(1)
    expect(await noticesOf(one.buyer, 'billing.money-returned')).toHaveLength(1)
  })

  it('while its dispute is open', async () => {
    const one = await bought()
    await shop.control(`subscriptions/${one.paypalSubscriptionId}/dispute`, {})
    await shop.deliver()
    await expect(one.refund()).rejects.toMatchObject({ cause: { reason: 'disputed' } })
    const { billing } = platform.api(admin)
    expect((await billing.previewRefund({ paymentId: one.payment.id })).against).toMatch(/disputed/)
    expect(await refundsOf(one.id)).toEqual([])
  })

  it.each([
    { paid: true, status: 'done' },
    { paid: false, status: 'failed' },
  ])(
    'by a request that PayPal forgot (paid: $paid), which an administrator ends',
    async ({ paid, status }) => {
      const one = await bought()
      const { id } = await one.refund()
      const silent = refunding(system(), async (...given) => {
        if (paid) await system().paypal.refundSale(...given)
        throw new PayPalError('NO_ANSWER', 'PayPal did not answer.', { status: 0 })
      })
      await expect(sendRefund(silent, { refundId: id })).rejects.toThrow()
      const { billing } = platform.api(admin)
      await expect(billing.giveUpRefund({ refundId: id })).rejects.toMatchObject({
        cause: { reason: 'not-unanswered' },
      })
      platform.clock.advance(26 * DAY_MS)
      // Its job and the sweep leave it alone now; of what PayPal paid an event tells.
      await shop.deliver()
      await sendRefund(system(), { refundId: id })
      const preview = () => billing.previewRefund({ paymentId: one.payment.id })
      expect(await preview()).toMatchObject({ unanswered: { id }, effect: null })
      await expect(platform.api(one.buyer).billing.giveUpRefund({ refundId: id })).rejects.toMatchObject({
        code: 'FORBIDDEN',
      })
      await expect(billing.giveUpRefund({ refundId: one.id })).rejects.toMatchObject({ code: 'NOT_FOUND' })
      // Who proved who they are 26 days ago does so again: here somebody else.
      const other = await makeUser(platform, { role: 'admin' })
      const giveUp = () => platform.api(other).billing.giveUpRefund({ refundId: id })
      for (const ask of [billing.giveUpRefund, billing.retryRefund])
        await expect(ask({ refundId: id })).rejects.toMatchObject({ cause: { reason: 'step-up' } })
      const ends = await Promise.allSettled([giveUp(), giveUp()])
      expect(ends.filter((end) => end.status === 'fulfilled')).toHaveLength(1)
      expect(await preview()).toMatchObject({ unanswered: null, refunds: [{ status }] })
      expect(await writtenActions(platform, other)).toContain('billing.refund-given-up')
      if (!paid) {
        await platform.api(other).billing.retryRefund({ refundId: id })
        await platform.runOutbox()
      }
      expect(await returnedAtPayPal(one.paypalSubscriptionId)).toBe(500)
    },
  )

  it('by several workers at the same refund', async () => {
    const one = await bought()
    const { id } = await one.refund()
    await Promise.all([1, 2, 3].map(() => sendRefund(system(), { refundId: id })))
    expect(await ledgerOf(one.id, 'refund')).toHaveLength(1)
    expect(await returnedAtPayPal(one.paypalSubscriptionId)).toBe(500)
  })

  it('by a refund after the buyer’s bank took it', async () => {
    const one = await bought()
    await shop.control(`subscriptions/${one.paypalSubscriptionId}/reverse`, { amountMinor: 300 })
    await shop.deliver()
    await expect(one.refund({ amount: '2.01' })).rejects.toMatchObject({
      cause: { reason: 'more-than-left' },
    })
    const { billing } = platform.api(admin)
    expect((await billing.previewRefund({ paymentId: one.payment.id })).left).toBe('2.00')

    // What the bank gave back can be refunded again.
    const saleId = one.payment.paypalId
    await billing.correctPayment({
      ...{ saleId, act: 'give-back' },
      ...{ reason: 'The dispute was won.', confirmation: saleId },
    })
    expect((await billing.previewRefund({ paymentId: one.payment.id })).left).toBe('5.00')
    const { items } = await billing.paymentsOf({ subscriptionId: one.id })
    expect(items).toMatchObject([{ number: saleId, returned: '0.00' }])
  })

  it('by asking again when PayPal has forgotten the request', async () => {
    const one = await bought()
    const { id } = await one.refund()
    await expect(sendRefund(withoutPayPal(system(), 'refundSale'), { refundId: id })).rejects.toThrow()
    platform.clock.advance(26 * DAY_MS)
    let asked = 0
    const counting = refunding(system(), (...given) => {
      asked += 1
      return system().paypal.refundSale(...given)
    })
    await sendRefund(counting, { refundId: id })
    expect(asked).toBe(0)
    expect((await refundsOf(one.id))[0]?.status).toBe('sent')
  })
})

describe('a refund that PayPal refuses', () => {
  const refusing = () =>
    refunding(system(), () =>
      Promise.reject(new PayPalError('UNPROCESSABLE_ENTITY', 'Not enough money.', { status: 422 })),
    )

  it('is shown to administrators, who may try again under a new request id', async () => {
    const one = await bought()
    const { id } = await one.refund()
    const [before] = await refundsOf(one.id)
    await sendRefund(refusing(), { refundId: id })
    expect((await refundsOf(one.id))[0]).toMatchObject({ status: 'failed', error: 'Not enough money.' })
    expect(await noticesOf(admin, 'billing.refund-failed')).toHaveLength(1)
    expect(await ledgerOf(one.id, 'refund')).toEqual([])
    const { billing } = platform.api(admin)
    expect((await billing.previewRefund({ paymentId: one.payment.id })).refunds).toMatchObject([
      { id, status: 'failed', error: 'Not enough money.' },
    ])
    expect(await billing.retryRefund({ refundId: id })).toMatchObject({ status: 'requested', error: null })
    await platform.runOutbox()
    const [after] = await refundsOf(one.id)
    expect(after?.status).toBe('done')
    expect(after?.requestKey).not.toBe(before?.requestKey)
    expect(await returnedAtPayPal(one.paypalSubscriptionId)).toBe(500)
    expect(await writtenActions(platform, admin)).toContain('billing.refund-retried')
    await expect(billing.retryRefund({ refundId: id })).rejects.toMatchObject({
      cause: { reason: 'not-failed' },
    })
  })

  it('cannot be tried again once another one has taken the money', async () => {
    const one = await bought()
    const { id } = await one.refund({ amount: '4.00' })
    await sendRefund(refusing(), { refundId: id })
    await one.refund({ amount: '2.00' })
    await platform.runOutbox()
    await expect(platform.api(admin).billing.retryRefund({ refundId: id })).rejects.toMatchObject({
      cause: { reason: 'more-than-left' },
    })
    expect(await returnedAtPayPal(one.paypalSubscriptionId)).toBe(200)
  })

  it('is repeated by the sweep while PayPal does not answer', async () => {
    const one = await bought()
    const { id } = await one.refund()
    await expect(sendRefund(withoutPayPal(system(), 'refundSale'), { refundId: id })).rejects.toThrow()
    platform.clock.advance(60_000)
    await sweepBilling(system())
    await platform.runOutbox()
    expect((await refundsOf(one.id))[0]?.status).toBe('done')
    expect(await ledgerOf(one.id, 'refund')).toHaveLength(1)
  })
})
