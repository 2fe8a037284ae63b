import { and, eq } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { paymentLedger } from '#db/schema/platform/billing.ts'
import { useTestShop } from '#server/testing/test-shop.ts'
import { type Ctx } from '../context.ts'
import { payAgain } from './pay-again.ts'

const shop = useTestShop()
const { platform } = shop

async function owing() {
  const bought = await shop.buy()
  await shop.control(`subscriptions/${bought.paypalSubscriptionId}/payments`, { outcome: 'fail' })
  await shop.passDays(33)
  return bought
}

const payments = (subscriptionId: string) =>
  platform.db.$count(
    paymentLedger,
    and(eq(paymentLedger.subscriptionId, subscriptionId), eq(paymentLedger.kind, 'payment')),
  )

describe('paying the outstanding balance', () => {
  it('collects once for any number of simultaneous clicks', async () => {
    const bought = await owing()
    await shop.control(`subscriptions/${bought.paypalSubscriptionId}/payments`, { outcome: 'succeed' })
    const requests: string[] = []
    let letGo: () => void = () => undefined
    const bothWait = new Promise<void>((resolve) => (letGo = resolve))
    const ctx = platform.ctx(bought.buyer)
    const clicking: Ctx = {
      ...ctx,
      paypal: {
        ...ctx.paypal,
        // Both have read that money is owed before the first of them takes it.
        captureOutstanding: async (id, input) => {
          if (requests.push(input.requestId) === 2) letGo()
          await bothWait
          return ctx.paypal.captureOutstanding(id, input)
        },
      },
    }
    const clicks = await Promise.all([
      payAgain(clicking, { id: bought.id }),
      payAgain(clicking, { id: bought.id }),
    ])
    expect(clicks.map((click) => click.outcome)).toEqual(['captured', 'captured'])
    expect(requests).toHaveLength(2)
    expect(new Set(requests).size).toBe(1)
    await shop.deliver()
    await shop.deliver()
    expect(await payments(bought.id)).toBe(2)
    expect(await shop.row(bought.id)).toMatchObject({ status: 'active' })
  })

  it('asks PayPal again after a refusal, so that a card that works now pays', async () => {
    const bought = await owing()
    const api = platform.api(bought.buyer)
    expect(await api.billing.payAgain({ id: bought.id })).toMatchObject({ outcome: 'declined' })
    await shop.control(`subscriptions/${bought.paypalSubscriptionId}/payments`, { outcome: 'succeed' })
    expect(await api.billing.payAgain({ id: bought.id })).toMatchObject({ outcome: 'captured' })
    await shop.deliver()
    await shop.deliver()
    expect(await payments(bought.id)).toBe(2)
  })
})
