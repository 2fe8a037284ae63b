import { and, eq } from 'drizzle-orm'
import { beforeAll, describe, expect, it } from 'vitest'
import { paymentLedger, paypalPlans, subscriptions } from '#db/schema/platform/billing.ts'
import { mails } from '#db/schema/platform/mail.ts'
import { notifications } from '#db/schema/platform/identity.ts'
import { type PlanKey } from '#server/domain/billing/plans.ts'
import { billingSteps, page, withoutPayPal } from '#server/testing/billing-steps.ts'
import { makeUser } from '#server/testing/make-user.ts'
import { useTestShop } from '#server/testing/test-shop.ts'
import { writtenActions } from '#server/testing/written-actions.ts'
import { type UserActor } from '../require-actor.ts'
import { announcePriceMove } from './announce-price-move.ts'
import { cancelPriceMove } from './cancel-price-move.ts'
import { changePrice } from './change-price.ts'
import { movePrice } from './move-price.ts'
import { settleSubscription } from './settle-subscription.ts'
import { sweepBilling } from './sweep-billing.ts'

const SLOW = { timeout: 240_000 }
const shop = useTestShop()
const { platform } = shop
const { system, regionOf } = billingSteps(shop)
const NAMES: Record<PlanKey, string> = {
  regional_owner: 'Regional ownership',
  galactic_citizen: 'Galactic citizenship',
}

let admin: UserActor
beforeAll(async () => {
  admin = await makeUser(platform, { role: 'admin' })
})

const change = (plan: PlanKey, price: string) =>
  platform.api(admin).billing.changePrice({ plan, price, confirmation: NAMES[plan] })
const onSale = async (plan: PlanKey) => (await platform.api().billing.prices())[plan].value
const paidBy = async (subscriptionId: string) =>
  platform.db
    .select({ amountMinor: paymentLedger.amountMinor, months: paymentLedger.months })
    .from(paymentLedger)
    .where(and(eq(paymentLedger.subscriptionId, subscriptionId), eq(paymentLedger.kind, 'payment')))
    .orderBy(paymentLedger.occurredAt)
const planOf = async (plan: PlanKey, amountMinor: number) => {
  const [row] = await platform.db
    .select()
    .from(paypalPlans)
    .where(and(eq(paypalPlans.plan, plan), eq(paypalPlans.amountMinor, amountMinor)))
  return row?.id ?? ''
}
const kindsTold = async (user: UserActor) =>
  (await platform.db.select().from(notifications).where(eq(notifications.userId, user.userId))).map(
    ({ kind }) => kind,
  )

describe('a new price', SLOW, () => {
  it('is shown to and paid by new buyers, and owners keep theirs, renew and cancel as ever', async () => {
    const owner = await shop.buy()
    const before = await shop.checkout()
    expect(await onSale('regional_owner')).toBe('25.00')
    await change('regional_owner', '30.00')
    expect(await writtenActions(platform, admin)).toContain('billing.price-changed')

    expect(await onSale('regional_owner')).toBe('30.00')
    const buyer = await shop.buy()
    expect(await platform.api(buyer.buyer).billing.get({ id: buyer.id })).toMatchObject({
      status: 'active',
      price: { value: '30.00', currency: 'USD' },
    })
    expect(await paidBy(buyer.id)).toEqual([{ amountMinor: 3000, months: 1 }])
    // Who had opened a checkout pays what it showed.
    await shop.control(`subscriptions/${before.paypalSubscriptionId}/approve`)
    await shop.deliver()
    expect(await paidBy(before.id)).toEqual([{ amountMinor: 2500, months: 1 }])

    await shop.passDays(32)
    await shop.passDays(31)
    for (const [{ id, buyer: who }, value] of [
      [owner, '25.00'],
      [before, '25.00'],
      [buyer, '30.00'],
    ] as const) {
      expect(await platform.api(who).billing.get({ id })).toMatchObject({
        status: 'active',
        price: { value },
      })
      expect(await paidBy(id)).toEqual(Array(3).fill({ amountMinor: Number(value) * 100, months: 1 }))
      expect((await shop.row(id)).flagged).toBe(false)
    }
    await platform.api(owner.buyer).billing.cancel({ id: owner.id })
    expect((await shop.row(owner.id)).status).toBe('cancelled')
    await shop.passDays(32)
    expect((await shop.row(owner.id)).status).toBe('suspended')
    expect((await regionOf(owner.id)).status).toBe('suspended')

    // Coming back costs what the region was bought for, as its card says.
    const back = await platform.api(owner.buyer).billing.payAgain({ id: owner.id })
    expect(back.outcome).toBe('approve')
    const { subscriptions: there } = (await (
      await fetch(`${shop.paypal().url}/simulator/api/state`)
    ).json()) as { subscriptions: { id: string; customId: string; status: string }[] }
    const renewal = there.find(
      ({ customId, status }) => customId === owner.id && status === 'APPROVAL_PENDING',
    )
    await shop.control(`subscriptions/${renewal?.id}/approve`)
    await shop.deliver()
    expect(await shop.row(owner.id)).toMatchObject({ status: 'active', amountMinor: 2500 })
    expect((await paidBy(owner.id)).at(-1)).toEqual({ amountMinor: 2500, months: 1 })
  })

  it('is asked from a checkout that is continued, by another PayPal subscription', async () => {
    const first = await shop.checkout({ plan: 'galactic_citizen' })
    await change('galactic_citizen', '6.50')
    const again = await shop.checkout({ plan: 'galactic_citizen' }, first.buyer)
    expect(again.id).toBe(first.id)
    expect(again.paypalSubscriptionId).not.toBe(first.paypalSubscriptionId)
    expect(await platform.api(first.buyer).billing.get({ id: first.id })).toMatchObject({
      price: { value: '6.50' },
      approvalUrl: again.approvalUrl,
      paypalSubscriptionId: again.paypalSubscriptionId,
    })
    // A third time it goes on with the same.
    expect(await shop.checkout({ plan: 'galactic_citizen' }, first.buyer)).toMatchObject({
      paypalSubscriptionId: again.paypalSubscriptionId,
    })
    await shop.control(`subscriptions/${again.paypalSubscriptionId}/approve`)
    await shop.deliver()
    expect(await shop.row(first.id)).toMatchObject({
      status: 'active',
      paypalSubscriptionId: again.paypalSubscriptionId,
    })
    expect(await paidBy(first.id)).toEqual([{ amountMinor: 650, months: 1 }])
  })

  it('counts a payment that was recorded by the version before, at the price of its plan', async () => {
    const bought = await shop.buy()
    await platform.db
      .update(paymentLedger)
      .set({ months: null })
      .where(eq(paymentLedger.subscriptionId, bought.id))
    await settleSubscription(system(), { subscriptionId: bought.id })
    expect((await paidBy(bought.id)).map(({ months }) => months)).toEqual([1])
    expect(await shop.row(bought.id)).toMatchObject({ status: 'active', flagged: false })
  })

  it('is refused without administrator, proof, confirmation and difference', async () => {
    const input = {
      plan: 'galactic_citizen' as const,
      price: { minor: 900, currency: 'USD' as const },
      confirmation: NAMES.galactic_citizen,
    }
    const as = (who: UserActor) => platform.ctx(who)
    await expect(changePrice(as(await makeUser(platform)), input)).rejects.toMatchObject({
      code: 'FORBIDDEN',
    })
    await expect(changePrice(as({ ...admin, proof: null }), input)).rejects.toMatchObject({
      reason: 'step-up',
    })
    await expect(changePrice(as(admin), { ...input, confirmation: 'yes' })).rejects.toMatchObject({
      reason: 'not-confirmed',
    })
    const now = Math.round(Number(await onSale('galactic_citizen')) * 100)
    await expect(
      changePrice(as(admin), { ...input, price: { minor: now, currency: 'USD' } }),
    ).rejects.toMatchObject({ reason: 'same-price' })
    await expect(changePrice(withoutPayPal(as(admin), 'createPlan'), input)).rejects.toMatchObject({
      code: 'UNAVAILABLE',
    })
  })

  it('is set once when two administrators set it at once', async () => {
    const other = await makeUser(platform, { role: 'admin' })
    const tries = await Promise.allSettled(
      [admin, other].map((who) =>
        platform.api(who).billing.changePrice({
          ...{ plan: 'galactic_citizen', price: '7.00', confirmation: NAMES.galactic_citizen },
        }),
      ),
    )
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(await onSale('galactic_citizen')).toBe('7.00')
  })
})

describe('a move of those who pay', SLOW, () => {
  /** An owner of an earlier price, and the plan that they pay. */
  async function ownerOf(fromMinor: number, to: string) {
    const owner = await shop.buy()
    expect((await shop.row(owner.id)).amountMinor).toBe(fromMinor)
    await change('regional_owner', to)
    return { owner, planId: await planOf('regional_owner', fromMinor) }
  }
  const announce = (planId: string, confirmation: string) =>
    platform.api(admin).billing.announceMove({ planId, confirmation })

  it('is told 30 days ahead, takes either price meanwhile, and then moves them at PayPal', async () => {
    const { owner, planId } = await ownerOf(3000, '35.00')
    await platform.db
      .update(subscriptions)
      .set({ updatedAt: await platform.clock.now(platform.db) })
      .where(eq(subscriptions.id, owner.id))
    const { priceId } = await announce(planId, '35.00 USD')
    expect(await kindsTold(owner.buyer)).toContain('billing.price-announced')
    const mailed = await platform.db.select().from(mails).where(eq(mails.userId, owner.buyer.userId))
    expect(mailed.map(({ data }) => JSON.stringify(data)).join()).toContain('35.00 USD a month')
    const api = platform.api(owner.buyer)
    expect(await api.billing.get({ id: owner.id })).toMatchObject({
      price: { value: '30.00' },
      announcedPrice: { value: '35.00', currency: 'USD' },
    })
    const listed = await platform.api(admin).billing.planPrice({ planId })
    expect(listed).toMatchObject({ price: '30.00', priceOnSale: '35.00', move: { priceId, price: '35.00' } })

    // Not before its day, whoever asks.
    await movePrice(system(), { priceId })
    expect((await platform.api(admin).billing.planPrice({ planId })).price).toBe('30.00')

    await platform.db.execute('delete from job_outbox')
    await shop.passDays(30.5)
    expect(await platform.api(admin).billing.planPrice({ planId })).toMatchObject({
      price: '35.00',
      move: null,
    })
    expect(await writtenActions(platform, null)).toContain('billing.price-moved')
    expect(await api.billing.get({ id: owner.id })).toMatchObject({
      price: { value: '35.00' },
      announcedPrice: null,
    })
    // The bill within ten days has the old price, the next one the new.
    await shop.passDays(5)
    await shop.passDays(31)
    expect(await paidBy(owner.id)).toEqual([
      { amountMinor: 3000, months: 1 },
      { amountMinor: 3000, months: 1 },
      { amountMinor: 3500, months: 1 },
    ])
    expect(await shop.row(owner.id)).toMatchObject({ status: 'active', flagged: false })
    // A worker that is killed after PayPal was asked repeats it.
    await movePrice(system(), { priceId })
  })

  it('can be cancelled until its day, and then nobody pays more', async () => {
    const { owner, planId } = await ownerOf(3500, '40.00')
    const { priceId } = await announce(planId, '40.00 USD')
    await platform.api(admin).billing.cancelMove({ priceId })
    expect(await kindsTold(owner.buyer)).toContain('billing.price-kept')
    expect(await writtenActions(platform, admin)).toContain('billing.price-move-cancelled')
    await expect(platform.api(admin).billing.cancelMove({ priceId })).rejects.toMatchObject({
      code: 'CONFLICT',
    })
    await shop.passDays(32)
    expect((await platform.api(admin).billing.planPrice({ planId })).price).toBe('35.00')
    expect((await paidBy(owner.id)).map(({ amountMinor }) => amountMinor)).toEqual([3500, 3500])

    const again = await announce(planId, '40.00 USD')
    platform.clock.advance(31 * 86_400_000)
    await expect(platform.api(admin).billing.cancelMove({ priceId: again.priceId })).rejects.toMatchObject({
      code: 'CONFLICT',
    })
    const down = withoutPayPal(system(), 'updatePlanPrice')
    await expect(movePrice(down, again)).rejects.toThrow('PayPal did not answer')
    // PayPal was moved, and the worker killed before it was written down.
    const [plan] = await platform.db.select().from(paypalPlans).where(eq(paypalPlans.id, planId))
    await shop.paypal().client.updatePlanPrice(plan?.paypalPlanId ?? '', { minor: 4000, currency: 'USD' })
    expect(await sweepBilling(system())).toBeGreaterThan(0)
    await platform.runOutbox()
    expect(await platform.api(admin).billing.planPrice({ planId })).toMatchObject({ price: '40.00' })
    expect((await platform.api(admin).billing.planPrices(page)).items[0]?.history.length).toBeGreaterThan(0)
  })

  it('is refused without administrator, proof and confirmation, and where there is nothing to move', async () => {
    const { planId } = await ownerOf(4000, '45.00')
    const onSaleId = await planOf('regional_owner', 4500)
    const input = { planId, confirmation: '45.00 USD' }
    const player = platform.ctx(await makeUser(platform))
    await expect(announcePriceMove(player, input)).rejects.toMatchObject({ code: 'FORBIDDEN' })
    await expect(cancelPriceMove(player, { priceId: planId })).rejects.toMatchObject({ code: 'FORBIDDEN' })
    const unproven = platform.ctx({ ...admin, proof: null })
    await expect(announcePriceMove(unproven, input)).rejects.toMatchObject({ reason: 'step-up' })
    await expect(cancelPriceMove(unproven, { priceId: planId })).rejects.toMatchObject({ reason: 'step-up' })
    await expect(announce(planId, 'yes')).rejects.toMatchObject({ code: 'CONFLICT' })
    await expect(announce(onSaleId, '45.00 USD')).rejects.toMatchObject({ code: 'CONFLICT' })
    const nothing = crypto.randomUUID()
    const api = platform.api(admin)
    await expect(announce(nothing, '45.00 USD')).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(api.billing.cancelMove({ priceId: nothing })).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(api.billing.planPrice({ planId: nothing })).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await movePrice(system(), { priceId: nothing })

    const tries = await Promise.allSettled([announce(planId, '45.00 USD'), announce(planId, '45.00 USD')])
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  })
})
