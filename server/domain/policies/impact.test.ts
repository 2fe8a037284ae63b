import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { DEFAULT_THEME } from '../culture/theme.ts'
import { defaultSettings } from '../regions/default-settings.ts'
import { LEVERS } from '../regions/lever-table.ts'
import { type SettingsPatch } from '../regions/levers.ts'
import { applyPatch } from '../regions/settings-diff.ts'
import { type RegionSettings } from '../regions/settings.ts'
import { type RegionMonth } from './impact-line.ts'
import { previewImpact } from './impact.ts'

const settings: RegionSettings = {
  ...defaultSettings('democracy', null, DEFAULT_THEME),
  defenseLevel: 1,
  immigrationPolicy: 'application',
}
const unrecorded: RegionMonth = {
  citizens: 12,
  councilSeats: 0,
  treasury: null,
  taxedSales: null,
  dutiable: null,
  newcomers: null,
  residence: null,
  residentDays: null,
  votes: [],
  termsInARow: [],
}
const recorded: RegionMonth = {
  citizens: 12,
  councilSeats: 5,
  treasury: 6_000,
  taxedSales: 123_456,
  dutiable: 20_000,
  newcomers: 4,
  residence: { admitted: 6, invited: 2, refused: 3, waiting: 1 },
  residentDays: [0, 2, 3, 10],
  votes: [
    { rollSize: 12, turnout: 4, yesWeight: 200, noWeight: 100, majority: 'simple' },
    { rollSize: 12, turnout: 6, yesWeight: 400, noWeight: 200, majority: 'two_thirds' },
    { rollSize: 12, turnout: 7, yesWeight: 300, noWeight: 400, majority: 'simple' },
  ],
  termsInARow: [1, 2, 3],
}
const amounts = (changes: SettingsPatch, month: RegionMonth, from = settings) =>
  previewImpact(from, changes, month).map(({ what, before, after, unit }) => [what, before, after, unit])

describe('previewImpact', () => {
  it.each<[string, SettingsPatch, [number | null, number | null, string][]]>([
    ['tax', { taxRateBp: 1500 }, [[12_345, 18_518, 'credits']]],
    [
      'starting credits',
      { startingCredits: 2_500 },
      [
        [4_000, 10_000, 'credits'],
        [0, 6_000, 'credits'],
      ],
    ],
    [
      'patrols',
      { defenseLevel: 3 },
      [
        [15_000, 120_000, 'credits'],
        [12, 1, 'days'],
      ],
    ],
    [
      'no patrols',
      { defenseLevel: 0 },
      [
        [15_000, 0, 'credits'],
        [12, null, 'days'],
      ],
    ],
    ['open borders', { immigrationPolicy: 'open' }, [[6, 10, 'people']]],
    ['by invitation', { immigrationPolicy: 'invitation' }, [[6, 2, 'people']]],
    ['closed borders', { immigrationPolicy: 'closed' }, [[6, 0, 'people']]],
    ['the waiting period', { citizenshipWaitDays: 10 }, [[2, 1, 'people']]],
    ['the quorum', { quorumBp: 5000 }, [[3, 2, 'votes']]],
    ['the threshold', { votingThresholdBp: 6667 }, [[2, 0, 'votes']]],
    ['the interval', { electionFrequencyDays: 30 }, [[4.1, 12.2, 'per_year']]],
    ['the term limit', { termLimit: 2 }, [[0, 2, 'people']]],
    ['the form of government', { governanceType: 'council' }, [[12, 5, 'people']]],
    ['an owner alone', { governanceType: 'autocracy' }, [[12, 1, 'people']]],
    ['fights', { pvpRule: 'open' }, [[null, null, 'people']]],
    ['the voting method', { electionMethod: 'ranked_choice' }, [[null, null, 'votes']]],
    [
      'words',
      { motto: 'Onward', constitutionalText: 'Be kind.' },
      [
        [null, null, 'people'],
        [null, null, 'people'],
      ],
    ],
    ['the tariff', { tariffBp: 500 }, [[0, 1_000, 'credits']]],
    ['nothing', { taxRateBp: settings.taxRateBp }, []],
  ])('%s', (_name, changes, expected) => {
    expect(amounts(changes, recorded).map(([, ...rest]) => rest)).toEqual(expected)
  })

  it('gives no number for what is decided case by case', () => {
    const open = { ...settings, immigrationPolicy: 'open' as const }
    expect(amounts({ immigrationPolicy: 'application' }, recorded, open)).toEqual([
      ['People who became residents', 6, null, 'people'],
    ])
  })

  it('shows bonuses and specialisation as one output', () => {
    expect(amounts({ tradeBonuses: { ore: 200 }, economicSpecialization: 'mining' }, unrecorded)).toEqual([
      ['Output of ore', 100, 222.22, 'percent'],
      ['Output of organics', 100, 88.88, 'percent'],
      ['Output of equipment', 100, 88.88, 'percent'],
      ['Output of fuel', 100, 111.11, 'percent'],
      ['Output of food', 100, 88.88, 'percent'],
      ['Output of luxury', 100, 88.88, 'percent'],
      ['Output of technology', 100, 88.88, 'percent'],
      ['Output of energy', 100, 88.88, 'percent'],
    ])
    expect(amounts({ economicSpecialization: 'mining' }, unrecorded).map(([what]) => what)).toEqual([
      'Output of ore',
      'Output of fuel',
    ])
    const all = Object.fromEntries(Object.keys(settings.tradeBonuses).map((good) => [good, 200]))
    expect(amounts({ tradeBonuses: all }, unrecorded)).toEqual([['Output of goods', 100, 100, 'percent']])
  })

  it.each<SettingsPatch>([
    { taxRateBp: 1500 },
    { startingCredits: 250 },
    { immigrationPolicy: 'open' },
    { citizenshipWaitDays: 10 },
    { quorumBp: 5000 },
    { votingThresholdBp: 6000 },
  ])('says that there are no figures yet: %j', (changes) => {
    const lines = previewImpact(settings, changes, unrecorded)
    expect(lines.length).toBeGreaterThan(0)
    for (const line of lines)
      expect(line).toMatchObject({ before: null, after: null, basis: 'none', note: 'No figures yet.' })
  })

  it('shows the patrol upkeep without figures, but no days', () => {
    expect(previewImpact(settings, { defenseLevel: 2 }, unrecorded).map(({ basis }) => basis)).toEqual([
      'rule',
      'none',
    ])
  })

  it('counts an empty council as its owner', () => {
    expect(amounts({ governanceType: 'council' }, unrecorded)).toEqual([
      ['People who decide on everyday matters', 12, 1, 'people'],
    ])
  })

  it('shows a change and its reverse with swapped numbers', () => {
    const patch = fc.record(
      {
        taxRateBp: fc.integer({ min: 500, max: 2500 }),
        startingCredits: fc.integer({ min: 100, max: 10_000 }),
        defenseLevel: fc.integer({ min: 0, max: 5 }),
        citizenshipWaitDays: fc.integer({ min: 0, max: 90 }),
        quorumBp: fc.integer({ min: 2500, max: 6000 }),
        votingThresholdBp: fc.integer({ min: 1000, max: 9000 }),
        electionFrequencyDays: fc.integer({ min: 30, max: 365 }),
        termLimit: fc.integer({ min: 0, max: 5 }),
      },
      { requiredKeys: [] },
    )
    fc.assert(
      fc.property(patch, (changes) => {
        const there = previewImpact(settings, changes, recorded)
        const back = previewImpact(applyPatch(settings, changes), settings, recorded)
        expect(back.map(({ before, after, ...line }) => ({ ...line, before: after, after: before }))).toEqual(
          there,
        )
        expect(there.every(({ lever }) => LEVERS.includes(lever))).toBe(true)
      }),
    )
  })
})
