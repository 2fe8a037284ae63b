import { isoDay } from '../utc-day.ts'
import { type Commodity } from './commodities.ts'
import { evenOutput } from './output.ts'
import { evenLevels, glideLevels, targetLevels, type GoodsTable } from './price-level.ts'
import { EVEN_TEMPO_BP } from './tempo.ts'

/** A market whose rest is shifted by an event. */
export type MarketShock = { portId: number; commodity: Commodity; restBp: number }

/**
 * What held in a galaxy at 00:00 UTC of a day and so all day (ECONOMY.md §1.4). Kept, so that what a market did on a day
 * does not depend on who looks at it when.
 */
export type EconomyDay = {
  /** UTC day, `YYYY-MM-DD`. */
  day: string
  /** Basis points, 10,000 and more. */
  tempoBp: number
  /** Output of each good, basis points. */
  outputFactors: GoodsTable
  /** Price level of each good, basis points. */
  priceLevels: GoodsTable
  /** Levels of works (1–5) that are paid for, by port id; ports without works are left out. */
  works: Readonly<Record<string, number>>
  festival: boolean
  shocks: readonly MarketShock[]
}

/** A day without any law, event or crowd. */
export const ordinaryDay = (day: string): EconomyDay => ({
  day,
  tempoBp: EVEN_TEMPO_BP,
  outputFactors: evenOutput(),
  priceLevels: evenLevels(),
  works: {},
  festival: false,
  shocks: [],
})

/**
 * The row that counts on a day (UTC days since 1970): its own, else the last one before it, else the first one after it.
 * A galaxy without any row has ordinary days. `days` in any order.
 */
export function economyOn(days: readonly EconomyDay[], day: number): EconomyDay {
  const wanted = isoDay(day)
  let known: EconomyDay | null = null
  for (const row of days) if (!known || isNearer(row.day, known.day, wanted)) known = row
  return known ?? ordinaryDay(wanted)
}

function isNearer(day: string, than: string, wanted: string): boolean {
  if (day <= wanted) return than > wanted || day > than
  return than > wanted && day < than
}

/** What the law in force makes of a galaxy's goods. */
export type LawOfGoods = { endowment: GoodsTable; outputFactors: GoodsTable }

/**
 * The row of a day (UTC days since 1970), from the last row before it: levels glide on from where they were, everything
 * else is as given. Without a row before it (a new galaxy) the levels start at their targets.
 */
export function openEconomyDay(
  last: { day: number; priceLevels: GoodsTable } | null,
  day: number,
  { endowment, outputFactors }: LawOfGoods,
  events: Pick<EconomyDay, 'tempoBp' | 'works' | 'festival' | 'shocks'>,
): EconomyDay {
  const targets = targetLevels(endowment, outputFactors)
  const priceLevels = last ? glideLevels(last.priceLevels, targets, Math.max(0, day - last.day)) : targets
  return { day: isoDay(day), outputFactors, priceLevels, ...events }
}
