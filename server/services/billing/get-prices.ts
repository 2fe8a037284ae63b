import { formatMoney } from '#server/domain/billing/money.ts'
import { PLANS, type PlanKey } from '#server/domain/billing/plans.ts'
import { type Ctx } from '../context.ts'
import { findPlansOnSale } from './plan-queries.ts'

export type ShownPrice = { value: string; currency: string }

/** What a month of each plan costs new buyers: the price that a checkout asks. Before set-up, the price it will make plans with. */
export async function getPrices(ctx: Ctx): Promise<Record<PlanKey, ShownPrice>> {
  const onSale = await findPlansOnSale(ctx.db, ctx.config.paypalEnvironment)
  const priceOf = (key: PlanKey): ShownPrice => {
    const row = onSale.find((plan) => plan.plan === key)
    const price = row ? { minor: row.amountMinor, currency: row.currency } : PLANS[key].firstPrice
    return { value: formatMoney(price), currency: price.currency }
  }
  return { regional_owner: priceOf('regional_owner'), galactic_citizen: priceOf('galactic_citizen') }
}
