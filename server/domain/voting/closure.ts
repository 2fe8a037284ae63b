import { isOpenForBusiness, type RegionStatus } from '../regions/region-status.ts'

/** A period in which nobody could vote, sign or stand because the region was closed. */
export type Closure = { from: Date; to: Date }

/** `isOver` where the region opens at its end, not where one closed status follows another. */
export type Pause = Closure & { isOver: boolean }

/**
 * The new end of something interrupted by a closure: later by the length of the closure. Null if it had already
 * ended. Nothing starts in a closed region, so whatever ends after the closing had started before it.
 */
export const extendForClosure = (endsAt: Date, { from, to }: Closure): Date | null =>
  endsAt > from ? new Date(endsAt.getTime() + to.getTime() - from.getTime()) : null

/** Whether something with this end is paused because the region is closed. */
export const isPausedByClosure = (
  endsAt: Date,
  region: { status: RegionStatus; statusChangedAt: Date },
): boolean => !isOpenForBusiness(region.status) && endsAt > region.statusChangedAt
