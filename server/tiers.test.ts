import { readFileSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { DEFAULT_TIERS, TIERS, type TierBenefits } from './domain/billing/tiers.ts'

const ROOT = path.resolve(import.meta.dirname, '..')
const sources = ['server', 'jobs', 'db/schema']
  .flatMap((folder) =>
    readdirSync(path.join(ROOT, folder), { recursive: true, encoding: 'utf8' }).map((file) =>
      path.posix.join(folder, file.split(path.sep).join('/')),
    ),
  )
  .filter((file) => /\.ts$/.test(file) && !/\.test\.ts$/.test(file))
  .map((file) => ({ file, text: readFileSync(path.join(ROOT, file), 'utf8') }))

/** Where each benefit takes effect, and the test that fails without it. */
const EFFECTS: Record<keyof TierBenefits, { files: string[]; test: string }> = {
  pilots: { files: ['server/services/custody/room.ts'], test: 'server/services/custody/room.test.ts' },
  logDays: {
    files: ['server/services/economy/maintain-logs.ts'],
    test: 'server/services/billing/tier-benefits.test.ts',
  },
  exportDays: {
    files: ['server/services/exports/make-export.ts'],
    test: 'server/services/billing/tier-benefits.test.ts',
  },
  emblem: {
    files: [
      'server/services/regions/emblem-of.ts',
      ...['set-emblem', 'get-emblem-rights'].map((verb) => `server/services/government/${verb}.ts`),
    ],
    test: 'server/services/government/emblem.test.ts',
  },
}

/** What a tier may never touch: votes, trade and combat, and what they are made of. */
const EQUAL_FOR_ALL = [
  ...['voting', 'elections', 'policies', 'laws', 'council', 'diplomacy', 'membership', 'ownership'],
  ...['trade', 'contracts', 'combat', 'ships', 'space', 'nexus'],
]

/** Words by which code asks for a tier. */
const ASKS = /benefitsOf|config\.tiers|\btiers\.ts['"]|regions\.tier\b|region\.tier\b/

describe('what a region’s tier gives', () => {
  it.each(Object.entries(EFFECTS))('%s takes effect and is tested', (benefit, { files, test }) => {
    for (const file of files) {
      const { text } = sources.find((source) => source.file === file) ?? { text: '' }
      expect([file, text.includes(`.${benefit}`)]).toEqual([file, true])
    }
    expect(readFileSync(path.join(ROOT, test), 'utf8')).toContain(benefit)
  })

  it('is room and convenience: each benefit is on this list', () => {
    for (const tier of TIERS)
      expect(Object.keys(DEFAULT_TIERS[tier].benefits).sort()).toEqual(Object.keys(EFFECTS).sort())
  })

  it('is asked by no rule and no verb of votes, trade and combat, and by no galaxy', () => {
    const forbidden = new RegExp(
      `^server/(domain|services)/(${EQUAL_FOR_ALL.join('|')})/|^server/galaxy/|^server/domain/(economy|galaxy|travel|regions|culture)/`,
    )
    const asking = sources.filter(({ file, text }) => forbidden.test(file) && ASKS.test(text))
    expect(asking.map(({ file }) => file)).toEqual([])
  })

  it('is asked only where it takes effect, and where it is sold and shown', () => {
    const effects = Object.values(EFFECTS).flatMap(({ files }) => files)
    const asking = sources
      .filter(({ file, text }) => ASKS.test(text) && !/\/(billing|testing)\//.test(file))
      .map(({ file }) => file)
      .filter((file) => !effects.includes(file))
    expect(asking.sort()).toEqual([
      ...['db/schema/platform/billing.ts', 'db/schema/platform/regions.ts'],
      // What operators are shown of a region.
      ...['server/cli/sectorwars/commands/regions.ts', 'server/domain/administration/wire.ts'],
      // The verbs' settings, REST's region, the privacy page, and what asks for benefits.
      'server/services/context.ts',
      'server/services/government/get-region-view.ts',
      ...['server/services/privacy/get-legal-text.ts', 'server/services/regions/benefits-of.ts'],
      'server/services/regions/kept-tiers.ts',
      'server/trpc/routers/billing.ts',
    ])
  })
})
