import { createHash, randomUUID } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { beforeEach, describe, expect, it } from 'vitest'
import { ledgerDays } from '#db/schema/galaxy/ledger.ts'
import { notifications } from '#db/schema/platform/identity.ts'
import { galaxies } from '#db/schema/platform/regions.ts'
import { EXPORT_ATTEMPTS_MAX } from '#server/domain/privacy/export-rules.ts'
import { DAY_MS } from '#server/domain/utc-day.ts'
import { checkRecord } from '../../../scripts/recount/check-record.mjs'
import { letGive } from '#server/testing/let-give.ts'
import { exportSteps } from '#server/testing/export-steps.ts'
import { makeDemocracy } from '#server/testing/make-democracy.ts'
import { makeMember, makeRegion } from '#server/testing/make-region.ts'
import { findTrade, makeTrader } from '#server/testing/make-trader.ts'
import { makeUser } from '#server/testing/make-user.ts'
import { useTestPlatform } from '#server/testing/test-platform.ts'
import { writtenActions } from '#server/testing/written-actions.ts'
import { transact } from '../context.ts'
import { maintainLogs } from '../economy/maintain-logs.ts'
import { setRegionStatus } from '../lifecycle/set-region-status.ts'
import { closePolicy } from '../policies/close-policy.ts'
import { requireLockedRegion } from '../regions/require-locked-region.ts'
import { makeExport } from './make-export.ts'

const platform = useTestPlatform()
const steps = exportSteps(platform)
const system = () => platform.ctx({ kind: 'system', job: 'test' })
const become = (regionId: string, status: 'suspended' | 'evacuating' | 'active') =>
  transact(system(), async (tx) => setRegionStatus(tx, await requireLockedRegion(tx, regionId), status))

beforeEach(() => platform.clock.set(0))

/** The lines of a table of an export, as objects. */
function rowsOf(text: string | undefined): Record<string, string>[] {
  const [head = '', ...lines] = (text ?? '').replace('\uFEFF', '').trimEnd().split('\r\n')
  const names = head.split(',')
  return lines.map((line) => Object.fromEntries(line.split(',').map((cell, at) => [names[at] ?? '', cell])))
}

describe('the export of a region', () => {
  it('holds settings, laws, votes, members, map and book, with the hash of every file', async () => {
    const { region, owner, voters } = await makeDemocracy(platform, 2, { withGalaxy: true })
    const { id: policyId, votingClosesAt } = await platform.api(owner).policies.propose({
      ...{ region: region.name, policyType: 'tax_rate', title: '=A "small", tax' },
      proposedChanges: { taxRate: 0.15 },
    })
    for (const voter of voters) await platform.api(voter).policies.cast({ policyId, choice: 'yes' })
    platform.clock.set(new Date(votingClosesAt).getTime() - Date.now() + 60_000)
    await closePolicy(system(), { policyId })
    const open = await platform.api(owner).policies.propose({
      ...{ region: region.name, policyType: 'pvp_rules', title: 'Not decided' },
      proposedChanges: { pvpRule: 'open' },
    })

    await platform.api(owner).regions.requestExport({ region: region.name })
    expect(await platform.runOutbox()).toContain('make-export')
    const files = await steps.readRegion(owner, region.name)

    expect(JSON.parse(files['settings.json'] ?? '')).toMatchObject({
      id: region.id,
      settings: { governanceType: 'democracy' },
    })
    expect(files['policies.csv']).toContain(`"'=A ""small"", tax"`)
    expect(rowsOf(files['laws.csv'])[0]).toMatchObject({ number: '1', kind: 'founding' })
    expect(rowsOf(files['members.csv']).map(({ callsign }) => callsign)).toEqual(
      expect.arrayContaining(voters.map(({ callsign }) => callsign)),
    )
    expect(Object.keys(files).filter((name) => name.startsWith('votes/'))).toEqual([
      `votes/policy-${policyId}.json`,
    ])
    const record: unknown = JSON.parse(files[`votes/policy-${policyId}.json`] ?? '')
    expect(checkRecord(record).steps.filter(({ ok }) => !ok)).toEqual([])
    expect(rowsOf(files['map/sectors.csv'])).toHaveLength(region.totalSectors)
    expect(rowsOf(files['map/ports.csv'])[0]).not.toHaveProperty('owner_id')
    expect(rowsOf(files['votes.csv'])).toHaveLength(1)
    expect(files['policies.csv']).toContain(open.id)

    const manifest = JSON.parse(files['manifest.json'] ?? '') as {
      files: { name: string; bytes: number; rows: number; sha256: string }[]
    }
    const told = manifest.files.map(({ name }) => name)
    expect([...told, 'README.txt', 'manifest.json'].sort()).toEqual(Object.keys(files).sort())
    for (const { name, bytes, sha256 } of manifest.files) {
      // Reading as text takes the mark of UTF-8 away.
      const content = Buffer.from(`${name.endsWith('.csv') ? '\uFEFF' : ''}${files[name] ?? ''}`)
      expect([name, content.length]).toEqual([name, bytes])
      expect([name, createHash('sha256').update(content).digest('hex')]).toEqual([name, sha256])
    }
    expect(manifest.files.find(({ name }) => name === 'map/sectors.csv')?.rows).toBe(region.totalSectors)
    expect(files['README.txt']).toContain('  laws.csv')
    const { latest } = await platform.api(owner).regions.export({ region: region.name })
    expect(latest?.files).toEqual(manifest.files)
    expect(await writtenActions(platform, owner)).toContain('region.export-asked')
    expect(
      await platform.db.select().from(notifications).where(eq(notifications.kind, 'region.export-ready')),
    ).toMatchObject([{ userId: owner.userId, href: `/regions/${region.name}/export` }])
  })

  it('has nothing of purses, single trades and stocks, and nothing of today', async () => {
    const { region, owner } = await makeRegion(platform, { withGalaxy: true })
    const trader = await makeTrader(platform, region)
    const galaxy = await platform.galaxy(region.galaxyId ?? '')
    const { maker } = await findTrade(galaxy)
    await trader.putAt(maker)
    await trader.buy(maker, 3)
    await letGive(galaxy, trader.user.userId)
    await platform.api(trader.user).economy.give({ region: region.name, giftId: randomUUID(), amount: 77 })
    const take = async () => {
      await platform.api(owner).regions.requestExport({ region: region.name })
      await platform.runOutbox()
      return steps.readRegion(owner, region.name)
    }
    const today = await take()
    expect(rowsOf(today['ledger/treasury.csv'])).toEqual([])
    const day = (await platform.clock.now(platform.db)).toISOString().slice(0, 10)
    platform.clock.set(DAY_MS)
    await maintainLogs(system())
    // On a day with one crossing its sums are somebody's purse and cargo.
    await galaxy
      .insert(ledgerDays)
      .values({ day, kind: 'transit:in', asset: 'credits', reason: 'arrival', received: 0, paid: 84_210 })
    const later = await take()
    const book = rowsOf(later['ledger/treasury.csv'])
    expect(book).toMatchObject([{ amount: '77', reason: 'treasury_gift' }])
    expect(Object.keys(book[0] ?? {})).toEqual(['id', 'amount', 'at', 'reason'])
    const accounts = rowsOf(later['ledger/days.csv']).map(({ account_kind }) => account_kind ?? '')
    expect(accounts).toEqual(expect.arrayContaining(['port', 'treasury']))
    expect(accounts.filter((account) => /purse|cargo|escrow|transit/.test(account))).toEqual([])
    const market = Object.keys(rowsOf(later['map/markets.csv'])[0] ?? {})
    expect(market.filter((name) => name.includes('stock'))).toEqual([])
    // A member is one of many; whose trades these are nobody reads.
    const found = Object.keys(later).filter((name) => later[name]?.includes(trader.user.userId))
    expect(found).toEqual(['members.csv'])
  })

  it('is for the owner, and for citizens while the region is evacuated: the same file', async () => {
    const { region, owner } = await makeRegion(platform, { withGalaxy: true })
    const [ann, visitor] = [
      await makeMember(platform, region),
      await makeMember(platform, region, { type: 'visitor' }),
    ]
    const stranger = await makeUser(platform)
    const ask = (person: typeof ann) => platform.api(person).regions.requestExport({ region: region.name })
    for (const person of [ann, visitor, stranger])
      await expect(ask(person)).rejects.toMatchObject({ code: 'FORBIDDEN' })
    await expect(platform.api().regions.requestExport({ region: region.name })).rejects.toMatchObject({
      code: 'UNAUTHORIZED',
    })
    await become(region.id, 'suspended')
    await expect(ask(ann)).rejects.toMatchObject({ cause: { reason: 'not-yours-to-export' } })
    await become(region.id, 'evacuating')
    const asked = await Promise.allSettled([ask(ann), ask(owner), ask(ann), ask(owner)])
    expect(asked.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    await platform.runOutbox()
    expect(await steps.readRegion(ann, region.name)).toEqual(await steps.readRegion(owner, region.name))
    const { latest } = await platform.api(ann).regions.export({ region: region.name })
    const part = { region: region.name, exportId: latest?.id ?? '', number: 0 }
    for (const person of [visitor, stranger]) {
      await expect(platform.api(person).regions.exportPart(part)).rejects.toMatchObject({ code: 'FORBIDDEN' })
      expect((await platform.api(person).regions.export({ region: region.name })).refusal).toMatch(
        /evacuated/,
      )
    }
    await expect(platform.api(ann).privacy.exportPart(part)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(ask(owner)).rejects.toMatchObject({ cause: { reason: 'export-too-soon' } })

    const other = await makeRegion(platform, {})
    await expect(
      platform.api(other.owner).regions.exportPart({ ...part, region: other.region.name }),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' })
    // Paid again: what citizens asked for stays with the owner.
    await become(region.id, 'active')
    await expect(platform.api(ann).regions.exportPart(part)).rejects.toMatchObject({ code: 'FORBIDDEN' })
  })

  it('waits for the galaxy, and fails at last: half a region is none', async () => {
    const { region, owner } = await makeRegion(platform, { withGalaxy: true })
    const isThere = eq(galaxies.id, region.galaxyId ?? '')
    await platform.db.update(galaxies).set({ endpoint: 'http://127.0.0.1:9' }).where(isThere)
    await platform.ctx().galaxies.release(region.galaxyId ?? '')
    const { exportId } = await platform.api(owner).regions.requestExport({ region: region.name })
    const stateOf = async () =>
      (await platform.api(owner).regions.export({ region: region.name })).latest?.state
    for (let attempt = 0; attempt < EXPORT_ATTEMPTS_MAX; attempt += 1) {
      expect(await stateOf()).toBe('queued')
      platform.clock.set(attempt * DAY_MS)
      await makeExport(system(), { exportId })
    }
    expect(await stateOf()).toBe('failed')
    await platform.db.update(galaxies).set({ endpoint: null }).where(isThere)
    await platform.ctx().galaxies.release(region.galaxyId ?? '')
    await platform.api(owner).regions.requestExport({ region: region.name })
    await platform.runOutbox()
    expect(await stateOf()).toBe('ready')
  })
})
