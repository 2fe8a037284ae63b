import { canonicalJson } from '../canonical-json.ts'
import { leversOf, pickLevers, type SettingsPatch } from './levers.ts'
import { type Lever, type RegionSettings } from './settings.ts'

export type SettingChange = {
  lever: Lever
  before: RegionSettings[Lever]
  after: RegionSettings[Lever]
}

/** The settings after `patch`; `settings` is not mutated. */
export const applyPatch = (settings: RegionSettings, patch: SettingsPatch): RegionSettings => {
  const named = pickLevers(patch, leversOf(patch))
  return { ...settings, ...named, tradeBonuses: { ...settings.tradeBonuses, ...patch.tradeBonuses } }
}

/** The levers that `patch` really changes. */
export function diffSettings(before: RegionSettings, patch: SettingsPatch): SettingChange[] {
  const after = applyPatch(before, patch)
  return leversOf(patch)
    .filter((lever) => canonicalJson(before[lever]) !== canonicalJson(after[lever]))
    .map((lever) => ({ lever, before: before[lever], after: after[lever] }))
}

/** The part of `patch` that really changes something. */
export const effectivePatch = (before: RegionSettings, patch: SettingsPatch): SettingsPatch =>
  pickLevers(
    patch,
    diffSettings(before, patch).map((change) => change.lever),
  )
