import { BOUNDS } from './bounds.ts'
import { type GovernanceType } from './governance-types.ts'
import { type Theme } from '../culture/theme.ts'
import { neutralBonuses, type Specialization } from '../economy/specializations.ts'
import { type RegionSettings } from './settings.ts'

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
  electionMethod: 'weighted_plurality',
  termLimit: BOUNDS.termLimit.default,
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
