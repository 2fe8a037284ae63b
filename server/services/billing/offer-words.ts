import { PLANS } from '#server/domain/billing/plans.ts'
import {
  planOfOffer,
  tierOfOffer,
  tiersOnOffer,
  type OfferKey,
  type Tier,
} from '#server/domain/billing/tiers.ts'
import { type Money } from '#server/domain/billing/money.ts'
import { type AppConfig } from '../context.ts'

/** What an offer is called at PayPal, on receipts and to administrators, and its first price. */
export function offerWords(
  { tiers }: AppConfig,
  offer: OfferKey,
): { name: string; description: string; firstPrice: Money } {
  const plan = PLANS[planOfOffer(offer)]
  const tier = tierOfOffer(offer)
  if (tier === 'standard') return plan
  return { ...plan, name: `${plan.name}: ${tiers[tier].name}`, firstPrice: tiers[tier].firstPrice }
}

/** The name of a region's tier where it says something: null while only one is sold and that is the region's. */
export const shownTier = ({ tiers }: AppConfig, tier: Tier): string | null =>
  tier === 'standard' && tiersOnOffer(tiers).length === 1 ? null : tiers[tier].name
