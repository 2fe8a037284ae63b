import { type TreatyType } from '#server/domain/diplomacy/treaty-types.ts'
import { type Commodity } from '#server/domain/economy/commodities.ts'
import { type CountMethod } from '#server/domain/elections/election-types.ts'
import { type ElectionMethod } from '#server/domain/regions/election-methods.ts'
import { type PolicyType } from '#server/domain/regions/policy-types.ts'
import { type GovernanceType } from '#server/domain/regions/governance-types.ts'
import { type HistoryKind } from '#server/domain/government/history.ts'
import { type MatterKind } from '#server/domain/voting/matters.ts'
import { type ImmigrationPolicy } from '#server/domain/membership/immigration-policies.ts'
import { type PvpRule } from '#server/domain/regions/settings.ts'
import { type Specialization } from '#server/domain/economy/specializations.ts'

export const POLICY_TYPE_LABELS: Record<PolicyType, string> = {
  tax_rate: 'Tax',
  trade_policy: 'Trade',
  pvp_rules: 'PvP rules',
  immigration: 'Immigration',
  defense: 'Defence',
  cultural: 'Culture',
  constitutional: 'Constitution',
}

export const GOVERNANCE_LABELS: Record<GovernanceType, string> = {
  democracy: 'Democracy',
  autocracy: 'Autocracy',
  council: 'Council',
}

export const GOVERNANCE_WORDS: Record<GovernanceType, string> = {
  democracy: 'Citizens vote on every law and elect a governor.',
  autocracy: 'The owner decides alone and at once, by decree.',
  council: 'An elected council of three to nine votes on every law.',
}

export const ELECTION_METHOD_LABELS: Record<ElectionMethod, string> = {
  weighted_plurality: 'One choice',
  ranked_choice: 'Ranked choice',
}

export const ELECTION_METHOD_WORDS: Record<ElectionMethod, string> = {
  weighted_plurality: 'Everybody names one candidate; whoever has most voices is elected.',
  ranked_choice:
    'Everybody ranks the candidates; whoever comes last drops out and their ballots go on to the next choice. Councils are filled in proportion.',
}

export const COUNT_LABELS: Record<CountMethod, string> = {
  weighted_plurality: 'One choice',
  ranked_choice: 'Ranked choice',
  stv: 'Ranked choice, in proportion',
}

export const SPECIALIZATION_LABELS: Record<Specialization, string> = {
  mining: 'Mining',
  agriculture: 'Agriculture',
  manufacturing: 'Manufacturing',
  refining: 'Refining',
  hospitality: 'Hospitality',
  research: 'Research',
}

export const COMMODITY_LABELS: Record<Commodity, string> = {
  ore: 'Ore',
  organics: 'Organics',
  equipment: 'Equipment',
  fuel: 'Fuel',
  food: 'Food',
  luxury: 'Luxury',
  technology: 'Technology',
  energy: 'Energy',
}

export const PVP_LABELS: Record<PvpRule, string> = {
  forbidden: 'Forbidden',
  contested_zones: 'In contested zones',
  open: 'Everywhere',
}

export const PVP_WORDS: Record<PvpRule, string> = {
  forbidden: 'No ship may attack another anywhere in the region.',
  contested_zones: 'Attacks are lawful in the border and the frontier only.',
  open: 'Attacks are lawful in every sector.',
}

/** How much of the patrols that the law orders is paid for. `onDuty` is null while that is not known. */
export function patrolWords(ordered: number, onDuty: number | null): string {
  if (ordered === 0) return 'None ordered'
  if (onDuty === null) return `Level ${ordered} ordered`
  return onDuty === 0 ? `Level ${ordered} ordered, none paid` : `Level ${onDuty} of ${ordered} paid`
}

export const IMMIGRATION_LABELS: Record<ImmigrationPolicy, string> = {
  open: 'Open',
  application: 'By application',
  invitation: 'By invitation',
  closed: 'Closed',
}

export const IMMIGRATION_WORDS: Record<ImmigrationPolicy, string> = {
  open: 'Whoever asks becomes a resident at once.',
  application: 'Requests wait until the government decides them.',
  invitation: 'Only those who were invited may settle.',
  closed: 'Nobody new may settle at present.',
}

export const TREATY_LABELS: Record<TreatyType, string> = {
  trade_agreement: 'Trade agreement',
  non_aggression: 'Non-aggression pact',
  defense_pact: 'Defence pact',
  cultural_exchange: 'Cultural exchange',
  open_borders: 'Open borders',
}

export const TREATY_WORDS: Record<TreatyType, string> = {
  trade_agreement: 'Part of the tax is forgiven to each other’s citizens.',
  non_aggression: 'Citizens of either side cannot attack each other.',
  defense_pact: 'Non-aggression, and patrols that stand by each other’s ships.',
  cultural_exchange: 'Each other’s traditions are shown and celebrated in both regions.',
  open_borders: 'Ships travel directly between the two gates, without passing the Nexus.',
}

export const HISTORY_LABELS: Record<HistoryKind, string> = {
  founding: 'Founding',
  laws: 'Laws and decrees',
  government: 'Form of government',
  elections: 'Elections',
  offices: 'Offices left',
  recalls: 'Recalls',
  treaties: 'Treaties',
  status: 'Closed and opened',
}

export const MATTER_LABELS: Record<MatterKind, string> = {
  policy: 'Policies',
  election: 'Elections',
  treaty: 'Treaties',
  recall: 'Recalls',
  council: 'Council motions',
  nomination: 'Nominations',
  petition: 'Petitions',
}
