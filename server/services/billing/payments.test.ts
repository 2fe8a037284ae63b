import { and, eq } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { paymentLedger, paypalInbox } from '#db/schema/platform/billing.ts'
import { notifications } from '#db/schema/platform/identity.ts'
import { makeUser } from '#server/testing/make-user.ts'
import { useTestShop } from '#server/testing/test-shop.ts'
import { writtenActions } from '#server/testing/written-actions.ts'
import { type UserActor } from '../require-actor.ts'
import { storeEvent } from './store-event.ts'
import { sweepBilling } from './sweep-billing.ts'
import { billingSteps, page } from '#server/testing/billing-steps.ts'

const shop = useTestShop()
const { platform } = shop
const { system, regionOf } = billingSteps(shop)
const noticesOf = async (user: UserActor) =>
  (await platform.db.select().from(notifications).where(eq(notifications.userId, user.userId))).map(
    (row) => row.kind,
  )

describe('a payment that fails', () => {
  it('gives 14 days of grace, then makes the region read-only until it is paid', async () => {
    const bought = await shop.buy()
    await shop.control(`subscriptions/${bought.paypalSubscriptionId}/payments`, { outcome: 'fail' })
    await shop.passDays(32)
    expect(await shop.row(bought.id)).toMatchObject({ status: 'grace' })
    expect((await regionOf(bought.id)).status).toBe('grace')
    const view = await platform.api(bought.buyer).billing.get({ id: bought.id })
    const graceDays = (Date.parse(view.graceUntil ?? '') - Date.parse(view.paidThrough ?? '')) / 86_400_000
    expect(graceDays).toBe(14)

    const vote = await platform.api(bought.buyer).policies.propose({
      region: (await regionOf(bought.id)).name,
      policyType: 'defense',
      title: 'Patrols',
      proposedChanges: { defenseLevel: 3 },
      votingDurationDays: 30,
    })

    for (let day = 0; day < 14; day++) await shop.passDays(1)
    expect(await shop.row(bought.id)).toMatchObject({ status: 'suspended', paypalStatus: 'SUSPENDED' })
    expect((await regionOf(bought.id)).status).toBe('suspended')

    await shop.control(`subscriptions/${bought.paypalSubscriptionId}/payments`, { outcome: 'succeed' })
    expect(await platform.api(bought.buyer).billing.payAgain({ id: bought.id })).toMatchObject({
      outcome: 'captured',
    })
    await shop.deliver()
    await shop.deliver()
    expect(await shop.row(bought.id)).toMatchObject({ status: 'active', paypalStatus: 'ACTIVE' })
    expect((await regionOf(bought.id)).status).toBe('active')
    // While the region was closed nobody could vote: that time is made up for.
    const { votingClosesAt } = await platform.api(bought.buyer).policies.get({ policyId: vote.id })
    expect(Date.parse(votingClosesAt)).toBeGreaterThan(Date.parse(vote.votingClosesAt))
    expect(await noticesOf(bought.buyer)).toEqual(
      expect.arrayContaining(['billing.payment-failed', 'billing.suspended', 'billing.restored']),
    )
    expect(await writtenActions(platform, bought.buyer)).toContain('billing.capture-requested')
  })

  it('can be replaced by a new agreement for the same region', async () => {
    const bought = await shop.buy()
    await shop.control(`subscriptions/${bought.paypalSubscriptionId}/payments`, { outcome: 'fail' })
    await shop.passDays(33)
    const api = platform.api(bought.buyer)
    expect(await api.billing.payAgain({ id: bought.id })).toEqual({ outcome: 'declined', approvalUrl: null })
    const asked = await api.billing.payAgain({ id: bought.id, newAgreement: true })
    const again = await api.billing.payAgain({ id: bought.id, newAgreement: true })
    expect(asked.outcome).toBe('approve')
    expect(again).toEqual(asked)
    const opened = (await writtenActions(platform, bought.buyer)).filter(
      (a) => a === 'billing.renewal-opened',
    )
    expect(opened).toHaveLength(1)
    expect((await shop.row(bought.id)).paypalSubscriptionId).toBe(bought.paypalSubscriptionId)

    const { subscriptions } = (await (await fetch(`${shop.paypal().url}/simulator/api/state`)).json()) as {
      subscriptions: { id: string; customId: string; status: string }[]
    }
    const renewal = subscriptions.find(
      (row) => row.customId === bought.id && row.status === 'APPROVAL_PENDING',
    )
    await shop.control(`subscriptions/${renewal?.id}/approve`)
    await shop.deliver()
    await shop.deliver()
    expect(await shop.row(bought.id)).toMatchObject({ status: 'active', paypalSubscriptionId: renewal?.id })
    expect((await regionOf(bought.id)).status).toBe('active')
    expect((await shop.paypal().client.getSubscription(bought.paypalSubscriptionId)).status).toBe('CANCELLED')
  })
})

describe('a payment that never comes', () => {
  it('passes every stage with one notification each, and the data is kept', async () => {
    const bought = await shop.buy()
    await shop.control(`subscriptions/${bought.paypalSubscriptionId}/payments`, { outcome: 'fail' })
    await shop.passDays(32)
    await shop.passDays(31)
    expect((await regionOf(bought.id)).status).toBe('evacuating')
    await shop.passDays(30)
    expect((await shop.row(bought.id)).status).toBe('archived')
    expect((await regionOf(bought.id)).status).toBe('evacuating')
    expect(await noticesOf(bought.buyer)).toEqual(
      expect.arrayContaining(['billing.evacuation-started', 'billing.archived']),
    )
  })

  it('notifies a buyer whose checkout expired, not one who cancelled it', async () => {
    const [given, left] = [await shop.checkout(), await shop.checkout()]
    await platform.api(given.buyer).billing.cancel({ id: given.id })
    await shop.passDays(1)
    expect(await noticesOf(given.buyer)).toEqual([])
    expect(await noticesOf(left.buyer)).toEqual(['billing.checkout-abandoned'])
    await expect(platform.api(left.buyer).billing.payAgain({ id: left.id })).rejects.toMatchObject({
      code: 'CONFLICT',
    })
  })
})

describe('a refund', () => {
  it('shortens the paid time, is flagged and notifies owner and administrators', async () => {
    const admin = await makeUser(platform, { role: 'admin' })
    const bought = await shop.buy()
    await shop.control(`subscriptions/${bought.paypalSubscriptionId}/refund`, { amountMinor: 1250 })
    await shop.deliver()
    const row = await shop.row(bought.id)
    expect(row).toMatchObject({ status: 'active', flagged: true })
    const days = ((row.paidThrough?.getTime() ?? 0) - row.createdAt.getTime()) / 86_400_000
    expect(days).toBeGreaterThan(13)
    expect(days).toBeLessThan(17)
    expect(await noticesOf(bought.buyer)).toContain('billing.money-returned')
    expect(await noticesOf(admin)).toContain('billing.flag')
    await shop.control(`subscriptions/${bought.paypalSubscriptionId}/reverse`)
    await shop.deliver()
    expect((await regionOf(bought.id)).status).toBe('suspended')
    const timeline = await platform.api(bought.buyer).billing.timeline(page)
    expect(timeline.items.map((entry) => entry.kind)).toEqual(
      expect.arrayContaining(['payment', 'refund', 'reversal', 'suspend', 'flag']),
    )
    const drift = await platform.api(admin).billing.drift(page)
    expect(drift.items.map((item) => item.what)).toEqual(
      expect.arrayContaining(['Money was refunded', 'A payment was reversed by the buyer’s bank']),
    )
  })

  it('waits in the inbox until its sale is known', async () => {
    await shop.control('deliveries/hold', { held: true })
    const started = await shop.checkout()
    await shop.control(`subscriptions/${started.paypalSubscriptionId}/approve`)
    await shop.control(`subscriptions/${started.paypalSubscriptionId}/refund`)
    await shop.control('deliveries/release', { order: 'reversed' })
    platform.clock.advance(60_000)
    await shop.deliver()
    await sweepBilling(system())
    await platform.runOutbox()
    const ledger = await platform.db
      .select()
      .from(paymentLedger)
      .where(eq(paymentLedger.subscriptionId, started.id))
    expect(ledger.map((entry) => entry.kind).sort()).toEqual(['payment', 'refund'])
  })
})

describe('a sale', () => {
  it('that two events report is counted once', async () => {
    const bought = await shop.buy()
    const [event] = await platform.db
      .select()
      .from(paypalInbox)
      .where(
        and(
          eq(paypalInbox.paypalSubscriptionId, bought.paypalSubscriptionId),
          eq(paypalInbox.eventType, 'PAYMENT.SALE.COMPLETED'),
        ),
      )
    const body = (event?.rawBody.toString('utf8') ?? '').replace(
      event?.eventId ?? '',
      `${event?.eventId}-AGAIN`,
    )
    expect(await storeEvent(system(), { rawBody: Buffer.from(body), headers: {}, source: 'webhook' })).toBe(
      'stored',
    )
    await platform.runOutbox()
    const ledger = await platform.db
      .select()
      .from(paymentLedger)
      .where(eq(paymentLedger.subscriptionId, bought.id))
    expect(ledger).toHaveLength(1)
  })
})
