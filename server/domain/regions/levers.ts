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

/** Requested changes to some levers. Trade bonuses may name only some goods; other levers are replaced as a whole. */
export type SettingsPatch = Partial<Omit<RegionSettings, 'tradeBonuses'>> & {
  tradeBonuses?: Partial<TradeBonuses>
}

/** The levers in a patch; `undefined` counts as missing. */
export const leversOf = (patch: SettingsPatch): Lever[] =>
  LEVERS.filter((lever) => patch[lever] !== undefined)

/** The patch without `undefined` entries, for storing and comparing. */
export function withoutUndefined(patch: SettingsPatch): SettingsPatch {
  const given = { ...patch }
  for (const lever of LEVERS) if (given[lever] === undefined) delete given[lever]
  return given
}

/** The part of a patch for these levers. */
export function pickLevers(patch: SettingsPatch, levers: readonly Lever[]): SettingsPatch {
  const picked = { ...patch }
  for (const lever of LEVERS) if (!levers.includes(lever)) delete picked[lever]
  return withoutUndefined(picked)
}

/** Splits a mixed form into one patch per policy type, in table order, because a proposal has one type. */
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
