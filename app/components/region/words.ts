import { type TreatyType } from '#server/domain/diplomacy/treaty-types.ts'
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
  autocracy: 'The owner decides everything alone, with immediate effect.',
  council: 'An elected council of three to nine votes on every law.',
}

export const ELECTION_METHOD_LABELS: Record<ElectionMethod, string> = {
  weighted_plurality: 'One choice',
  ranked_choice: 'Ranked choice',
}

export const ELECTION_METHOD_WORDS: Record<ElectionMethod, string> = {
  weighted_plurality: 'Everyone picks one candidate. Most votes wins.',
  ranked_choice:
    'Everyone ranks the candidates. The last one drops out and those votes move to the next choice. Councils are filled proportionally.',
}

export const COUNT_LABELS: Record<CountMethod, string> = {
  weighted_plurality: 'One choice',
  ranked_choice: 'Ranked choice',
  stv: 'Ranked choice, proportional',
}

export const SPECIALIZATION_LABELS: Record<Specialization, string> = {
  mining: 'Mining',
  agriculture: 'Agriculture',
  manufacturing: 'Manufacturing',
  refining: 'Refining',
  hospitality: 'Hospitality',
  research: 'Research',
}

export const PVP_LABELS: Record<PvpRule, string> = {
  forbidden: 'Forbidden',
  contested_zones: 'In contested zones',
  open: 'Everywhere',
}

export const PVP_WORDS: Record<PvpRule, string> = {
  forbidden: 'No attacks anywhere in the region.',
  contested_zones: 'Attacks are allowed only in the border and the frontier.',
  open: 'Attacks are allowed in every sector.',
}

export const IMMIGRATION_LABELS: Record<ImmigrationPolicy, string> = {
  open: 'Open',
  application: 'By application',
  invitation: 'By invitation',
  closed: 'Closed',
}

export const IMMIGRATION_WORDS: Record<ImmigrationPolicy, string> = {
  open: 'Anyone can become a resident straight away.',
  application: 'The government decides on each request.',
  invitation: 'Only invited players can settle.',
  closed: 'Nobody new can settle right now.',
}

export const TREATY_LABELS: Record<TreatyType, string> = {
  trade_agreement: 'Trade agreement',
  non_aggression: 'Non-aggression pact',
  defense_pact: 'Defence pact',
  cultural_exchange: 'Cultural exchange',
  open_borders: 'Open borders',
}

export const TREATY_WORDS: Record<TreatyType, string> = {
  trade_agreement: 'Citizens of both regions pay less tax and tariff in the other one.',
  non_aggression: 'Citizens of either side cannot attack each other.',
  defense_pact: 'No attacks, and patrols protect each other’s ships.',
  cultural_exchange: 'Both regions show each other’s traditions.',
  open_borders: 'Ships fly directly between the two gates, bypassing the Nexus.',
}

export const HISTORY_LABELS: Record<HistoryKind, string> = {
  founding: 'Founding',
  laws: 'Laws and decrees',
  government: 'Form of government',
  elections: 'Elections',
  offices: 'Left office',
  recalls: 'Recalls',
  treaties: 'Treaties',
  status: 'Closed and reopened',
  owners: 'Owners',
}

export const MATTER_LABELS: Record<MatterKind, string> = {
  policy: 'Policies',
  election: 'Elections',
  treaty: 'Treaties',
  recall: 'Recalls',
  rescue: 'New owners',
  council: 'Council motions',
  nomination: 'Nominations',
  petition: 'Petitions',
}
