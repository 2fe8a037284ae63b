import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { DEFAULT_THEME } from '../culture/theme.ts'
import { defaultSettings } from '../regions/default-settings.ts'
import { LEVERS } from '../regions/lever-table.ts'
import { leversOf, type SettingsPatch } from '../regions/levers.ts'
import { applyPatch, diffSettings } from '../regions/settings-diff.ts'
import { expireLaw, leversToExtend, type BookLaw } from './expiry.ts'
import { like } from '#server/testing/like.ts'

const start = defaultSettings('democracy', null, DEFAULT_THEME)
const day = (n: number) => new Date(n * 86_400_000)

type Act = SettingsPatch & { until?: number }

/** A law book as the platform writes it: laws by day, some with an expiry. */
function live(acts: readonly Act[], days: number) {
  let settings = start
  const book: BookLaw[] = []
  const write = (kind: BookLaw['kind'], changes: BookLaw['changes'], expiresAt: Date | null = null) =>
    book.push({ number: book.length + 1, kind, changes, expiresAt, expiredAt: null })
  write(
    'founding',
    LEVERS.map((lever) => ({ lever, before: null, after: start[lever] })),
  )
  const expire = (law: BookLaw) => {
    const expiry = expireLaw(law, book, settings)
    write('expiry', diffSettings(settings, expiry.patch))
    settings = applyPatch(settings, expiry.patch)
    law.expiredAt = law.expiresAt
    return expiry
  }
  const enact = ({ until, ...patch }: Act) => {
    const expiresAt = until === undefined ? null : day(until)
    const changed = diffSettings(settings, patch)
    const same = leversOf(patch).filter((lever) => !changed.some((change) => change.lever === lever))
    const kept = leversToExtend(book, same, expiresAt)
    write(
      'decree',
      [...changed, ...kept.map((lever) => ({ lever, before: settings[lever], after: settings[lever] }))],
      expiresAt,
    )
    settings = applyPatch(settings, patch)
  }
  for (let today = 1; today <= days; today += 1) {
    for (const law of [...book])
      if (law.expiredAt === null && law.expiresAt && law.expiresAt <= day(today)) expire(law)
    const act = acts[today - 1]
    if (act) enact(act)
  }
  const last = book.find((law) => law.expiresAt !== null && law.expiredAt === null)
  return { book, expire, expireFirst: () => last && expire(last), settings: () => settings }
}

/** Enacts a law with an expiry, then later laws; returns what the expiry does. */
const expireAfter = (law: SettingsPatch, ...later: Act[]) => {
  const world = live([{ ...law, until: 1000 }, ...later], 1 + later.length)
  const expiry = world.expireFirst()
  if (!expiry) throw new Error('nothing expires')
  return expiry
}

describe('expireLaw', () => {
  it('reverts levers that still have the law’s value', () => {
    expect(expireAfter({ startingCredits: 2000, economicSpecialization: 'mining' })).toEqual({
      patch: { startingCredits: 1000, economicSpecialization: null },
      reverted: ['startingCredits', 'economicSpecialization'],
      kept: [],
      words: 'The law has expired. Reverted: Starting credits, Specialisation.',
    })
  })

  it('keeps levers that were changed since, and says so', () => {
    expect(
      expireAfter({ startingCredits: 2000, economicSpecialization: 'mining' }, { startingCredits: 3000 }),
    ).toEqual({
      patch: { economicSpecialization: null },
      reverted: ['economicSpecialization'],
      kept: [{ lever: 'startingCredits', why: 'changed-since' }],
      words: 'The law has expired. Reverted: Specialisation. Unchanged: Starting credits.',
    })
  })

  it('says when nothing is reverted', () => {
    expect(expireAfter({ taxRateBp: 1500 }, { taxRateBp: 800 })).toMatchObject({
      patch: {},
      reverted: [],
      words: like.stringContaining('Nothing is reverted'),
    })
  })

  it('handles each good of the trade bonuses separately', () => {
    const law = { tradeBonuses: { ore: 200, food: 150 } }
    expect(expireAfter(law).patch).toEqual({ tradeBonuses: { ore: 100, food: 100 } })
    expect(expireAfter(law, { tradeBonuses: { ore: 120, fuel: 300 } }).patch).toEqual({
      tradeBonuses: { food: 100 },
    })
    expect(expireAfter(law, { tradeBonuses: { ore: 120, food: 110 } }).kept).toEqual([
      { lever: 'tradeBonuses', why: 'changed-since' },
    ])
  })

  it('compares lists and texts by content', () => {
    const traditions = [{ name: 'Founding day', date: '05-01', description: 'All ships rest.' }]
    const law = { traditions, languagePack: { sector: 'reach', port: 'haven' } }
    expect(expireAfter(law, { languagePack: { port: 'haven', sector: 'reach' }, until: 500 }).patch).toEqual({
      traditions: [],
      languagePack: {},
    })
  })

  it('reverts neither to a missing value nor to one that is no longer allowed', () => {
    const present = { ...start, taxRateBp: 1500, quorumBp: 4000 }
    const changes = [
      { lever: 'taxRateBp' as const, before: null, after: 1500 },
      { lever: 'quorumBp' as const, before: 10, after: 4000 },
      { lever: 'tradeBonuses' as const, before: null, after: start.tradeBonuses },
    ]
    const law = { number: 1, kind: 'decree' as const, changes, expiresAt: day(1), expiredAt: null }
    expect(expireLaw(law, [law], present)).toMatchObject({
      patch: {},
      kept: [
        { lever: 'taxRateBp', why: 'nothing-before' },
        { lever: 'quorumBp', why: 'not-allowed-any-more' },
        { lever: 'tradeBonuses', why: 'nothing-before' },
      ],
    })
    const bonus = {
      lever: 'tradeBonuses' as const,
      before: { ...start.tradeBonuses, ore: 900 },
      after: start.tradeBonuses,
    }
    const other = { ...law, changes: [bonus] }
    expect(expireLaw(other, [other], present).kept).toEqual([
      { lever: 'tradeBonuses', why: 'not-allowed-any-more' },
    ])
  })

  it('never restores the value of an expired law', () => {
    // 15% until day 30, then 20% from day 2 to day 40.
    const world = live(
      [
        { taxRateBp: 1500, until: 30 },
        { taxRateBp: 2000, until: 40 },
      ],
      41,
    )
    expect(world.settings().taxRateBp).toBe(start.taxRateBp)
    const midway = live(
      [
        { taxRateBp: 1500, until: 30 },
        { taxRateBp: 2000, until: 20 },
      ],
      21,
    )
    expect(midway.settings().taxRateBp).toBe(1500)
  })

  it('keeps a renewed value until the renewal ends', () => {
    const acts = [
      { taxRateBp: 1500, until: 10 },
      { taxRateBp: 1500, until: 20 },
    ]
    expect(live(acts, 15).settings().taxRateBp).toBe(1500)
    expect(live(acts, 20).settings().taxRateBp).toBe(start.taxRateBp)
    expect(live([acts[0] ?? {}, { taxRateBp: 1500 }], 30).settings().taxRateBp).toBe(1500)
  })

  it('extends the value of a temporary law by a day or more, or for good', () => {
    const { book } = live([{ taxRateBp: 1500, until: 10 }], 1)
    expect(leversToExtend(book, ['taxRateBp', 'motto'], null)).toEqual(['taxRateBp'])
    expect(leversToExtend(book, ['taxRateBp'], day(11))).toEqual(['taxRateBp'])
    expect(leversToExtend(book, ['taxRateBp'], day(10.9))).toEqual([])
  })

  const law = fc.record(
    {
      taxRateBp: fc.integer({ min: 500, max: 503 }),
      startingCredits: fc.integer({ min: 1000, max: 1002 }),
      economicSpecialization: fc.constantFrom(null, 'mining' as const, 'research' as const),
      motto: fc.constantFrom('', 'Onward'),
      until: fc.integer({ min: 1, max: 60 }),
    },
    { requiredKeys: [] },
  )
  const isForATime = (act: Act) => act.until !== undefined

  it('ends with the settings of the permanent laws alone, whatever expired', () => {
    fc.assert(
      fc.property(fc.array(law, { maxLength: 12 }), (acts) => {
        const dated = acts.map((act, at) =>
          isForATime(act) ? { ...act, until: Math.max(act.until ?? 0, at + 2) } : act,
        )
        const lasting = dated.filter((act) => !isForATime(act)).map(({ until: _until, ...patch }) => patch)
        expect(live(dated, 80).settings()).toEqual(lasting.reduce(applyPatch, start))
      }),
      { numRuns: 500 },
    )
  })

  it('does so for each good of the trade bonuses', () => {
    const goods = fc.record({
      tradeBonuses: fc.oneof(
        fc.record({ ore: fc.integer({ min: 101, max: 190 }) }),
        fc.record({ food: fc.integer({ min: 101, max: 190 }) }),
      ),
    })
    const act = fc.tuple(goods, fc.option(fc.integer({ min: 1, max: 60 }), { nil: undefined }))
    fc.assert(
      fc.property(
        fc.uniqueArray(act, { maxLength: 10, selector: ([patch]) => JSON.stringify(patch) }),
        (acts) => {
          const dated = acts.map(([patch, until], at) =>
            until === undefined ? patch : { ...patch, until: Math.max(until, at + 2) },
          )
          const lasting = acts.filter(([, until]) => until === undefined).map(([patch]) => patch)
          expect(live(dated, 80).settings()).toEqual(lasting.reduce(applyPatch, start))
        },
      ),
    )
  })
})
