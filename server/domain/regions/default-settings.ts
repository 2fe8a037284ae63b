import { COMMODITIES } from '../economy/commodities.ts'
import { BOUNDS } from './bounds.ts'
import { type GovernanceType } from './governance-types.ts'
import { type RegionSettings, type Specialization, type Theme, type TradeBonuses } from './settings.ts'

/** Equal bonuses for every commodity: the neutral distribution of a region's output. */
export function neutralBonuses(): TradeBonuses {
  const bonuses = {} as TradeBonuses // filled for every commodity by the loop
  for (const commodity of COMMODITIES) bonuses[commodity] = BOUNDS.tradeBonus.default
  return bonuses
}

/** What a region starts with, before its first law. */
export const defaultSettings = (
  governanceType: GovernanceType,
  specialization: Specialization | null,
  theme: Theme,
): RegionSettings => ({
  governanceType,
  votingThresholdBp: BOUNDS.votingThresholdBp.default,
  quorumBp: BOUNDS.quorumBp.default,
  electionFrequencyDays: BOUNDS.electionFrequencyDays.default,
  constitutionalText: '',
  taxRateBp: BOUNDS.taxRateBp.default,
  startingCredits: BOUNDS.startingCredits.default,
  tradeBonuses: neutralBonuses(),
  economicSpecialization: specialization,
  pvpRule: 'contested_zones',
  immigrationPolicy: 'open',
  citizenshipWaitDays: BOUNDS.citizenshipWaitDays.default,
  defenseLevel: BOUNDS.defenseLevel.default,
  languagePack: {},
  theme,
  traditions: [],
  motto: '',
})
