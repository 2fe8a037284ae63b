import { type Money } from './money.ts'
import { type PlanKey } from './plans.ts'

/** Sizes in which a region is sold, the smallest first. Their names are the operator's. */
export const TIERS = ['standard', 'large', 'grand'] as const
export type Tier = (typeof TIERS)[number]

/**
 * What a tier gives: room and convenience, never votes, trade or combat. Each has a test that fails without its effect
 * (server/services/tiers), and no rule of those contexts may read it (server/tiers.test.ts).
 */
export interface TierBenefits {
  /** Pilots that the region admits: who is in it, and who is on the way there. */
  readonly pilots: number
  /** Days for which its log and its ledger are kept, where that is longer than the installation keeps them. */
  readonly logDays: number
  /** Days for which its export can be downloaded, where that is longer than the installation's. */
  readonly exportDays: number
  /** Whether its owner may upload an emblem. */
  readonly emblem: boolean
}

/** What a region of a tier has, with what holds in every region of the installation: its log and its ledger may be kept for different times. */
export type ShownBenefits = TierBenefits & { readonly ledgerDays: number }

/** @param kept for how many days the installation keeps them in every region */
export const shownBenefits = (
  benefits: TierBenefits,
  kept: { eventDays: number; postingDays: number; exportDays: number },
): ShownBenefits => ({
  ...benefits,
  logDays: Math.max(benefits.logDays, kept.eventDays),
  ledgerDays: Math.max(benefits.logDays, kept.postingDays),
  exportDays: Math.max(benefits.exportDays, kept.exportDays),
})

/** What of a region is erased after a change from one tier to another, in words. */
export const lostBenefits = (from: ShownBenefits, to: ShownBenefits): string[] => [
  ...(to.logDays < from.logDays ? [`its log beyond ${to.logDays} days`] : []),
  ...(to.ledgerDays < from.ledgerDays ? [`its ledger beyond ${to.ledgerDays} days`] : []),
  ...(from.emblem && !to.emblem ? ['its emblem'] : []),
]

export interface TierSettings {
  readonly name: string
  /** Whether it is sold. Who has it keeps it. */
  readonly isOffered: boolean
  /** Price of one month when its plan is made at PayPal. From then on prices are rows (`plan_prices`). */
  readonly firstPrice: Money
  readonly benefits: TierBenefits
}
export type TierTable = Readonly<Record<Tier, TierSettings>>

const usd = (minor: number): Money => ({ minor, currency: 'USD' })

/** Where the operator sets nothing: one tier is sold. */
export const DEFAULT_TIERS: TierTable = {
  standard: {
    name: 'Standard',
    isOffered: true,
    firstPrice: usd(2500),
    benefits: { pilots: 250, logDays: 0, exportDays: 0, emblem: false },
  },
  large: {
    name: 'Large',
    isOffered: false,
    firstPrice: usd(4000),
    benefits: { pilots: 500, logDays: 365, exportDays: 30, emblem: true },
  },
  grand: {
    name: 'Grand',
    isOffered: false,
    firstPrice: usd(6000),
    benefits: { pilots: 1000, logDays: 1095, exportDays: 90, emblem: true },
  },
}

/** What is bought by a PayPal plan: the tiers of a region have one each, of the same product. */
export const OFFER_KEYS = [
  'regional_owner',
  'regional_owner_large',
  'regional_owner_grand',
  'galactic_citizen',
] as const
export type OfferKey = (typeof OFFER_KEYS)[number]

const OFFERS: Record<OfferKey, { plan: PlanKey; tier: Tier }> = {
  regional_owner: { plan: 'regional_owner', tier: 'standard' },
  regional_owner_large: { plan: 'regional_owner', tier: 'large' },
  regional_owner_grand: { plan: 'regional_owner', tier: 'grand' },
  galactic_citizen: { plan: 'galactic_citizen', tier: 'standard' },
}

export const planOfOffer = (offer: OfferKey): PlanKey => OFFERS[offer].plan
/** A citizenship has one size. */
export const tierOfOffer = (offer: OfferKey): Tier => OFFERS[offer].tier

const OFFER_OF_TIER: Record<Tier, OfferKey> = {
  standard: 'regional_owner',
  large: 'regional_owner_large',
  grand: 'regional_owner_grand',
}
export const offerOf = (plan: PlanKey, tier: Tier): OfferKey =>
  plan === 'regional_owner' ? OFFER_OF_TIER[tier] : plan

export const isLarger = (tier: Tier, than: Tier): boolean => TIERS.indexOf(tier) > TIERS.indexOf(than)

/** The tiers that are sold, the smallest first. */
export const tiersOnOffer = (table: TierTable): Tier[] => TIERS.filter((tier) => table[tier].isOffered)
