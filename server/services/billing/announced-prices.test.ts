import { and, eq, isNull } from 'drizzle-orm'
import { beforeAll, describe, expect, it } from 'vitest'
import { paypalPlans } from '#db/schema/platform/billing.ts'
import { notifications } from '#db/schema/platform/identity.ts'
import { mails } from '#db/schema/platform/mail.ts'
import { DEFAULT_TIERS } from '#server/domain/billing/tiers.ts'
import { billingSteps } from '#server/testing/billing-steps.ts'
import { makeUser } from '#server/testing/make-user.ts'
import { useTestShop } from '#server/testing/test-shop.ts'
import { type UserActor } from '../require-actor.ts'
import { findBindings } from './queries.ts'
import { reconcileBilling } from './reconcile-billing.ts'
import { settleSubscription } from './settle-subscription.ts'

const shop = useTestShop({
  tiers: { ...DEFAULT_TIERS, large: { ...DEFAULT_TIERS.large, isOffered: true } },
})
const { platform } = shop
const { system } = billingSteps(shop)

let admin: UserActor
beforeAll(async () => {
  admin = await makeUser(platform, { role: 'admin' })
})

const NAMES = { regional_owner: 'Regional ownership', regional_owner_large: 'Regional ownership: Large' }
type Offer = keyof typeof NAMES
type Bought = Awaited<ReturnType<typeof shop.buy>>

/** Sells a plan at another price, and tells those who pay for the one before that theirs moves. */
async function announceMove(plan: Offer, price: string): Promise<string> {
  const { billing } = platform.api(admin)
  const [before] = await platform.db
    .select()
    .from(paypalPlans)
    .where(and(eq(paypalPlans.plan, plan), isNull(paypalPlans.onSaleUntil)))
  await billing.changePrice({ plan, price, confirmation: NAMES[plan] })
  const { priceId } = await billing.announceMove({
    ...{ planId: before?.id ?? '', confirmation: `${price} USD` },
  })
  return `/account/billing#price-${priceId}`
}

/** The pages of announced prices that somebody was told of, and how many mails say so. */
async function told({ buyer: { userId } }: Pick<Bought, 'buyer'>) {
  const notices = await platform.db
    .select({ href: notifications.href })
    .from(notifications)
    .where(and(eq(notifications.userId, userId), eq(notifications.kind, 'billing.price-announced')))
  const mailed = await platform.db.select({ data: mails.data }).from(mails).where(eq(mails.userId, userId))
  return {
    hrefs: notices.map(({ href }) => href),
    mails: mailed.filter(({ data }) => JSON.stringify(data).includes('USD a month')).length,
  }
}
const approve = async (paypalSubscriptionId: string | null | undefined) => {
  await shop.control(`subscriptions/${paypalSubscriptionId}/approve`)
  await shop.deliver()
}
/** What reads PayPal again and again. */
const readAgain = async ({ id }: Bought) => {
  await settleSubscription(system(), { subscriptionId: id })
  await reconcileBilling(system(), { scope: 'all' })
  await platform.runOutbox()
}

describe('a price that was announced before somebody came to pay it', { timeout: 240_000 }, () => {
  it('is told at the first payment of a checkout that was open then, once, and to nobody who gave it up', async () => {
    const owner = await shop.buy()
    const open = await shop.checkout()
    const citizen = await shop.buy({ plan: 'galactic_citizen' })
    const href = await announceMove('regional_owner', '30.00')
    expect(await told(owner)).toEqual({ hrefs: [href], mails: 1 })
    expect(await told(open)).toEqual({ hrefs: [], mails: 0 })
    await approve(open.paypalSubscriptionId)
    expect(await told(open)).toEqual({ hrefs: [href], mails: 1 })
    const later = await shop.buy()
    for (const one of [owner, open, citizen, later]) await readAgain(one)
    expect(await told(owner)).toEqual({ hrefs: [href], mails: 1 })
    expect(await told(open)).toEqual({ hrefs: [href], mails: 1 })
    for (const other of [citizen, later]) expect(await told(other)).toEqual({ hrefs: [], mails: 0 })
  })

  it('is told to who had cancelled and renews, and not of a move that was cancelled', async () => {
    const [back, late] = [await shop.buy(), await shop.buy()]
    for (const { id, buyer } of [back, late]) {
      await platform.api(buyer).billing.cancel({ id })
      await shop.deliver()
    }
    const href = await announceMove('regional_owner', '35.00')
    expect(await told(back)).toEqual({ hrefs: [], mails: 0 })
    const renew = async ({ id, buyer }: Bought) => {
      await platform.api(buyer).billing.payAgain({ id })
      const bindings = await findBindings(platform.db, id)
      await approve(bindings.at(-1)?.paypalSubscriptionId)
      expect((await shop.row(id)).status).toBe('active')
    }
    await renew(back)
    await readAgain(back)
    expect(await told(back)).toEqual({ hrefs: [href], mails: 1 })
    await platform.api(admin).billing.cancelMove({ priceId: href.split('#price-')[1] ?? '' })
    await renew(late)
    expect(await told(late)).toEqual({ hrefs: [], mails: 0 })
  })

  it('is told to who had asked for that size, once they agreed', async () => {
    const owner = await shop.buy()
    await platform.api(owner.buyer).billing.changeTier({ id: owner.id, tier: 'large' })
    const href = await announceMove('regional_owner_large', '45.00')
    await readAgain(owner)
    expect(await told(owner)).toEqual({ hrefs: [], mails: 0 })
    await shop.control(`subscriptions/${owner.paypalSubscriptionId}/consent`)
    await shop.deliver()
    await shop.passDays(29)
    await readAgain(owner)
    expect(await told(owner)).toEqual({ hrefs: [href], mails: 1 })
  })
})
