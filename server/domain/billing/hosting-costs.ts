import { type Currency } from './money.ts'

/** What hosting costs in a month, in minor units: a part that is always there, and the least and most for each region. */
export interface HostingCosts {
  readonly baseMinor: number
  readonly regionLeastMinor: number
  readonly regionMostMinor: number
  readonly currency: Currency
}

/** The least and most that so many regions cost in a month. */
export const costOf = (costs: HostingCosts, regions: number): { leastMinor: number; mostMinor: number } => ({
  leastMinor: costs.baseMinor + regions * costs.regionLeastMinor,
  mostMinor: costs.baseMinor + regions * costs.regionMostMinor,
})

/**
 * With how many regions a month pays for itself: the smallest number whose revenue and what else comes in covers what is always there and
 * what each region costs. Null where each further region costs as much as it brings. All amounts are of a month, in minor units.
 */
export function breakEvenRegions(month: {
  baseMinor: number
  regionCostMinor: number
  /** What one region brings, less what PayPal keeps. */
  regionRevenueMinor: number
  /** What comes in besides, such as citizenships, less what PayPal keeps. */
  otherRevenueMinor: number
}): number | null {
  const missing = month.baseMinor - month.otherRevenueMinor
  if (missing <= 0) return 0
  const margin = month.regionRevenueMinor - month.regionCostMinor
  return margin <= 0 ? null : Math.ceil(missing / margin)
}

/** What is left of an amount after PayPal's fee, by the share that it kept so far; rounded down. */
export const afterFees = (amountMinor: number, kept: { feeMinor: number; paidMinor: number }): number =>
  kept.paidMinor === 0
    ? amountMinor
    : Math.floor((amountMinor * (kept.paidMinor - kept.feeMinor)) / kept.paidMinor)
