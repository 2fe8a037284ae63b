import { and, eq } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { paymentLedger, paypalPlans } from '#db/schema/platform/billing.ts'
import { auditLog } from '#db/schema/platform/operations.ts'
import { regions } from '#db/schema/platform/regions.ts'
import { handleReconcileUrgent } from '#jobs/billing/reconcile-urgent.handler.ts'
import { PayPalError } from '#server/paypal/paypal-port.ts'
import { makeUser } from '#server/testing/make-user.ts'
import { useTestShop } from '#server/testing/test-shop.ts'
import { writtenActions } from '#server/testing/written-actions.ts'
import { type Ctx } from '../context.ts'
import { syncToPayPal } from './sync-to-paypal.ts'
import { cancelSubscription } from './cancel-subscription.ts'
import { ensurePlans } from './ensure-plans.ts'
import { settleSubscription } from './settle-subscription.ts'
import { startCheckout } from './start-checkout.ts'
import { sweepBilling } from './sweep-billing.ts'
import { billingSteps, withoutPayPal } from '#server/testing/billing-steps.ts'

const shop = useTestShop()
const { platform } = shop
const { system, regionOf } = billingSteps(shop)

describe('cancelling', () => {
  it('keeps the paid time, then the region is read-only', async () => {
    const bought = await shop.buy()
    const view = await platform.api(bought.buyer).billing.cancel({ id: bought.id })
    expect(view).toMatchObject({ status: 'cancelled', paypalStatus: 'CANCELLED', stage: 'ready' })
    expect((await regionOf(bought.id)).status).toBe('active')
    await shop.passDays(20)
    expect((await regionOf(bought.id)).status).toBe('active')
    await shop.passDays(12)
    expect((await regionOf(bought.id)).status).toBe('suspended')
    const ledger = await platform.db
      .select()
      .from(paymentLedger)
      .where(eq(paymentLedger.subscriptionId, bought.id))
    expect(ledger).toHaveLength(1)
    const audits = await platform.db
      .select()
      .from(auditLog)
      .where(and(eq(auditLog.subjectId, bought.id), eq(auditLog.action, 'billing.cancel-requested')))
    expect(audits).toMatchObject([{ actorId: bought.buyer.userId }])
    await expect(platform.api(bought.buyer).billing.cancel({ id: bought.id })).rejects.toMatchObject({
      code: 'CONFLICT',
    })
  })

  it('can be undone by renewing before the end', async () => {
    const bought = await shop.buy()
    const api = platform.api(bought.buyer)
    await expect(api.billing.payAgain({ id: bought.id })).rejects.toMatchObject({ code: 'CONFLICT' })
    await api.billing.cancel({ id: bought.id })
    expect((await api.billing.payAgain({ id: bought.id })).outcome).toBe('approve')
    const { subscriptions } = (await (await fetch(`${shop.paypal().url}/simulator/api/state`)).json()) as {
      subscriptions: { id: string; customId: string; status: string }[]
    }
    const renewal = subscriptions.find(
      (row) => row.customId === bought.id && row.status === 'APPROVAL_PENDING',
    )
    await shop.control(`subscriptions/${renewal?.id}/approve`)
    await shop.deliver()
    await shop.deliver()
    const row = await shop.row(bought.id)
    expect(row).toMatchObject({ status: 'active', cancelRequestedAt: null })
    expect(
      await shop.platform.db.select().from(regions).where(eq(regions.ownerId, bought.buyer.userId)),
    ).toHaveLength(1)
  })

  it('is stored while PayPal does not answer and completed by the sweep', async () => {
    const bought = await shop.buy()
    const ctx = withoutPayPal(platform.ctx(bought.buyer), 'cancel')
    expect((await cancelSubscription(ctx, { id: bought.id })).cancelRequestedAt).not.toBeNull()
    expect((await shop.paypal().client.getSubscription(bought.paypalSubscriptionId)).status).toBe('ACTIVE')
    await platform.db.execute('delete from job_outbox')
    expect(await sweepBilling(system())).toBeGreaterThan(0)
    await platform.runOutbox()
    expect((await shop.row(bought.id)).status).toBe('cancelled')
  })

  it('of a citizenship ends it with the paid time', async () => {
    const bought = await shop.buy({ plan: 'galactic_citizen' })
    await platform.api(bought.buyer).billing.cancel({ id: bought.id })
    await shop.passDays(32)
    expect(await platform.api(bought.buyer).billing.get({ id: bought.id })).toMatchObject({
      status: 'terminated',
      stage: 'closed',
    })
    await expect(platform.api(bought.buyer).billing.payAgain({ id: bought.id })).rejects.toMatchObject({
      code: 'CONFLICT',
    })
  })
})

describe('the set-up of plans', () => {
  it('creates plans once', async () => {
    expect(await ensurePlans(system())).toEqual([])
    expect(await platform.db.select().from(paypalPlans)).toHaveLength(2)
  })

  it('is retried by the reconciliation job when PayPal was down at the start', async () => {
    await platform.db.update(paypalPlans).set({ environment: 'live' })
    const away = withoutPayPal(system(), 'createProduct')
    await expect(handleReconcileUrgent(away)).rejects.toThrow(PayPalError)
    await handleReconcileUrgent(system())
    expect(await platform.db.select().from(paypalPlans)).toHaveLength(4)
    expect((await writtenActions(platform, null)).slice(-2)).toEqual([
      'billing.plan-made',
      'billing.plan-made',
    ])
  })

  it('is required before anything is sold', async () => {
    const ctx = { ...platform.ctx(await makeUser(platform)) }
    const other: Ctx = { ...ctx, config: { ...ctx.config, paypalEnvironment: 'sandbox' } }
    await expect(startCheckout(other, { plan: 'galactic_citizen' })).rejects.toMatchObject({
      code: 'UNAVAILABLE',
    })
  })

  it('ignores rows that no longer exist', async () => {
    const nobody = { subscriptionId: '00000000-0000-4000-8000-000000000000' }
    expect(await settleSubscription(system(), nobody)).toEqual({ changed: false })
    await syncToPayPal(system(), nobody)
  })
})
