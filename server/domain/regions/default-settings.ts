import { type Theme } from '../culture/theme.ts'
import { neutralBonuses, type Specialization } from '../economy/specializations.ts'
import { tableOf } from '../keys-of.ts'
import { type GovernanceType } from './governance-types.ts'
import { LEVER_TABLE, NUMBER_LEVERS } from './lever-table.ts'
import { type RegionSettings } from './settings.ts'

/** Settings of a new region, before its first law. */
export const defaultSettings = (
  governanceType: GovernanceType,
  specialization: Specialization | null,
  theme: Theme,
): RegionSettings => ({
  ...tableOf(NUMBER_LEVERS, (lever) => LEVER_TABLE[lever].bound.default),
  governanceType,
  economicSpecialization: specialization,
  electionMethod: LEVER_TABLE.electionMethod.default,
  pvpRule: LEVER_TABLE.pvpRule.default,
  immigrationPolicy: LEVER_TABLE.immigrationPolicy.default,
  tradeBonuses: neutralBonuses(),
  constitutionalText: '',
  languagePack: {},
  theme,
  traditions: [],
  motto: '',
})
