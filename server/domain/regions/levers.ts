import { keysOf } from '../keys-of.ts'
import { type PolicyType } from './policy-types.ts'
import { type Lever, type RegionSettings } from './settings.ts'
import { type TradeBonuses } from '../economy/specializations.ts'

/** Each lever belongs to exactly one kind of policy, so a proposal's kind follows from what it changes. */
export const LEVER_POLICY_TYPE = {
  taxRateBp: 'tax_rate',
  startingCredits: 'trade_policy',
  tradeBonuses: 'trade_policy',
  economicSpecialization: 'trade_policy',
  pvpRule: 'pvp_rules',
  immigrationPolicy: 'immigration',
  citizenshipWaitDays: 'immigration',
  defenseLevel: 'defense',
  languagePack: 'cultural',
  theme: 'cultural',
  traditions: 'cultural',
  motto: 'cultural',
  governanceType: 'constitutional',
  votingThresholdBp: 'constitutional',
  quorumBp: 'constitutional',
  electionFrequencyDays: 'constitutional',
  electionMethod: 'constitutional',
  termLimit: 'constitutional',
  constitutionalText: 'constitutional',
} as const satisfies Record<Lever, PolicyType>

/** The table above is typed to hold every lever and nothing else, so its keys are the levers. */
export const LEVERS: readonly Lever[] = keysOf(LEVER_POLICY_TYPE)

export const LEVER_LABELS: Record<Lever, string> = {
  taxRateBp: 'Tax',
  startingCredits: 'Starting credits',
  tradeBonuses: 'Trade bonuses',
  economicSpecialization: 'Specialisation',
  pvpRule: 'PvP rule',
  immigrationPolicy: 'Immigration',
  citizenshipWaitDays: 'Waiting period',
  defenseLevel: 'Patrol level',
  languagePack: 'Language pack',
  theme: 'Theme',
  traditions: 'Traditions',
  motto: 'Motto',
  governanceType: 'Form of government',
  votingThresholdBp: 'Voting threshold',
  quorumBp: 'Quorum',
  electionFrequencyDays: 'Election interval',
  electionMethod: 'Way of electing',
  termLimit: 'Term limit',
  constitutionalText: 'Constitution',
}

/** A wish to change some levers. Trade bonuses may name a few goods only; every other lever is replaced whole. */
export type SettingsPatch = Partial<Omit<RegionSettings, 'tradeBonuses'>> & {
  tradeBonuses?: Partial<TradeBonuses>
}

/** The levers a patch names (those given as `undefined` are not given). */
export const leversOf = (patch: SettingsPatch): Lever[] =>
  LEVERS.filter((lever) => patch[lever] !== undefined)

/** The same patch without entries that are `undefined`, so that it can be stored and compared. */
export function withoutUndefined(patch: SettingsPatch): SettingsPatch {
  const given = { ...patch }
  for (const lever of LEVERS) if (given[lever] === undefined) delete given[lever]
  return given
}

/** The part of a patch that concerns `levers`. */
export function pickLevers(patch: SettingsPatch, levers: readonly Lever[]): SettingsPatch {
  const picked = { ...patch }
  for (const lever of LEVERS) if (!levers.includes(lever)) delete picked[lever]
  return withoutUndefined(picked)
}

/** One proposal is one kind of policy: a form that mixes kinds becomes one patch for each, in the order of the table. */
export function splitByPolicyType(
  patch: SettingsPatch,
): { policyType: PolicyType; changes: SettingsPatch }[] {
  const parts = new Map<PolicyType, Lever[]>()
  for (const lever of leversOf(patch)) {
    const policyType = LEVER_POLICY_TYPE[lever]
    parts.set(policyType, [...(parts.get(policyType) ?? []), lever])
  }
  return [...parts].map(([policyType, levers]) => ({ policyType, changes: pickLevers(patch, levers) }))
}
