/** A time in which nobody could vote, sign or stand in a region, because it was not open. */
export type Closure = { from: Date; to: Date }

/**
 * The later end of something that a region was closed during: as much later as it was closed. Null where that was over
 * before. Nothing begins in a closed region, so what ends after the closing had begun before it.
 */
export const endAfterClosure = (endsAt: Date, { from, to }: Closure): Date | null =>
  endsAt > from ? new Date(endsAt.getTime() + to.getTime() - from.getTime()) : null
