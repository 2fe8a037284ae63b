import { eq } from 'drizzle-orm'
import { regions } from '#db/schema/platform/regions.ts'
import { type PayPal, PayPalError } from '#server/paypal/paypal-port.ts'
import { type Ctx } from '../services/context.ts'
import { type TestShop } from './test-shop.ts'

export const page = { page: 1, pageSize: 25 }
/** A context in which these calls of PayPal fail. */
export const withoutPayPal = (ctx: Ctx, ...calls: (keyof PayPal)[]): Ctx => {
  const down = () => Promise.reject(new PayPalError('NO_ANSWER', 'PayPal did not answer.', { status: 0 }))
  return { ...ctx, paypal: { ...ctx.paypal, ...Object.fromEntries(calls.map((call) => [call, down])) } }
}

/** Steps of tests of subscriptions. */
export function billingSteps(shop: TestShop) {
  const { platform } = shop
  const system = () => platform.ctx({ kind: 'system', job: 'test' })

  const regionOf = async (subscriptionId: string) => {
    const [row] = await platform.db
      .select()
      .from(regions)
      .where(eq(regions.id, (await shop.row(subscriptionId)).regionId ?? ''))
    if (!row) throw new Error('no region')
    return row
  }

  return { system, regionOf }
}
