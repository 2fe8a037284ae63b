import { and, eq } from 'drizzle-orm'
import { beforeAll, describe, expect, it } from 'vitest'
import { paymentLedger, paypalPlans } from '#db/schema/platform/billing.ts'
import { notifications } from '#db/schema/platform/identity.ts'
import { keptTiers } from '#db/schema/platform/regions.ts'
import { tierChanges } from '#db/schema/platform/tier-changes.ts'
import { DEFAULT_TIERS, type Tier } from '#server/domain/billing/tiers.ts'
import { billingSteps, withoutPayPal } from '#server/testing/billing-steps.ts'
import { makeUser } from '#server/testing/make-user.ts'
import { useTestShop } from '#server/testing/test-shop.ts'
import { writtenActions } from '#server/testing/written-actions.ts'
import { type UserActor } from '../require-actor.ts'
import { changeTier } from './change-tier.ts'
import { ensurePlans } from './ensure-plans.ts'
import { getSubscription } from './get-subscription.ts'
import { listTiers } from './list-tiers.ts'
import { startCheckout } from './start-checkout.ts'
import { reconcileBilling } from './reconcile-billing.ts'

const SLOW = { timeout: 240_000 }
const allSold = {
  ...DEFAULT_TIERS,
  large: { ...DEFAULT_TIERS.large, isOffered: true },
  grand: { ...DEFAULT_TIERS.grand, isOffered: true },
}
const shop = useTestShop({ tiers: allSold })
const { platform } = shop
const { system, regionOf } = billingSteps(shop)

type Bought = Awaited<ReturnType<typeof shop.buy>>
const change = ({ id, buyer }: Bought, tier: Tier) => platform.api(buyer).billing.changeTier({ id, tier })
const consent = async ({ paypalSubscriptionId }: Bought) => {
  await shop.control(`subscriptions/${paypalSubscriptionId}/consent`)
  await shop.deliver()
}
const bill = async ({ paypalSubscriptionId }: Bought) => {
  await shop.control(`subscriptions/${paypalSubscriptionId}/bill`)
  await shop.deliver()
}
const view = ({ id, buyer }: Bought) => platform.api(buyer).billing.get({ id })
const paid = async ({ id }: Bought) =>
  platform.db
    .select({ amountMinor: paymentLedger.amountMinor, months: paymentLedger.months, plan: paypalPlans.plan })
    .from(paymentLedger)
    .leftJoin(paypalPlans, eq(paypalPlans.id, paymentLedger.planId))
    .where(and(eq(paymentLedger.subscriptionId, id), eq(paymentLedger.kind, 'payment')))
    .orderBy(paymentLedger.occurredAt)
const statuses = async ({ id }: Bought) =>
  (
    await platform.db
      .select({ status: tierChanges.status })
      .from(tierChanges)
      .where(eq(tierChanges.subscriptionId, id))
      .orderBy(tierChanges.askedAt)
  ).map(({ status }) => status)
const tierOf = async (bought: Bought) => [(await shop.row(bought.id)).tier, (await regionOf(bought.id)).tier]

let stranger: UserActor
beforeAll(async () => {
  stranger = await makeUser(platform)
})

describe('the sizes of regions', SLOW, () => {
  it('have a plan each of one product, and are shown with their prices', async () => {
    const plans = await platform.db.select().from(paypalPlans)
    const regional = plans.filter(({ plan }) => plan !== 'galactic_citizen')
    expect(regional.map(({ plan, amountMinor }) => [plan, amountMinor])).toEqual([
      ['regional_owner', 2500],
      ['regional_owner_large', 4000],
      ['regional_owner_grand', 6000],
    ])
    expect(new Set(regional.map(({ productId }) => productId)).size).toBe(1)
    expect(await ensurePlans(system())).toEqual([])
    expect((await platform.api().billing.tiers()).map(({ name, price }) => [name, price.value])).toEqual([
      ['Standard', '25.00'],
      ['Large', '40.00'],
      ['Grand', '60.00'],
    ])
  })

  it('are bought directly, at their price', async () => {
    const bought = await shop.buy({ tier: 'large' })
    expect(await view(bought)).toMatchObject({
      ...{ status: 'active', price: { value: '40.00' }, tier: { key: 'large', name: 'Large' } },
    })
    expect(await tierOf(bought)).toEqual(['large', 'large'])
    expect(await paid(bought)).toEqual([{ amountMinor: 4000, months: 1, plan: 'regional_owner_large' }])
  })

  it('follow the link that was approved where a checkout was continued in another size', async () => {
    const first = await shop.checkout({ tier: 'grand', regionName: 'two-links' })
    const second = await shop.checkout({ tier: 'standard', regionName: 'two-links' }, first.buyer)
    expect(second.id).toBe(first.id)
    await shop.control(`subscriptions/${first.paypalSubscriptionId}/approve`)
    await shop.deliver()
    expect(await view(first)).toMatchObject({ price: { value: '60.00' }, tier: { key: 'grand' } })
    expect(await tierOf(first)).toEqual(['grand', 'grand'])
  })

  it('are not sold, and not named, where the operator does not sell them', async () => {
    const bought = await shop.buy()
    const own = platform.ctx(bought.buyer)
    const plain = { ...own, config: { ...own.config, tiers: DEFAULT_TIERS } }
    const refused = { reason: 'not-offered' }
    await expect(changeTier(plain, { id: bought.id, tier: 'large' })).rejects.toMatchObject(refused)
    const wish = { plan: 'regional_owner', tier: 'large', regionName: 'too-large' } as const
    await expect(startCheckout(plain, wish)).rejects.toMatchObject(refused)
    expect(await listTiers(plain)).toHaveLength(1)
    expect(await getSubscription(plain, { id: bought.id })).toMatchObject({ tier: { name: null } })
  })
})

describe('a change of size', SLOW, () => {
  it('begins with the first bill of the new price, after the payer agreed, and not before', async () => {
    const bought = await shop.buy()
    const { approvalUrl } = await change(bought, 'large')
    expect(approvalUrl).toContain('ba_token=')
    expect(await writtenActions(platform, bought.buyer)).toContain('billing.tier-change-asked')
    expect(await view(bought)).toMatchObject({
      ...{ price: { value: '25.00' }, tierChange: { status: 'asked', name: 'Large' } },
    })
    await consent(bought)
    expect(await view(bought)).toMatchObject({
      ...{ price: { value: '25.00' }, tier: { key: 'standard' } },
      tierChange: { status: 'consented', price: { value: '40.00' } },
    })
    expect(await tierOf(bought)).toEqual(['standard', 'standard'])
    await shop.passDays(32)
    expect(await view(bought)).toMatchObject({
      ...{ status: 'active', price: { value: '40.00' }, tier: { key: 'large' }, tierChange: null },
    })
    expect(await tierOf(bought)).toEqual(['large', 'large'])
    expect(await paid(bought)).toEqual([
      { amountMinor: 2500, months: 1, plan: 'regional_owner' },
      { amountMinor: 4000, months: 1, plan: 'regional_owner_large' },
    ])
    expect((await shop.row(bought.id)).flagged).toBe(false)
    const payments = await platform.api(bought.buyer).billing.timeline({ page: 1, pageSize: 25 })
    const receipts = await Promise.all(
      payments.items.flatMap(({ paymentId }) =>
        paymentId === null ? [] : [platform.api(bought.buyer).billing.receipt({ id: paymentId })],
      ),
    )
    expect(receipts.map(({ tier }) => tier)).toEqual(['Large', 'Standard'])
  })

  it('to a smaller one begins with its first bill too, and pays whole months throughout', async () => {
    const bought = await shop.buy({ tier: 'grand' })
    await change(bought, 'standard')
    await consent(bought)
    expect(await tierOf(bought)).toEqual(['grand', 'grand'])
    await shop.passDays(32)
    expect(await tierOf(bought)).toEqual(['standard', 'standard'])
    const [told] = await platform.db
      .select({ body: notifications.body, href: notifications.href })
      .from(notifications)
      .where(
        and(eq(notifications.userId, bought.buyer.userId), eq(notifications.kind, 'billing.tier-changed')),
      )
    expect(told?.body).toMatch(/Erased on \d{4}-\d\d-\d\d, unless you change back before: its log beyond/)
    const { id: regionId } = await regionOf(bought.id)
    const kept = await platform.db.select().from(keptTiers).where(eq(keptTiers.regionId, regionId))
    expect(kept.map(({ tier }) => tier)).toEqual(['grand'])
    await shop.passDays(31)
    expect((await paid(bought)).map(({ amountMinor, months }) => [amountMinor, months])).toEqual([
      ...[
        [6000, 1],
        [2500, 1],
        [2500, 1],
      ],
    ])
  })

  it('does not happen without consent, can be given up, and begins all the same for who agrees later', async () => {
    const bought = await shop.buy()
    const { approvalUrl } = await change(bought, 'large')
    // Two clicks, or two tabs, lead to one change.
    expect(await change(bought, 'large')).toEqual({ approvalUrl })
    await shop.passDays(32)
    expect(await tierOf(bought)).toEqual(['standard', 'standard'])
    const given = await platform.api(bought.buyer).billing.giveUpTierChange({ id: bought.id })
    expect(given.tierChange).toBeNull()
    expect(await statuses(bought)).toEqual(['given-up'])
    await platform.api(bought.buyer).billing.giveUpTierChange({ id: bought.id })
    expect(await writtenActions(platform, bought.buyer)).toContain('billing.tier-change-given-up')
    // PayPal's link is good for longer than our page shows it.
    await consent(bought)
    expect((await view(bought)).tierChange).toMatchObject({ status: 'consented', name: 'Large' })
    await shop.passDays(31)
    expect(await tierOf(bought)).toEqual(['large', 'large'])
    expect((await shop.row(bought.id)).flagged).toBe(false)
  })

  it('is judged by the amount where the word of the consent was lost', async () => {
    const bought = await shop.buy()
    await change(bought, 'large')
    await shop.control('deliveries/hold', { held: true })
    await shop.control(`subscriptions/${bought.paypalSubscriptionId}/consent`)
    platform.clock.advance(32 * 86_400_000)
    shop.paypal().simulator.catchUp()
    await shop.control('deliveries/release', { order: 'reversed' })
    await shop.control('deliveries/hold', { held: false })
    await shop.deliver()
    expect(await tierOf(bought)).toEqual(['large', 'large'])
    expect(await statuses(bought)).toEqual(['done'])
  })

  it('can be gone back on after consent by choosing what is paid, and another choice replaces it', async () => {
    const bought = await shop.buy()
    await change(bought, 'large')
    await change(bought, 'grand')
    expect(await statuses(bought)).toEqual(['ended', 'asked'])
    await consent(bought)
    await expect(
      platform.api(bought.buyer).billing.giveUpTierChange({ id: bought.id }),
    ).rejects.toMatchObject({
      cause: { reason: 'already-agreed' },
    })
    await expect(change(bought, 'grand')).rejects.toMatchObject({ cause: { reason: 'already-agreed' } })
    await change(bought, 'standard')
    await consent(bought)
    expect(await view(bought)).toMatchObject({ price: { value: '25.00' }, tierChange: null })
    await shop.passDays(32)
    expect((await paid(bought)).map(({ amountMinor }) => amountMinor)).toEqual([2500, 2500])
    expect(await tierOf(bought)).toEqual(['standard', 'standard'])
  })

  it('ends with a cancellation, and renewing costs what was paid last', async () => {
    const bought = await shop.buy()
    await change(bought, 'large')
    await consent(bought)
    await platform.api(bought.buyer).billing.cancel({ id: bought.id })
    await shop.deliver()
    expect(await statuses(bought)).toEqual(['ended'])
    await expect(change(bought, 'large')).rejects.toMatchObject({ cause: { reason: 'cancelled' } })
    expect(await view(bought)).toMatchObject({ tierChange: null, price: { value: '25.00' } })
    const again = await platform.api(bought.buyer).billing.payAgain({ id: bought.id })
    expect(again.outcome).toBe('approve')
  })

  it('waits while a payment is owed, and the owed month costs the old price', async () => {
    const bought = await shop.buy()
    await change(bought, 'large')
    await shop.control(`subscriptions/${bought.paypalSubscriptionId}/payments`, { outcome: 'fail-once' })
    // PayPal tells seconds: a failure within the second of a payment would count as paid.
    platform.clock.advance(1_000)
    await bill(bought)
    await expect(change(bought, 'grand')).rejects.toMatchObject({ cause: { reason: 'not-paid' } })
    await consent(bought)
    await shop.passDays(6)
    expect((await paid(bought)).map(({ amountMinor, months }) => [amountMinor, months])).toEqual([
      ...[
        [2500, 1],
        [2500, 1],
      ],
    ])
    expect(await tierOf(bought)).toEqual(['standard', 'standard'])
  })

  it('is nobody else’s, and not of a citizenship', async () => {
    const bought = await shop.buy()
    const foreign = platform.api(stranger).billing
    await expect(foreign.changeTier({ id: bought.id, tier: 'large' })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
    await expect(foreign.giveUpTierChange({ id: bought.id })).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(change(bought, 'standard')).rejects.toMatchObject({ cause: { reason: 'same-tier' } })
    const citizen = await shop.buy({ plan: 'galactic_citizen' })
    await expect(change(citizen, 'large')).rejects.toMatchObject({ cause: { reason: 'no-region' } })
    expect(await view(citizen)).toMatchObject({ tier: null, tierChange: null })
  })

  it('survives that PayPal is away, and is found by reconciliation', async () => {
    const bought = await shop.buy()
    const away = withoutPayPal(platform.ctx(bought.buyer), 'reviseSubscription')
    await expect(changeTier(away, { id: bought.id, tier: 'large' })).rejects.toMatchObject({
      code: 'UNAVAILABLE',
    })
    await change(bought, 'large')
    expect(await statuses(bought)).toEqual(['asked'])
    await shop.control('deliveries/hold', { held: true })
    await shop.control(`subscriptions/${bought.paypalSubscriptionId}/consent`)
    await reconcileBilling(system(), { scope: 'urgent' })
    await platform.runOutbox()
    await shop.control('deliveries/hold', { held: false })
    expect(await statuses(bought)).toEqual(['consented'])
  })

  it('is looked for at PayPal every quarter of an hour for a day, and with all others after', async () => {
    const bought = await shop.buy()
    const reconciled = async (scope: 'urgent' | 'all') =>
      (await reconcileBilling(system(), { scope })).subscriptions
    const before = await reconciled('urgent')
    await change(bought, 'large')
    expect(await reconciled('urgent')).toBe(before + 1)
    platform.clock.advance(25 * 3_600_000)
    expect(await statuses(bought)).toEqual(['asked'])
    expect(await reconciled('urgent')).toBe(before)
    await shop.control(`subscriptions/${bought.paypalSubscriptionId}/consent`)
    await reconciled('all')
    await platform.runOutbox()
    expect(await statuses(bought)).toEqual(['consented'])
  })
})
