import { DAY_MS, isoDay } from '../utc-day.ts'

/** What a market did on a UTC day. Prices are mid prices of a unit in hundredths of a credit; units are those that pilots traded. */
export type MarketDay = { day: string; low: number; high: number; close: number; units: number }

/** One value for each day of a history; null where nobody traded. */
export type MarketHistory = {
  days: string[]
  low: (number | null)[]
  high: (number | null)[]
  close: (number | null)[]
  units: number[]
}

export const HISTORY_DAYS = 30

/** Every day of a history up to `today`, which days without trade are missing from. */
export function marketHistory(
  traded: readonly MarketDay[],
  today: string,
  length = HISTORY_DAYS,
): MarketHistory {
  const last = Date.parse(today) / DAY_MS
  const days = Array.from({ length }, (_, index) => isoDay(last - length + 1 + index))
  const byDay = new Map(traded.map((one) => [one.day, one]))
  const valuesOf = (key: 'low' | 'high' | 'close') => days.map((day) => byDay.get(day)?.[key] ?? null)
  return {
    days,
    low: valuesOf('low'),
    high: valuesOf('high'),
    close: valuesOf('close'),
    units: days.map((day) => byDay.get(day)?.units ?? 0),
  }
}
