import { describe, expect, it } from 'vitest'
import { DEFAULT_THEME } from '../culture/theme.ts'
import { canonicalJson } from '../canonical-json.ts'
import { defaultSettings } from './default-settings.ts'
import { LEVER_LABELS, LEVER_POLICY_TYPE, splitByPolicyType } from './levers.ts'
import { LEVERS } from './lever-table.ts'
import { describePatch } from './describe-change.ts'
import { applyPatch, diffSettings, effectivePatch } from './settings-diff.ts'

const settings = {
  ...defaultSettings('democracy', null, DEFAULT_THEME),
  languagePack: { port: 'Haven', ship: 'Keel' },
}

describe('describePatch', () => {
  it('names short values, and only the lever of long ones', () => {
    const patch = { taxRateBp: 1500, motto: 'Onward', economicSpecialization: null, citizenshipWaitDays: 4 }
    expect(describePatch(patch, { ...settings, ...patch })).toMatch(/15%/)
    expect(describePatch({ motto: 'Onward' }, settings)).toMatch(/^New /)
    expect(
      describePatch({ economicSpecialization: 'mining' }, { ...settings, economicSpecialization: 'mining' }),
    ).toMatch(/mining$/)
    expect(describePatch({ economicSpecialization: null }, settings)).toMatch(/none$/)
  })

  it('fits into a title for any number of changes', () => {
    const title = describePatch(settings, settings)
    expect(title).toHaveLength(120)
    expect(title.endsWith('…')).toBe(true)
  })
})

describe('levers', () => {
  it('are exactly the settings of a region', () => {
    expect([...LEVERS].sort()).toEqual(Object.keys(settings).sort())
    expect(Object.keys(LEVER_LABELS).sort()).toEqual([...LEVERS].sort())
  })

  it('a mixed form is split into one patch per policy type', () => {
    expect(
      splitByPolicyType({
        taxRateBp: 600,
        startingCredits: 500,
        tradeBonuses: { ore: 200 },
        motto: 'Per aspera',
      }),
    ).toEqual([
      { policyType: 'tax_rate', changes: { taxRateBp: 600 } },
      { policyType: 'trade_policy', changes: { startingCredits: 500, tradeBonuses: { ore: 200 } } },
      { policyType: 'cultural', changes: { motto: 'Per aspera' } },
    ])
    expect(LEVER_POLICY_TYPE.quorumBp).toBe('constitutional')
  })
})

describe('diffSettings', () => {
  it('lists real changes only', () => {
    const patch = { taxRateBp: 1500, startingCredits: settings.startingCredits, motto: '' }
    expect(diffSettings(settings, patch)).toEqual([{ lever: 'taxRateBp', before: 1000, after: 1500 }])
    expect(effectivePatch(settings, patch)).toStrictEqual({ taxRateBp: 1500 })
  })

  it('ignores the order of keys, but not of traditions', () => {
    expect(diffSettings(settings, { languagePack: { ship: 'Keel', port: 'Haven' } })).toEqual([])
    const [one, two] = ['One', 'Two'].map((name) => ({ name, date: '07-14', description: '' }))
    const before = { ...settings, traditions: [one, two].flatMap((tradition) => tradition ?? []) }
    expect(diffSettings(before, { traditions: [...before.traditions].reverse() })).toHaveLength(1)
  })

  it('a bonus for one commodity leaves the others as they are', () => {
    const [change] = diffSettings(settings, { tradeBonuses: { ore: 200 } })
    expect(change?.after).toEqual({ ...settings.tradeBonuses, ore: 200 })
    expect(diffSettings(settings, { tradeBonuses: { ore: 100 } })).toEqual([])
  })

  it('a specialisation can be removed', () => {
    const before = { ...settings, economicSpecialization: 'mining' as const }
    expect(diffSettings(before, { economicSpecialization: null })).toEqual([
      { lever: 'economicSpecialization', before: 'mining', after: null },
    ])
  })

  it('applyPatch does not mutate its input and ignores undefined', () => {
    const after = applyPatch(settings, { taxRateBp: undefined, tradeBonuses: { ore: 300 } })
    expect(after.taxRateBp).toBe(1000)
    expect([after.tradeBonuses.ore, settings.tradeBonuses.ore]).toEqual([300, 100])
  })
})

it('canonical JSON is the same for equal values', () => {
  expect(canonicalJson({ b: [2, { d: null, c: 1 }], a: 'x' })).toBe('{"a":"x","b":[2,{"c":1,"d":null}]}')
})
