import { DAY_MS } from '#server/domain/utc-day.ts'

const HOUR_MS = 3_600_000
/** The hour of a story day at which the sweeps run, once. */
export const NIGHT_HOUR = 23.95

/** Contracts are posted from 00:05 UTC on and the books are audited from 01:00 on: a night before that would leave both to nobody. */
const UNFIT = { fromHour: 23, hours: 2.5 }

/**
 * When a story of `days` days that ends about now begins, milliseconds since 1970: so many days ago, or up to two and a half hours earlier
 * so that no night falls between 23:00 and 01:30 UTC.
 */
export function storyBegin(now: number, days: number): number {
  const begin = now - days * DAY_MS
  const intoUnfit = (begin + (NIGHT_HOUR + 24 - UNFIT.fromHour) * HOUR_MS) % DAY_MS
  return intoUnfit < UNFIT.hours * HOUR_MS ? begin - intoUnfit : begin
}
