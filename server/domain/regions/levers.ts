import { tableOf } from '../keys-of.ts'
import { LEVER_TABLE, LEVERS } from './lever-table.ts'
import { type PolicyType } from './policy-types.ts'
import { type TradeBonuses } from '../economy/specializations.ts'
import { type Lever, type RegionSettings } from './settings.ts'

export const LEVER_LABELS: Readonly<Record<Lever, string>> = tableOf(
  LEVERS,
  (lever) => LEVER_TABLE[lever].label,
)

export const LEVER_POLICY_TYPE: Readonly<Record<Lever, PolicyType>> = tableOf(
  LEVERS,
  (lever) => LEVER_TABLE[lever].policyType,
)

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

export const leversOfPolicyType = (policyType: PolicyType): Lever[] =>
  LEVERS.filter((lever) => LEVER_POLICY_TYPE[lever] === policyType)
