import { sql } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { type PayPal } from '#server/paypal/paypal-port.ts'
import { makeUser } from '#server/testing/make-user.ts'
import { useTestShop } from '#server/testing/test-shop.ts'
import { type Ctx } from '../context.ts'
import { cancelSubscription } from './cancel-subscription.ts'
import { payAgain } from './pay-again.ts'
import { processInboxEvent } from './process-inbox-event.ts'
import { reconcileSubscription } from './reconcile-subscription.ts'
import { settleSubscription } from './settle-subscription.ts'
import { startCheckout } from './start-checkout.ts'
import { sweepBilling } from './sweep-billing.ts'

const shop = useTestShop()
const { platform } = shop
const system = () => platform.ctx({ kind: 'system', job: 'test' })

/** The same context, where something happens before each answer of PayPal to the calls named. */
const beforeAnswers = (ctx: Ctx, calls: (keyof PayPal)[], happen: () => Promise<void>): Ctx => ({
  ...ctx,
  paypal: new Proxy(ctx.paypal, {
    get(port, name) {
      const value: unknown = Reflect.get(port, name)
      if (typeof value !== 'function' || !calls.some((call) => call === name)) return value
      return async (...given: unknown[]): Promise<unknown> => {
        const answer: unknown = await Reflect.apply(value, port, given)
        await happen()
        return answer
      }
    },
  }),
})

const ALL_CALLS: (keyof PayPal)[] = [
  'createSubscription',
  'getSubscription',
  'activate',
  'cancel',
  'captureOutstanding',
  'listTransactions',
]

describe('a call to PayPal', () => {
  it('never runs inside a transaction: at checkout, payment, reconciliation, cancelling or renewal', async () => {
    let answers = 0
    const open: string[] = []
    const watched = (ctx: Ctx) =>
      beforeAnswers(ctx, ALL_CALLS, async () => {
        answers += 1
        const { rows } = await platform.db.execute<{ query: string }>(
          sql`select query from pg_stat_activity
              where datname = current_database() and state like 'idle in transaction%'`,
        )
        open.push(...rows.map((row) => row.query))
      })
    const [late, buyer] = [await makeUser(platform), await makeUser(platform)]
    const input = { plan: 'regional_owner' as const, regionName: 'slow-answers' }
    const lapsed = await startCheckout(watched(platform.ctx(late)), input)
    platform.clock.advance(2 * 3_600_000)
    const started = await startCheckout(watched(platform.ctx(buyer)), input)
    expect((await shop.row(lapsed.id)).status).toBe('abandoned')

    await shop.control(`subscriptions/${started.paypalSubscriptionId}/approve`)
    await shop.paypal().simulator.deliveries.deliverDue({ evenIfNotDue: true })
    const { rows } = await platform.db.execute<{ event_id: string }>(
      'select event_id from paypal_inbox where processed_at is null',
    )
    for (const { event_id: eventId } of rows) await processInboxEvent(watched(system()), { eventId })
    expect((await shop.row(started.id)).status).toBe('active')
    await platform.db.execute('delete from job_outbox')
    await reconcileSubscription(watched(system()), { subscriptionId: started.id })
    await cancelSubscription(watched(platform.ctx(buyer)), { id: started.id })
    const renewal = await payAgain(watched(platform.ctx(buyer)), { id: started.id })
    expect(await payAgain(watched(platform.ctx(buyer)), { id: started.id })).toEqual(renewal)
    expect(answers).toBeGreaterThan(10)
    expect(open).toEqual([])
  })
})

describe('a read of PayPal’s state', () => {
  it('is discarded if a later one was written meanwhile', async () => {
    const bought = await shop.buy()
    const subscriptionId = bought.id
    let overtaken = 0
    const slow = beforeAnswers(system(), ['getSubscription'], async () => {
      if (overtaken > 0) return
      overtaken += 1
      await shop.paypal().client.cancel(bought.paypalSubscriptionId, 'Meanwhile')
      await settleSubscription(system(), { subscriptionId })
      expect((await shop.row(subscriptionId)).status).toBe('cancelled')
    })
    await settleSubscription(slow, { subscriptionId })
    expect(await shop.row(subscriptionId)).toMatchObject({ status: 'cancelled', paypalStatus: 'CANCELLED' })
    expect(overtaken).toBe(1)
  })

  it('gives up after being overtaken repeatedly, and the event waits for the sweep', async () => {
    const started = await shop.checkout()
    await shop.control(`subscriptions/${started.paypalSubscriptionId}/approve`)
    await shop.paypal().simulator.deliveries.deliverDue({ evenIfNotDue: true })
    const { rows } = await platform.db.execute<{ event_id: string }>(
      sql`select event_id from paypal_inbox where processed_at is null
          and paypal_subscription_id = ${started.paypalSubscriptionId} limit 1`,
    )
    const eventId = rows[0]?.event_id ?? ''
    const busy = beforeAnswers(system(), ['getSubscription'], async () => {
      await settleSubscription(system(), { subscriptionId: started.id })
    })
    await expect(processInboxEvent(busy, { eventId })).rejects.toMatchObject({
      code: 'UNAVAILABLE',
      reason: 'subscription-busy',
    })
    platform.clock.advance(60_000)
    await sweepBilling(system())
    await platform.runOutbox()
    expect((await shop.row(started.id)).status).toBe('active')
  })

  it('is applied once when two workers get the same event', async () => {
    const started = await shop.checkout()
    await shop.control(`subscriptions/${started.paypalSubscriptionId}/approve`)
    await shop.paypal().simulator.deliveries.deliverDue({ evenIfNotDue: true })
    const { rows } = await platform.db.execute<{ event_id: string }>(
      sql`select event_id from paypal_inbox where processed_at is null
          and event_type = 'PAYMENT.SALE.COMPLETED'
          and paypal_subscription_id = ${started.paypalSubscriptionId}`,
    )
    const eventId = rows[0]?.event_id ?? ''
    const outcomes = await Promise.all([
      processInboxEvent(system(), { eventId }),
      processInboxEvent(system(), { eventId }),
    ])
    expect(outcomes.sort()).toEqual(['applied', 'done-before'])
    await platform.runOutbox()
  })
})
