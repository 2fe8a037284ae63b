import { neutralBonuses } from './specializations.ts'
import { type Specialization, type TradeBonuses } from './specializations.ts'
import { COMMODITIES, type Commodity } from './commodities.ts'

/** Commodities that each specialisation boosts. */
export const SPECIALIZATION_COMMODITIES: Record<Specialization, readonly Commodity[]> = {
  mining: ['ore', 'fuel'],
  agriculture: ['organics', 'food'],
  manufacturing: ['equipment', 'technology'],
  refining: ['fuel', 'energy'],
  hospitality: ['food', 'luxury'],
  research: ['technology', 'energy'],
}

/** Output of a boosted commodity in hundredths: a quarter more. */
const SPECIALIZATION_FACTOR = 125

/**
 * Each commodity's output relative to an even distribution, in basis points (10,000 = 1.0), rounded down: `bonus × n
 * / Σ bonus × (1.25 if in the specialisation)` (DESIGN.md §3 Economy). Total output is fixed: boosting one good takes
 * from the others, so equal bonuses change nothing.
 */
export function outputFactors(
  bonuses: TradeBonuses,
  specialization: Specialization | null,
): Record<Commodity, number> {
  const total = COMMODITIES.reduce((sum, commodity) => sum + bonuses[commodity], 0)
  const favoured = specialization === null ? [] : SPECIALIZATION_COMMODITIES[specialization]
  const factors = { ...bonuses }
  for (const commodity of COMMODITIES) {
    const factor = favoured.includes(commodity) ? SPECIALIZATION_FACTOR : 100
    factors[commodity] = Math.floor((bonuses[commodity] * COMMODITIES.length * factor * 100) / total)
  }
  return factors
}

/** Output without any law: the Central Nexus. */
export const evenOutput = (): Record<Commodity, number> => outputFactors(neutralBonuses(), null)
