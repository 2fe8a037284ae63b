import { asc, eq } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { laws, regions } from '#db/schema/platform/regions.ts'
import { canonicalJson } from '#server/domain/canonical-json.ts'
import { LEVERS } from '#server/domain/regions/lever-table.ts'
import { createRandom } from '#server/domain/random.ts'
import { makeDemocracy } from '#server/testing/make-democracy.ts'
import { makeRegion } from '#server/testing/make-region.ts'
import { useTestPlatform } from '#server/testing/test-platform.ts'
import { sweepPolicies } from '../policies/sweep-policies.ts'
import { settingsOf, type RegionRow } from '../regions/region-rows.ts'
import { expireLaw } from './expire-law.ts'
import { sweepLaws } from './sweep-laws.ts'
import { like } from '#server/testing/like.ts'

const platform = useTestPlatform()
const DAY = 86_400_000
const system = () => platform.ctx({ kind: 'system', job: 'test' })

const rowOf = async ({ id }: RegionRow) => {
  const [row] = await platform.db.select().from(regions).where(eq(regions.id, id))
  if (!row) throw new Error('no region')
  return row
}
const lawsOf = (region: RegionRow) =>
  platform.db.select().from(laws).where(eq(laws.regionId, region.id)).orderBy(asc(laws.number))

/** The settings as somebody finds them who reads the law book from its first page on. */
async function replay(region: RegionRow) {
  const settings = new Map<string, unknown>()
  for (const law of await lawsOf(region))
    for (const { lever, before, after } of law.changes) {
      if (law.kind !== 'founding') expect(canonicalJson(settings.get(lever))).toBe(canonicalJson(before))
      settings.set(lever, after)
    }
  return settings
}
async function expectBookToHold(region: RegionRow) {
  const present = settingsOf(await rowOf(region))
  const read = await replay(region)
  for (const lever of LEVERS) expect(canonicalJson(read.get(lever))).toBe(canonicalJson(present[lever]))
}

describe('a temporary law', () => {
  it('expires by its own law book record, which reverts its settings', async () => {
    const { region, owner } = await makeRegion(platform)
    await platform.api(owner).regions.changeEconomy({
      region: region.name,
      taxRate: 0.2,
      startingCredits: 500,
      expiresAfterDays: 10,
    })
    expect(await rowOf(region)).toMatchObject({ taxRateBp: 2000, startingCredits: 500 })
    platform.clock.advance(9 * DAY)
    await sweepLaws(system())
    expect((await rowOf(region)).taxRateBp).toBe(2000)
    await platform.api(owner).regions.changeEconomy({ region: region.name, startingCredits: 700 })
    platform.clock.advance(DAY)
    await sweepLaws(system())
    await sweepLaws(system())
    expect(await rowOf(region)).toMatchObject({ taxRateBp: 1000, startingCredits: 700 })
    const book = await platform.api(owner).regions.laws({ region: region.name })
    expect(book.items).toMatchObject([
      {
        number: 4,
        kind: 'expiry',
        enactedBy: null,
        changes: [{ label: 'Tax', before: '20%', after: '10%' }],
      },
      { number: 3, expiresAt: null },
      { number: 2, expiredAt: like.any(String), expiresAt: like.any(String) },
      { number: 1 },
    ])
    await expectBookToHold(region)
    await platform.runOutbox()
    const { items } = await platform.api(owner).notifications.list({})
    expect(items.map(({ kind }) => kind)).toContain('law.expired')
  })

  it('is not restored when a later temporary law that replaced it ends', async () => {
    const { region, owner } = await makeRegion(platform)
    const decree = (taxRate: number, expiresAfterDays: number) =>
      platform.api(owner).regions.changeEconomy({ region: region.name, taxRate, expiresAfterDays })
    await decree(0.15, 30)
    await decree(0.2, 40)
    platform.clock.advance(30 * DAY)
    await sweepLaws(system())
    expect((await rowOf(region)).taxRateBp).toBe(2000)
    platform.clock.advance(10 * DAY)
    await sweepLaws(system())
    expect((await rowOf(region)).taxRateBp).toBe(1000)
    await expectBookToHold(region)
  })

  it('is extended before its end by the same value, once, also by a vote', async () => {
    const { region, owner } = await makeRegion(platform)
    const api = platform.api(owner)
    const decree = (
      changes: { taxRate: number; startingCredits?: number },
      expiresAfterDays: number | null,
    ) => api.regions.changeEconomy({ region: region.name, ...changes, expiresAfterDays })
    await decree({ taxRate: 0.2 }, 10)
    expect(await decree({ taxRate: 0.2 }, 10)).toMatchObject({ outcome: 'unchanged' })
    platform.clock.advance(5 * DAY)
    const preview = await api.policies.previewChanges({ region: region.name, changes: { taxRate: 0.2 } })
    expect(preview).toMatchObject([{ changes: [{ lever: 'taxRateBp', before: 2000, after: 2000 }] }])
    expect(await decree({ taxRate: 0.2 }, 10)).toMatchObject({ outcome: 'enacted' })
    // Beside a change, what a form merely repeats is not meant.
    expect(await decree({ taxRate: 0.2, startingCredits: 700 }, null)).toMatchObject({ outcome: 'enacted' })
    platform.clock.advance(5 * DAY)
    await sweepLaws(system())
    expect((await rowOf(region)).taxRateBp).toBe(2000)

    const { id: policyId } = await api.policies.propose({
      region: region.name,
      policyType: 'tax_rate',
      title: 'Keep the tax',
      proposedChanges: { taxRate: 0.2 },
      votingDurationDays: 1,
    })
    await api.policies.cast({ policyId, choice: 'yes' })
    platform.clock.advance(DAY)
    await sweepPolicies(system())
    platform.clock.advance(30 * DAY)
    await sweepLaws(system())
    expect((await rowOf(region)).taxRateBp).toBe(2000)
    await expectBookToHold(region)
    // It never ends now: the same again changes nothing.
    expect(await decree({ taxRate: 0.2 }, null)).toMatchObject({ outcome: 'unchanged' })
  })

  it('waits while the region is closed, and a permanent law never expires', async () => {
    const { region, owner } = await makeRegion(platform)
    await platform
      .api(owner)
      .regions.changeEconomy({ region: region.name, taxRate: 0.2, expiresAfterDays: 1 })
    platform.clock.advance(2 * DAY)
    await platform.db.update(regions).set({ status: 'suspended' }).where(eq(regions.id, region.id))
    await sweepLaws(system())
    expect((await rowOf(region)).taxRateBp).toBe(2000)
    const [founding] = await lawsOf(region)
    expect(await expireLaw(system(), { lawId: founding?.id ?? '' })).toBe(false)
    await expect(expireLaw(system(), { lawId: region.id })).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await platform.db.update(regions).set({ status: 'active' }).where(eq(regions.id, region.id))
    await sweepLaws(system())
    expect((await rowOf(region)).taxRateBp).toBe(1000)
  })

  it('does not block others when its expiry fails, and is retried', async () => {
    const { region, owner } = await makeRegion(platform)
    await platform
      .api(owner)
      .regions.changeEconomy({ region: region.name, taxRate: 0.2, expiresAfterDays: 1 })
    platform.clock.advance(2 * DAY)
    const ctx = system()
    await sweepLaws({ ...ctx, outbox: { ...ctx.outbox, write: () => Promise.reject(new Error('not now')) } })
    expect((await rowOf(region)).taxRateBp).toBe(2000)
    await sweepLaws(ctx)
    expect((await rowOf(region)).taxRateBp).toBe(1000)
  })

  it('can be voted on: it starts on its day and ends automatically', async () => {
    const { region, owner, voters } = await makeDemocracy(platform, 1)
    const { id: policyId } = await platform.api(owner).policies.propose({
      region: region.name,
      policyType: 'tax_rate',
      title: 'A tax for a week',
      proposedChanges: { taxRate: 0.2 },
      votingDurationDays: 1,
      effectiveInDays: 2,
      expiresAfterDays: 7,
    })
    for (const voter of voters) await platform.api(voter).policies.cast({ policyId, choice: 'yes' })
    platform.clock.advance(DAY)
    await sweepPolicies(system())
    expect((await rowOf(region)).taxRateBp).toBe(1000)
    platform.clock.advance(2 * DAY)
    await sweepPolicies(system())
    expect((await rowOf(region)).taxRateBp).toBe(2000)
    platform.clock.advance(7 * DAY)
    await sweepLaws(system())
    expect((await rowOf(region)).taxRateBp).toBe(1000)
    await expectBookToHold(region)
  })

  it('is refused outside 1 to 365 days', async () => {
    const { region, owner } = await makeRegion(platform)
    for (const expiresAfterDays of [0, 366, 1.5])
      await expect(
        platform.api(owner).regions.changeEconomy({ region: region.name, taxRate: 0.2, expiresAfterDays }),
      ).rejects.toMatchObject({ code: 'BAD_REQUEST' })
  })
})

describe('the law book', () => {
  it('matches the current settings after any sequence of decrees and expiries', async () => {
    const random = createRandom('law book')
    const { region, owner } = await makeRegion(platform)
    const api = platform.api(owner).regions
    const name = region.name
    for (let step = 0; step < 40; step++) {
      const expiresAfterDays = random.pick([null, 1, 3, 9])
      const actions = [
        () => api.changeEconomy({ region: name, taxRate: random.int(5, 25) / 100, expiresAfterDays }),
        () =>
          api.changeEconomy({
            region: name,
            tradeBonuses: { [random.pick(['ore', 'fuel'])]: random.int(10, 30) / 10 },
            expiresAfterDays,
          }),
        () =>
          api.changeEconomy({
            region: name,
            economicSpecialization: random.pick(['mining', 'agriculture', null]),
            expiresAfterDays,
          }),
        () => api.changeCulture({ region: name, motto: `Motto ${random.int(1, 4)}`, expiresAfterDays }),
        () => api.changeSecurity({ region: name, defenseLevel: random.int(0, 3), expiresAfterDays }),
      ]
      await random.pick(actions)()
      platform.clock.advance(random.int(0, 3) * DAY)
      await sweepLaws(system())
      await expectBookToHold(region)
    }
    expect((await lawsOf(region)).filter(({ kind }) => kind === 'expiry').length).toBeGreaterThan(3)
  })
})
