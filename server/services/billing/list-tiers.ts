import { formatMoney } from '#server/domain/billing/money.ts'
import {
  offerOf,
  shownBenefits,
  tiersOnOffer,
  type ShownBenefits,
  type Tier,
} from '#server/domain/billing/tiers.ts'
import { type Ctx } from '../context.ts'
import { type ShownPrice } from './get-prices.ts'
import { findPlansOnSale } from './plan-queries.ts'

export type ShownTier = {
  tier: Tier
  name: string
  /** What a month costs new buyers. */
  price: ShownPrice
  benefits: ShownBenefits
}

/** The sizes in which regions are sold, the smallest first. One whose plan is not made yet costs what it will be made with. */
export async function listTiers(ctx: Ctx): Promise<ShownTier[]> {
  const onSale = await findPlansOnSale(ctx.db, ctx.config.paypalEnvironment)
  return tiersOnOffer(ctx.config.tiers).map((tier) => {
    const { name, benefits, firstPrice } = ctx.config.tiers[tier]
    const row = onSale.find(({ plan }) => plan === offerOf('regional_owner', tier))
    const price = row ? { minor: row.amountMinor, currency: row.currency } : firstPrice
    return {
      ...{ tier, name, price: { value: formatMoney(price), currency: price.currency } },
      benefits: shownBenefits(benefits, ctx.config.retention),
    }
  })
}
