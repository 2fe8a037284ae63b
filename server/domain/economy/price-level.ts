import { tableOf } from '../keys-of.ts'
import { createRandom } from '../random.ts'
import { COMMODITIES, type Commodity } from './commodities.ts'
import { EVEN_LEVEL_BP } from './price-curve.ts'

/** A table of basis points by commodity. */
export type GoodsTable = Record<Commodity, number>

const ENDOWMENTS = [8500, 9000, 9500, 10_000, 10_000, 10_500, 11_000, 11_500]
const LEAST_LAW_BP = 7_000
const MOST_LAW_BP = 11_500
/** A level moves by this at most in a day. If it moved faster, a decree would pay those who hold goods across midnight. */
export const GLIDE_BP_PER_DAY = 300

/** What nature gives a region: the price level of each good without any law, from the region's seed (ECONOMY.md §1.6). */
export function endowment(seed: string): GoodsTable {
  const drawn = createRandom(seed).fork('endowment').shuffle(ENDOWMENTS)
  return tableOf(COMMODITIES, (commodity) => drawn[COMMODITIES.indexOf(commodity)] ?? EVEN_LEVEL_BP)
}

/** The Central Nexus has no endowment of its own. */
export const evenLevels = (): GoodsTable => tableOf(COMMODITIES, () => EVEN_LEVEL_BP)

/** What the law does to a price level, 7,000–11,500 basis points: a good of which more is made gets cheaper. */
export const lawLevelBp = (outputFactorBp: number): number =>
  Math.min(MOST_LAW_BP, Math.max(LEAST_LAW_BP, EVEN_LEVEL_BP - Math.trunc((outputFactorBp - 10_000) / 5)))

/** The levels to which prices glide under these output factors, basis points. */
export const targetLevels = (given: GoodsTable, outputFactors: GoodsTable): GoodsTable =>
  tableOf(COMMODITIES, (commodity) =>
    Math.floor((given[commodity] * lawLevelBp(outputFactors[commodity])) / 10_000),
  )

/** Levels `days` later (0 or more) on the way to their targets, at most {@link GLIDE_BP_PER_DAY} a day each. */
export const glideLevels = (levels: GoodsTable, targets: GoodsTable, days: number): GoodsTable => {
  const reach = GLIDE_BP_PER_DAY * days
  return tableOf(COMMODITIES, (commodity) => {
    const away = targets[commodity] - levels[commodity]
    return levels[commodity] + Math.max(-reach, Math.min(reach, away))
  })
}
