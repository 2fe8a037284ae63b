import { DAY_MS, isoDay } from '../utc-day.ts'
import { COMMODITIES, type Commodity } from './commodities.ts'

/** Ranges that a government may look at. */
export const STATISTICS_RANGES = ['24h', '7d', '30d', '90d', 'all'] as const
export type StatisticsRange = (typeof STATISTICS_RANGES)[number]

const RANGE_DAYS: Readonly<Record<Exclude<StatisticsRange, 'all'>, number>> = {
  '24h': 1,
  '7d': 7,
  '30d': 30,
  '90d': 90,
}

/** The first UTC day of a range that ends today; null for all days. */
export const firstDayOf = (range: StatisticsRange, today: number): string | null =>
  range === 'all' ? null : isoDay(today - RANGE_DAYS[range] + 1)

/** Units and credits of one good: `exported` from ports to pilots, `imported` from pilots to ports. */
export type GoodsFigures = {
  exported: number
  imported: number
  paid: number
  received: number
  tax: number
  tariff: number
  /** Contracts and jobs that sales filled, and credits paid for deliveries to them beyond the price. */
  filled: number
  premiums: number
}
export type GoodsOnDay = GoodsFigures & { commodity: Commodity; day: string }

export const NO_TRADE: GoodsFigures = {
  ...{ exported: 0, imported: 0, paid: 0, received: 0, tax: 0, tariff: 0 },
  ...{ filled: 0, premiums: 0 },
}

const add = (a: GoodsFigures, b: GoodsFigures): GoodsFigures => ({
  exported: a.exported + b.exported,
  imported: a.imported + b.imported,
  paid: a.paid + b.paid,
  received: a.received + b.received,
  tax: a.tax + b.tax,
  tariff: a.tariff + b.tariff,
  filled: a.filled + b.filled,
  premiums: a.premiums + b.premiums,
})

/** The sums of each good, every good once and in order. */
export const totalsByGood = (
  rows: readonly (GoodsFigures & { commodity: Commodity })[],
): (GoodsFigures & { commodity: Commodity })[] =>
  COMMODITIES.map((commodity) => ({
    commodity,
    ...rows.filter((row) => row.commodity === commodity).reduce(add, NO_TRADE),
  }))

/** The good of which most units were traded; the first of all goods where nothing was. */
export function mostTraded(rows: readonly (GoodsFigures & { commodity: Commodity })[]): Commodity {
  const unitsOf = ({ exported, imported }: GoodsFigures) => exported + imported
  return totalsByGood(rows).reduce((most, good) => (unitsOf(good) > unitsOf(most) ? good : most)).commodity
}

export const totalOf = (rows: readonly GoodsFigures[]): GoodsFigures => rows.reduce(add, NO_TRADE)

/** By how much trade in a good changed, whole per cent of what it was. */
export type LawEffect = {
  commodity: Commodity
  measure: 'exports' | 'imports'
  percent: number
  /** Units a day before and since. */
  before: number
  since: number
}

/** Longest and shortest time that is compared, days. */
export const LONGEST_COMPARED = 14
const LEAST_PERCENT = 5
const EFFECTS = 3

/**
 * What changed since a law, from as many whole days before as after it (1–14): the day itself and today count for neither. The largest
 * changes first, at most three; none before a whole day has passed. A change has other reasons too: it is what happened, not what the
 * law did alone.
 */
export function effectsSince(days: readonly GoodsOnDay[], lawDay: number, today: number): LawEffect[] {
  const length = Math.min(LONGEST_COMPARED, today - lawDay - 1)
  if (length < 1) return []
  const meanOf = (from: number, commodity: Commodity, key: 'exported' | 'imported') =>
    days
      .filter(
        (row) => row.commodity === commodity && row.day >= isoDay(from) && row.day < isoDay(from + length),
      )
      .reduce((sum, row) => sum + row[key], 0) / length
  return COMMODITIES.flatMap((commodity) =>
    (['exported', 'imported'] as const).flatMap((key): LawEffect[] => {
      const before = meanOf(lawDay - length, commodity, key)
      const since = meanOf(lawDay + 1, commodity, key)
      if (before === 0) return []
      const percent = Math.round((100 * (since - before)) / before)
      if (Math.abs(percent) < LEAST_PERCENT) return []
      return [
        {
          commodity,
          measure: key === 'exported' ? 'exports' : 'imports',
          percent,
          before: Math.round(before),
          since: Math.round(since),
        },
      ]
    }),
  )
    .sort((a, b) => Math.abs(b.percent) - Math.abs(a.percent))
    .slice(0, EFFECTS)
}

/** Every UTC day from the first to the last, `YYYY-MM-DD`. */
export function daysBetween(first: string, last: string): string[] {
  const [from, to] = [first, last].map((day) => Date.parse(day) / DAY_MS)
  if (from === undefined || to === undefined) return []
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => isoDay(from + index))
}
