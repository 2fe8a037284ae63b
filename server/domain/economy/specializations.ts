import { type Commodity } from './commodities.ts'

export const SPECIALIZATIONS = [
  'mining',
  'agriculture',
  'manufacturing',
  'refining',
  'hospitality',
  'research',
] as const
export type Specialization = (typeof SPECIALIZATIONS)[number]

/** Hundredths of a factor (100 = 1.0) for each commodity. */
export type TradeBonuses = Record<Commodity, number>

/** A bonus of 1.0. */
export const NEUTRAL_BONUS = 100

/** Equal bonuses: the neutral distribution of output. */
export const neutralBonuses = (): TradeBonuses => ({
  ore: NEUTRAL_BONUS,
  organics: NEUTRAL_BONUS,
  equipment: NEUTRAL_BONUS,
  fuel: NEUTRAL_BONUS,
  food: NEUTRAL_BONUS,
  luxury: NEUTRAL_BONUS,
  technology: NEUTRAL_BONUS,
  energy: NEUTRAL_BONUS,
})
