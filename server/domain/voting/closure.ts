import { isOpenForBusiness, type RegionStatus } from '../regions/region-status.ts'

/** A time in which nobody could vote, sign or stand in a region, because it was not open. */
export type Closure = { from: Date; to: Date }

/**
 * The later end of something that a region was closed during: as much later as it was closed. Null where that was over
 * before. Nothing begins in a closed region, so what ends after the closing had begun before it.
 */
export const endAfterClosure = (endsAt: Date, { from, to }: Closure): Date | null =>
  endsAt > from ? new Date(endsAt.getTime() + to.getTime() - from.getTime()) : null

/** Whether the clock of something that ends then, in a region of this status since then, stands still until the region opens. */
export const standsStill = (endsAt: Date, region: { status: RegionStatus; statusChangedAt: Date }): boolean =>
  !isOpenForBusiness(region.status) && endsAt > region.statusChangedAt
