import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { DEFAULT_THEME } from '../culture/theme.ts'
import { defaultSettings } from '../regions/default-settings.ts'
import { type SettingsPatch } from '../regions/levers.ts'
import { applyPatch, diffSettings } from '../regions/settings-diff.ts'
import { expireLaw } from './expiry.ts'

const start = defaultSettings('democracy', null, DEFAULT_THEME)
/** Enacts a law and then later acts; answers what its expiry does to what is then in force. */
const expireAfter = (law: SettingsPatch, ...later: SettingsPatch[]) => {
  const present = [law, ...later].reduce(applyPatch, start)
  return expireLaw(diffSettings(start, law), present)
}

describe('expireLaw', () => {
  it('sets back what still holds the value that the law set', () => {
    expect(expireAfter({ startingCredits: 2000, economicSpecialization: 'mining' })).toEqual({
      patch: { startingCredits: 1000, economicSpecialization: null },
      reverted: ['startingCredits', 'economicSpecialization'],
      kept: [],
      words: 'The law has expired. Set back: Starting credits, Specialisation.',
    })
  })

  it('leaves what was set since, and says so', () => {
    expect(
      expireAfter({ startingCredits: 2000, economicSpecialization: 'mining' }, { startingCredits: 3000 }),
    ).toEqual({
      patch: { economicSpecialization: null },
      reverted: ['economicSpecialization'],
      kept: [{ lever: 'startingCredits', why: 'changed-since' }],
      words: 'The law has expired. Set back: Specialisation. Left as it is: Starting credits.',
    })
  })

  it('says when nothing changes back', () => {
    expect(expireAfter({ taxRateBp: 1500 }, { taxRateBp: 800 })).toMatchObject({
      patch: {},
      reverted: [],
      words: expect.stringContaining('Nothing changes back'),
    })
  })

  it('looks at trade bonuses good by good', () => {
    const law = { tradeBonuses: { ore: 200, food: 150 } }
    expect(expireAfter(law).patch).toEqual({ tradeBonuses: { ore: 100, food: 100 } })
    expect(expireAfter(law, { tradeBonuses: { ore: 120, fuel: 300 } }).patch).toEqual({
      tradeBonuses: { food: 100 },
    })
    expect(expireAfter(law, { tradeBonuses: { ore: 120, food: 110 } }).kept).toEqual([
      { lever: 'tradeBonuses', why: 'changed-since' },
    ])
  })

  it('compares lists and texts by what they say', () => {
    const traditions = [{ name: 'Founding day', date: '05-01', description: 'All ships rest.' }]
    const law = { traditions, languagePack: { sector: 'reach', port: 'haven' } }
    const present = applyPatch(start, { traditions, languagePack: { port: 'haven', sector: 'reach' } })
    expect(expireLaw(diffSettings(start, law), present).patch).toEqual({ traditions: [], languagePack: {} })
  })

  it('cannot set back what was never set, nor to what is not allowed any more', () => {
    const present = { ...start, taxRateBp: 1500, quorumBp: 4000 }
    const changes = [
      { lever: 'taxRateBp' as const, before: null, after: 1500 },
      { lever: 'quorumBp' as const, before: 10, after: 4000 },
      { lever: 'tradeBonuses' as const, before: null, after: start.tradeBonuses },
      {
        lever: 'tradeBonuses' as const,
        before: { ...start.tradeBonuses, ore: 900 },
        after: start.tradeBonuses,
      },
    ]
    expect(expireLaw(changes, present)).toMatchObject({
      patch: {},
      kept: [
        { lever: 'taxRateBp', why: 'nothing-before' },
        { lever: 'quorumBp', why: 'not-allowed-any-more' },
        { lever: 'tradeBonuses', why: 'nothing-before' },
        { lever: 'tradeBonuses', why: 'not-allowed-any-more' },
      ],
    })
  })

  const patch = fc.record(
    {
      taxRateBp: fc.integer({ min: 500, max: 503 }),
      startingCredits: fc.integer({ min: 1000, max: 1002 }),
      economicSpecialization: fc.constantFrom(null, 'mining' as const, 'research' as const),
      tradeBonuses: fc.record(
        { ore: fc.integer({ min: 100, max: 102 }), food: fc.integer({ min: 100, max: 102 }) },
        { requiredKeys: [] },
      ),
      motto: fc.constantFrom('', 'Onward'),
    },
    { requiredKeys: [] },
  )

  it('at once undoes the whole law, and after any later acts touches nothing that these set to another value', () => {
    fc.assert(
      fc.property(patch, fc.array(patch, { maxLength: 3 }), (law, later) => {
        const enacted = applyPatch(start, law)
        expect(applyPatch(enacted, expireLaw(diffSettings(start, law), enacted).patch)).toEqual(start)
        const present = later.reduce(applyPatch, enacted)
        const after = applyPatch(present, expireLaw(diffSettings(start, law), present).patch)
        for (const { lever } of diffSettings(present, after)) {
          if (lever === 'tradeBonuses') continue
          expect(present[lever]).toEqual(enacted[lever])
          expect(after[lever]).toEqual(start[lever])
        }
      }),
    )
  })
})
