import { and, eq } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { paymentLedger, refunds } from '#db/schema/platform/billing.ts'
import { notifications } from '#db/schema/platform/identity.ts'
import { regions } from '#db/schema/platform/regions.ts'
import { billingSteps } from '#server/testing/billing-steps.ts'
import { useTestShop } from '#server/testing/test-shop.ts'
import { transact } from '../context.ts'
import { type UserActor } from '../require-actor.ts'
import { recordDispute } from './record-dispute.ts'
import { settleSubscription } from './settle-subscription.ts'

const shop = useTestShop()
const { platform } = shop
const { system } = billingSteps(shop)

let names = 0

/** Somebody whose payment arrives when another one has taken the name. */
async function tooLate() {
  const name = `late-${(names += 1)}`
  const late = await shop.checkout({ regionName: name })
  platform.clock.advance(2 * 3_600_000)
  const first = await shop.buy({ regionName: name })
  await shop.control(`subscriptions/${late.paypalSubscriptionId}/approve`)
  await shop.paypal().simulator.deliveries.deliverDue({ evenIfNotDue: true })
  return { ...late, first, name }
}

const noticesOf = async (user: UserActor) =>
  (await platform.db.select().from(notifications).where(eq(notifications.userId, user.userId))).filter(
    ({ kind }) => kind.startsWith('billing.'),
  )

const refundsOf = (subscriptionId: string) =>
  platform.db.select().from(refunds).where(eq(refunds.subscriptionId, subscriptionId))

async function newestDispute(): Promise<{ id: string; saleId: string }> {
  const state: unknown = await (await fetch(`${shop.paypal().url}/simulator/api/state`)).json()
  const dispute = (state as { disputes: { id: string; saleId: string }[] }).disputes.at(-1)
  if (!dispute) throw new Error('nothing is disputed')
  return dispute
}

const returnsOf = (subscriptionId: string) =>
  platform.db
    .select()
    .from(paymentLedger)
    .where(and(eq(paymentLedger.subscriptionId, subscriptionId), eq(paymentLedger.kind, 'refund')))

describe('a payment that came too late for a name', () => {
  it('goes back by itself, pays for nothing, and its buyer is told exactly that', async () => {
    const late = await tooLate()
    await platform.runOutbox()
    await shop.deliver()
    expect(await shop.row(late.id)).toMatchObject({
      ...{ status: 'abandoned', paidThrough: null, regionId: null, paypalStatus: 'CANCELLED' },
    })
    expect(await refundsOf(late.id)).toMatchObject([
      { status: 'done', cause: 'name-taken', amountMinor: 2500, requestedBy: null },
    ])
    expect(await returnsOf(late.id)).toMatchObject([{ amountMinor: 2500 }])
    const view = await platform.api(late.buyer).billing.get({ id: late.id })
    expect(view).toMatchObject({ paidThrough: null, moneyBack: { value: '25.00', currency: 'USD' } })
    expect(view.moneyBack?.doneAt).not.toBeNull()
    const notices = await noticesOf(late.buyer)
    const kinds = notices.map(({ kind }) => kind)
    expect(kinds).not.toContain('billing.payment-received')
    const lost = notices.find(({ kind }) => kind === 'billing.name-lost')
    expect(lost?.body).toContain('what you paid goes back to you by itself')
    const returned = notices.find(({ kind }) => kind === 'billing.money-returned')
    expect(returned?.body).toBe(
      'You got 25.00 USD back. The subscription never began, and you are charged nothing further.',
    )
    expect(kinds.filter((kind) => kind === 'billing.money-returned')).toHaveLength(1)
    // Who was first keeps what they paid for.
    expect((await shop.row(late.first.id)).status).toBe('active')
  })

  it('goes back once, however often it is settled and in whatever order', async () => {
    const late = await tooLate()
    const settle = () => settleSubscription(system(), { subscriptionId: late.id })
    await platform.runOutbox()
    await Promise.all([settle(), settle(), settle()])
    await shop.deliver()
    await settle()
    await platform.runOutbox()
    expect(await refundsOf(late.id)).toHaveLength(1)
    expect(await returnsOf(late.id)).toHaveLength(1)
  })

  it('buys nothing when the name is free again while the money is on its way', async () => {
    const late = await tooLate()
    await platform.runOutbox()
    // The other region is gone, and with it its claim to the name.
    const region = (await shop.row(late.first.id)).regionId ?? ''
    await platform.db.update(regions).set({ status: 'terminated' }).where(eq(regions.id, region))
    await settleSubscription(system(), { subscriptionId: late.id })
    await platform.runOutbox()
    expect(await shop.row(late.id)).toMatchObject({ status: 'abandoned', regionId: null, paidThrough: null })
    expect(await platform.db.$count(regions, eq(regions.ownerId, late.buyer.userId))).toBe(0)
    expect(await returnsOf(late.id)).toHaveLength(1)
    await expect(platform.api(late.buyer).billing.payAgain({ id: late.id })).rejects.toMatchObject({
      cause: { reason: 'not-restorable' },
    })
  })

  it.each([
    ['win', ['name-taken']],
    ['lose', []],
  ] as const)(
    'does not go back while its buyer disputes it, and then as that ends: %s',
    async (end, causes) => {
      const late = await tooLate()
      await shop.control(`subscriptions/${late.paypalSubscriptionId}/dispute`, { stage: 'INQUIRY' })
      const { id: disputeId, saleId } = await newestDispute()
      // We hear of the dispute first.
      const said = await system().paypal.getDispute(disputeId)
      await transact(system(), (tx) => recordDispute(tx, late.id, { dispute: said, saleId }))
      await shop.deliver()
      await shop.deliver()
      expect((await shop.row(late.id)).status).toBe('abandoned')
      expect(await refundsOf(late.id)).toEqual([])
      await shop.control(`disputes/${disputeId}/${end}`)
      // Here too we hear of the dispute first, and of the money that it took later.
      const ended = await system().paypal.getDispute(disputeId)
      await transact(system(), (tx) => recordDispute(tx, late.id, { dispute: ended, saleId }))
      await settleSubscription(system(), { subscriptionId: late.id })
      expect((await refundsOf(late.id)).map(({ cause }) => cause)).toEqual(causes)
      await shop.deliver()
      await shop.deliver()
      expect((await refundsOf(late.id)).map(({ cause }) => cause)).toEqual(causes)
    },
  )
})

describe('a payment that came after the end', () => {
  it('goes back by itself, and what was paid before stays paid', async () => {
    const bought = await shop.buy()
    platform.clock.advance(500 * 86_400_000)
    await settleSubscription(system(), { subscriptionId: bought.id })
    expect((await shop.row(bought.id)).status).toBe('terminated')
    expect(await refundsOf(bought.id)).toEqual([])
    await shop.control(`subscriptions/${bought.paypalSubscriptionId}/bill`)
    await shop.deliver()
    await platform.runOutbox()
    await shop.deliver()
    expect(await refundsOf(bought.id)).toMatchObject([
      { status: 'done', cause: 'ended', amountMinor: 2500, requestedBy: null },
    ])
    expect(await shop.row(bought.id)).toMatchObject({ status: 'terminated', paypalStatus: 'CANCELLED' })
    const view = await platform.api(bought.buyer).billing.get({ id: bought.id })
    expect(view.moneyBack).toMatchObject({ value: '25.00', currency: 'USD' })
  })
})
