import { shareOf } from '../rates.ts'
import { isInForce } from './treaty-machine.ts'
import { type TreatyTerms } from './treaty-terms.ts'
import { type TreatyStatus } from './treaty-types.ts'

export type TreatyBetween = {
  regionAId: string
  regionBId: string
  status: TreatyStatus
  terms: TreatyTerms
}

export type TreatyEffects = {
  /** Discount on tax and tariff for each other's citizens, basis points; 0 without an agreement. */
  taxReliefBp: number
  /** Direct travel, not through the Nexus. */
  openBorders: boolean
  /** Each other's citizens may become residents without applying. */
  openResidence: boolean
  nonAggression: boolean
  defensePact: boolean
  culturalExchange: boolean
}

/**
 * The effects of the treaties between two regions, equal in both directions. Nothing else decides this: immigration,
 * tax, travel and combat all use it. Of several trade agreements the best counts; they do not add up. A defence pact
 * includes non-aggression.
 */
export function treatyEffects(
  treaties: readonly TreatyBetween[],
  regionId: string,
  otherRegionId: string,
): TreatyEffects {
  const effects: TreatyEffects = {
    taxReliefBp: 0,
    openBorders: false,
    openResidence: false,
    nonAggression: false,
    defensePact: false,
    culturalExchange: false,
  }
  for (const treaty of treaties)
    if (isInForce(treaty.status) && isBetween(treaty, regionId, otherRegionId)) apply(effects, treaty.terms)
  return effects
}

const isBetween = (treaty: TreatyBetween, one: string, other: string): boolean =>
  (treaty.regionAId === one && treaty.regionBId === other) ||
  (treaty.regionAId === other && treaty.regionBId === one)

function apply(effects: TreatyEffects, terms: TreatyTerms): void {
  switch (terms.treatyType) {
    case 'trade_agreement':
      effects.taxReliefBp = Math.max(effects.taxReliefBp, terms.taxReliefBp)
      break
    case 'open_borders':
      effects.openBorders = true
      effects.openResidence ||= terms.residence
      break
    case 'non_aggression':
      effects.nonAggression = true
      break
    case 'defense_pact':
      effects.defensePact = true
      effects.nonAggression = true
      break
    case 'cultural_exchange':
      effects.culturalExchange = true
      break
  }
}

/**
 * A rate of tax or tariff after relief, basis points rounded down in the payer's favour: 10% with a relief of 25% is
 * 7.5%. A trade agreement lowers both by the same share (ECONOMY.md §1.6).
 */
export const relievedRateBp = (rateBp: number, reliefBp: number): number =>
  Number(shareOf(BigInt(rateBp), 10_000 - reliefBp))

/** The best relief that the treaties of somebody's home regions give, basis points; 0 without one. They do not add up. */
export const bestReliefBp = (treaties: readonly Pick<TreatyEffects, 'taxReliefBp'>[]): number =>
  Math.max(0, ...treaties.map(({ taxReliefBp }) => taxReliefBp))
