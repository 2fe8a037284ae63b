import { eq } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { paymentLedger, refunds } from '#db/schema/platform/billing.ts'
import { users } from '#db/schema/platform/identity.ts'
import { regions } from '#db/schema/platform/regions.ts'
import { type CheckoutInput } from '#server/domain/billing/checkout-input.ts'
import { addMonths } from '#server/domain/billing/billing-calendar.ts'
import { billingSteps } from '#server/testing/billing-steps.ts'
import { makeMember } from '#server/testing/make-region.ts'
import { makeUser } from '#server/testing/make-user.ts'
import { DAY_MS } from '#server/testing/platform-steps.ts'
import { rescueSteps } from '#server/testing/rescue-steps.ts'
import { useTestShop } from '#server/testing/test-shop.ts'
import { type UserActor } from '../require-actor.ts'
import { settleSubscription } from './settle-subscription.ts'

const HOUR_MS = 3_600_000

const shop = useTestShop()
const { platform } = shop
const { regionOf } = billingSteps(shop)
const { actionsOn, deliveredNoticesOf, noticesOf, ownerOf, sweep } = rescueSteps(shop)

/** The same person without having shown who they are. */
const unproven = (user: UserActor): UserActor => ({ ...user, proof: null })

async function makeOwned(input: Partial<CheckoutInput> = {}) {
  const bought = await shop.buy(input)
  const region = await regionOf(bought.id)
  const [heir, other] = [await makeMember(platform, region), await makeMember(platform, region)]
  return { ...bought, owner: bought.buyer, region, heir, other }
}
const offer = (owner: UserActor, region: { name: string }, to: UserActor) =>
  platform
    .api(owner)
    .ownership.offerTransfer({ region: region.name, callsign: to.callsign, terms: 'For 500 credits.' })
const accept = (heir: UserActor, transferId: string) =>
  platform.api(heir).ownership.acceptTransfer({ transferId })
const see = async (actor: UserActor, region: { name: string }) =>
  (await platform.api(actor).ownership.transfers({ region: region.name })).latest

/** Accepted, and time for the receiver to pay. */
async function makePayable(input: Partial<CheckoutInput> = {}) {
  const made = await makeOwned(input)
  const { transferId } = await offer(made.owner, made.region, made.heir)
  await accept(made.heir, transferId)
  return { ...made, transferId }
}

describe('a transfer', () => {
  it('of an autocracy passes with the receiver’s payment, whose time begins when the owner’s ends', async () => {
    const { id, owner, region, heir, other, transferId } = await makePayable()
    const paid = (await shop.row(id)).paidThrough ?? new Date(0)
    expect(await see(other, region)).toMatchObject({ status: 'accepted', terms: '', canPay: false })
    expect(await see(heir, region)).toMatchObject({ terms: 'For 500 credits.', canPay: true })
    const started = await platform.api(heir).billing.startTransferTakeover({ transferId })
    await shop.control(`subscriptions/${started.paypalSubscriptionId}/approve`)
    await shop.deliver()
    expect(await ownerOf(region)).toEqual({ ownerId: heir.userId, status: 'active' })
    expect(await shop.row(id)).toMatchObject({ status: 'handed_over', paypalStatus: 'CANCELLED' })
    const taken = await shop.row(started.id)
    expect(taken).toMatchObject({ status: 'active', predecessorId: id })
    expect(taken.paidThrough).toEqual(addMonths(paid, 1))
    // Until when the new owner pays is none of the former owner's business.
    expect(await see(owner, region)).toMatchObject({ status: 'done', paidThrough: null })
    const admin = await makeUser(platform, { role: 'admin' })
    const [payment] = await platform.db
      .select()
      .from(paymentLedger)
      .where(eq(paymentLedger.subscriptionId, started.id))
    const preview = await platform
      .api(admin)
      .billing.previewRefund({ paymentId: payment?.id ?? '', amount: '12.50' })
    // A refund of half a month leaves half a month after the former owner's time.
    expect(Date.parse(preview.effect?.paidThroughThen ?? '')).toBeGreaterThan(paid.getTime())
    expect(await actionsOn(transferId)).toEqual(
      expect.arrayContaining(['transfer.offered', 'transfer.accepted', 'transfer.completed']),
    )
    expect(await deliveredNoticesOf(other)).toEqual(
      expect.arrayContaining(['ownership.transfer-announced', 'ownership.passed']),
    )
    expect(await noticesOf(owner)).toContain('ownership.lost')
    const { items } = await platform
      .api(other)
      .regions.history({ region: region.name, kind: 'owners', pageSize: 5 })
    expect(items.map(({ text }) => text)).toEqual([`${heir.callsign} became the owner.`])
    // Months later everything is paid by the new owner alone.
    await shop.passDays(70)
    expect(await ownerOf(region)).toEqual({ ownerId: heir.userId, status: 'active' })
    expect((await shop.row(id)).status).toBe('handed_over')
  })

  it('of a democracy is announced for fourteen days, in which nobody pays', async () => {
    const { region, heir, owner, transferId } = await makePayable({ governanceType: 'democracy' })
    await expect(platform.api(heir).billing.startTransferTakeover({ transferId })).rejects.toMatchObject({
      cause: { reason: 'not-now' },
    })
    expect(await see(heir, region)).toMatchObject({ canPay: false })
    platform.clock.advance(14 * DAY_MS)
    await sweep()
    const started = await platform.api(heir).billing.startTransferTakeover({ transferId })
    // The same checkout for a second click.
    expect((await platform.api(heir).billing.startTransferTakeover({ transferId })).id).toBe(started.id)
    await shop.control(`subscriptions/${started.paypalSubscriptionId}/approve`)
    await shop.deliver()
    expect(await ownerOf(region)).toMatchObject({ ownerId: heir.userId })
    expect(await platform.api(owner).ownership.transfers({ region: region.name })).toMatchObject({
      canOffer: false,
    })
  })

  it('needs proof of both, and is of the owner and the receiver alone', async () => {
    const { region, owner, heir, other } = await makeOwned()
    const input = { region: region.name, callsign: heir.callsign, terms: '' }
    await expect(platform.api(unproven(owner)).ownership.offerTransfer(input)).rejects.toMatchObject({
      cause: { reason: 'step-up' },
    })
    await expect(offer(other, region, heir)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    const { transferId } = await offer(owner, region, heir)
    expect(await noticesOf(heir)).toContain('ownership.transfer-offered')
    await expect(offer(owner, region, other)).rejects.toMatchObject({ cause: { reason: 'already-open' } })
    await expect(platform.api(unproven(heir)).ownership.acceptTransfer({ transferId })).rejects.toMatchObject(
      {
        cause: { reason: 'step-up' },
      },
    )
    await expect(accept(other, transferId)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    // An offer is between the two.
    expect(await see(other, region)).toBeNull()
    const stranger = await makeUser(platform)
    for (const nobody of [other, stranger]) {
      await expect(platform.api(nobody).ownership.withdrawTransfer({ transferId })).rejects.toMatchObject({
        code: 'NOT_FOUND',
      })
      await expect(platform.api(nobody).billing.startTransferTakeover({ transferId })).rejects.toMatchObject({
        code: 'NOT_FOUND',
      })
    }
  })

  it('can be withdrawn by either, and ends by itself when nobody accepts or pays', async () => {
    const { region, owner, heir } = await makeOwned()
    const first = await offer(owner, region, heir)
    await platform.api(heir).ownership.withdrawTransfer(first)
    expect(await see(owner, region)).toMatchObject({
      status: 'ended',
      endReason: 'The receiver does not want it.',
    })
    await expect(accept(heir, first.transferId)).rejects.toMatchObject({ cause: { reason: 'not-offered' } })
    await expect(platform.api(heir).ownership.withdrawTransfer(first)).rejects.toMatchObject({
      cause: { reason: 'over' },
    })
    const second = await offer(owner, region, heir)
    await accept(heir, second.transferId)
    await platform.api(owner).ownership.withdrawTransfer(second)
    expect(await actionsOn(second.transferId)).toContain('transfer.ended')
    await offer(owner, region, heir)
    platform.clock.advance(14 * DAY_MS)
    await sweep()
    expect(await see(owner, region)).toMatchObject({ status: 'ended' })
    const last = await offer(owner, region, heir)
    await accept(heir, last.transferId)
    platform.clock.advance(8 * DAY_MS)
    await sweep()
    expect(await see(owner, region)).toMatchObject({ status: 'ended', canEnd: false })
  })

  it('is none of a region that is not paid for, or whose payment is disputed', async () => {
    const { region, owner, heir, other, transferId, paypalSubscriptionId } = await makePayable()
    const started = await platform.api(heir).billing.startTransferTakeover({ transferId })
    platform.clock.advance(DAY_MS)
    await shop.control(`subscriptions/${paypalSubscriptionId}/dispute`)
    await shop.deliver()
    await sweep()
    expect(await see(owner, region)).toMatchObject({ status: 'ended' })
    await expect(offer(owner, region, other)).rejects.toMatchObject({ cause: { reason: 'not-paid-for' } })
    // What the receiver paid all the same goes back.
    await shop.control(`subscriptions/${started.paypalSubscriptionId}/approve`)
    await shop.deliver()
    await shop.deliver()
    expect(await ownerOf(region)).toMatchObject({ ownerId: owner.userId })
    const rows = await platform.db.select().from(refunds).where(eq(refunds.subscriptionId, started.id))
    expect(rows).toMatchObject([{ cause: 'region-kept', status: 'done' }])
  })

  it('is none to somebody whose account is suspended when they pay', async () => {
    const { region, owner, heir, transferId } = await makePayable()
    const started = await platform.api(heir).billing.startTransferTakeover({ transferId })
    await shop.control(`subscriptions/${started.paypalSubscriptionId}/approve`)
    const suspendedAt = await platform.clock.now(platform.db)
    await platform.db
      .update(users)
      .set({ suspendedAt, suspensionText: 'Cheating in votes.' })
      .where(eq(users.id, heir.userId))
    await shop.deliver()
    await shop.deliver()
    expect(await ownerOf(region)).toEqual({ ownerId: owner.userId, status: 'active' })
    const rows = await platform.db.select().from(refunds).where(eq(refunds.subscriptionId, started.id))
    expect(rows).toMatchObject([{ cause: 'region-kept', status: 'done' }])
  })

  it('goes on when the owner’s account is deleted meanwhile: the successor was named', async () => {
    const { id, region, owner, heir, transferId } = await makePayable()
    await platform.api(owner).billing.cancel({ id })
    await platform.db
      .update(users)
      .set({ expiredAt: await platform.clock.now(platform.db), confirmedAt: null })
      .where(eq(users.id, owner.userId))
    const [left] = await platform.db.select().from(regions).where(eq(regions.id, region.id))
    expect(left).toMatchObject({ status: 'active' })
    const started = await platform.api(heir).billing.startTransferTakeover({ transferId })
    await shop.control(`subscriptions/${started.paypalSubscriptionId}/approve`)
    await shop.deliver()
    expect(await ownerOf(region)).toEqual({ ownerId: heir.userId, status: 'active' })
  })
})

describe('a transfer that is paid around the end of the owner’s paid time', () => {
  /** Payable, and so many milliseconds after the end of the paid time, for which PayPal has not billed yet. */
  async function makeAtTheEnd(afterMs: number) {
    const made = await makeOwned()
    const paidThrough = (await shop.row(made.id)).paidThrough ?? new Date(0)
    const reach = async (at: number) =>
      platform.clock.advance(at - (await platform.clock.now(platform.db)).getTime())
    await reach(paidThrough.getTime() - DAY_MS)
    const { transferId } = await offer(made.owner, made.region, made.heir)
    await accept(made.heir, transferId)
    await reach(paidThrough.getTime() + afterMs)
    await settleSubscription(platform.ctx({ kind: 'system', job: 'test' }), { subscriptionId: made.id })
    const started = await platform.api(made.heir).billing.startTransferTakeover({ transferId })
    await shop.control(`subscriptions/${started.paypalSubscriptionId}/approve`)
    return { ...made, transferId, started, paidThrough }
  }
  const refundsOf = (subscriptionId: string) =>
    platform.db.select().from(refunds).where(eq(refunds.subscriptionId, subscriptionId))

  it('waits while a renewal is awaited, and passes once it came', async () => {
    const { id, owner, region, heir, started, paidThrough } = await makeAtTheEnd(HOUR_MS)
    await shop.deliver()
    // Nothing of the owner's is ended while PayPal is about to bill them.
    expect(await ownerOf(region)).toEqual({ ownerId: owner.userId, status: 'active' })
    expect(await shop.row(id)).toMatchObject({ status: 'active', paypalStatus: 'ACTIVE' })
    expect((await shop.row(started.id)).status).toBe('pending')
    await shop.passDays(0)
    expect(await ownerOf(region)).toEqual({ ownerId: heir.userId, status: 'active' })
    expect(await shop.row(id)).toMatchObject({ status: 'handed_over', paypalStatus: 'CANCELLED' })
    const taken = await shop.row(started.id)
    expect(taken.paidThrough).toEqual(addMonths(paidThrough, 2))
    expect(await refundsOf(started.id)).toEqual([])
  })

  it('goes back when the renewal fails: the owner keeps their agreement and their grace', async () => {
    const { id, owner, region, started, paypalSubscriptionId } = await makeAtTheEnd(HOUR_MS)
    await shop.deliver()
    await shop.control(`subscriptions/${paypalSubscriptionId}/payments`, { outcome: 'fail' })
    await shop.passDays(0)
    await shop.passDays(0)
    expect(await ownerOf(region)).toEqual({ ownerId: owner.userId, status: 'grace' })
    expect(await shop.row(id)).toMatchObject({ status: 'grace', paypalStatus: 'ACTIVE' })
    expect(await refundsOf(started.id)).toMatchObject([{ cause: 'region-kept', status: 'done' }])
    await shop.control(`subscriptions/${paypalSubscriptionId}/payments`, { outcome: 'succeed' })
    expect(await platform.api(owner).billing.payAgain({ id })).toMatchObject({ outcome: 'captured' })
    await shop.deliver()
    expect(await ownerOf(region)).toEqual({ ownerId: owner.userId, status: 'active' })
  })

  it('passes though the paid time ran out after we had ended the old agreement', async () => {
    const { id, region, heir, paypalSubscriptionId } = await makeAtTheEnd(-HOUR_MS)
    await shop.control(`subscriptions/${paypalSubscriptionId}/cancel`)
    platform.clock.advance(2 * HOUR_MS)
    await settleSubscription(platform.ctx({ kind: 'system', job: 'test' }), { subscriptionId: id })
    expect(await ownerOf(region)).toMatchObject({ status: 'suspended' })
    await shop.deliver()
    expect(await ownerOf(region)).toEqual({ ownerId: heir.userId, status: 'active' })
    expect(await shop.row(id)).toMatchObject({ status: 'handed_over' })
  })
})
