import { tiersOnOffer, type TierBenefits } from '#server/domain/billing/tiers.ts'
import { type Ctx } from '../context.ts'
import { type RegionRow } from './region-rows.ts'

/** What the tier of a region gives it: room and convenience. Nothing of votes, trade or combat may ask (server/tiers.test.ts). */
export const benefitsOf = ({ config }: Ctx, { tier }: Pick<RegionRow, 'tier'>): TierBenefits =>
  config.tiers[tier].benefits

/** Whether a size is sold that gives an emblem. */
export const sellsEmblems = ({ config }: Ctx): boolean =>
  tiersOnOffer(config.tiers).some((tier) => config.tiers[tier].benefits.emblem)
