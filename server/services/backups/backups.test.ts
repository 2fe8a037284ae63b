import { appendFile, readdir, readFile, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { eq, sql } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { backups } from '#db/schema/platform/backups.ts'
import { galaxies } from '#db/schema/platform/regions.ts'
import { ledgerPostings } from '#db/schema/galaxy/ledger.ts'
import { ArchiveError } from '#server/archive/archive.ts'
import { openGalaxyDatabase, openDatabase } from '#db/client.ts'
import { auditLog, jobOutbox } from '#db/schema/platform/operations.ts'
import { makeRegion } from '#server/testing/make-region.ts'
import { makeUser } from '#server/testing/make-user.ts'
import { useTestPlatform } from '#server/testing/test-platform.ts'
import { writtenActions } from '#server/testing/written-actions.ts'
import { dropDatabase, withDatabase } from '#server/postgres/databases.ts'
import { setRegionStatus } from '../lifecycle/set-region-status.ts'
import { enterRegion } from '../space/enter-region.ts'
import { transact } from '../context.ts'
import { listBackups } from './list-backups.ts'
import { failBackup, makeBackup } from './make-backup.ts'
import { BY_HAND_PER_DAY } from '#server/domain/backups/retention.ts'
import { requestBackup } from './request-backup.ts'
import { sweepBackups } from './sweep-backups.ts'

const platform = useTestPlatform()
const DAY = 86_400_000
const system = () => platform.ctx({ kind: 'system', job: 'test' })
const storeOf = () => path.join(os.tmpdir(), `${new URL(platform.url).pathname.slice(1)}.backups`)
const databaseName = () => `sw_test_${new URL(platform.url).pathname.slice(-12)}_scratch`

async function regionWithPilot() {
  const { region, owner } = await makeRegion(platform, { withGalaxy: true })
  await enterRegion(platform.ctx(owner), { region: region.name })
  return { region, owner, galaxyId: region.galaxyId ?? '' }
}

async function backedUp(galaxyId: string | null) {
  const made = await makeBackup(system(), { galaxyId, reason: 'by-hand' })
  if (!made) throw new Error('no backup was made')
  return made
}

const restoreTo = async (name: string, kind: 'platform' | 'galaxy') => {
  const target = { kind, location: system().galaxies.homeLocation(), databaseName: databaseName() }
  const manifest = await platform.ctx().archive.restore(name, target)
  return { manifest, url: withDatabase(platform.url, target.databaseName) }
}

/** Rows of every table as text, so that equal databases have equal prints. */
const printOf = async (
  db: { execute: (q: ReturnType<typeof sql>) => Promise<{ rows: unknown[] }> },
  table: string,
) =>
  (
    await db.execute(
      sql.raw(
        `select md5(coalesce(string_agg(t::text, '|' order by t::text), '')) as print, count(*) as rows from ${table} t`,
      ),
    )
  ).rows

describe('a backup of a galaxy', { timeout: 300_000 }, () => {
  it('is catalogued with counts and a hash, and comes back as it was, with keys, triggers, partitions and sequences', async () => {
    const { galaxyId } = await regionWithPilot()
    const row = await backedUp(galaxyId)
    expect(row).toMatchObject({ status: 'ready', kind: 'galaxy', reason: 'by-hand', galaxyId })
    expect(row.bytes).toBeGreaterThan(1_000)
    expect(await writtenActions(platform, null)).toContain('backup.made')
    const { manifest, url } = await restoreTo(row.name, 'galaxy')
    const restored = openGalaxyDatabase(url, { max: 2, applicationName: 'test' })
    try {
      const original = await platform.galaxy(galaxyId)
      for (const { name } of manifest.tables)
        expect(await printOf(restored.db, name), name).toEqual(await printOf(original, name))
      const facts = sql`select
        (select count(*) from pg_constraint where connamespace = 'public'::regnamespace) as constraints,
        (select count(*) from pg_trigger where tgenabled = 'O') as triggers,
        (select count(*) from pg_inherits) as partitions,
        (select string_agg(sequencename || coalesce(last_value::text, '-'), ',' order by sequencename) from pg_sequences) as sequences`
      expect((await restored.db.execute(facts)).rows).toEqual((await original.execute(facts)).rows)
      // Double entry holds there as before.
      await expect(
        restored.db.update(ledgerPostings).set({ amount: sql`${ledgerPostings.amount} + 1` }),
      ).rejects.toThrow()
      const { rows: rights } = await restored.db.execute(
        sql`select has_database_privilege('public', current_database(), 'connect') as open`,
      )
      expect(rights).toEqual([{ open: false }])
    } finally {
      await restored.close()
      await dropDatabase(platform.url, databaseName())
    }
  })

  it('that was given up meanwhile leaves nothing in the store', async () => {
    const { galaxyId } = await regionWithPilot()
    const { archive } = system()
    const snapshot: typeof archive.snapshot = async (source, name) => {
      const stored = await archive.snapshot(source, name)
      for (const { id } of await platform.db.select().from(backups).where(eq(backups.name, name)))
        await failBackup(system(), id, new Error('It took too long.'))
      return stored
    }
    const slow = { ...system(), archive: { ...archive, snapshot } }
    expect(await makeBackup(slow, { galaxyId, reason: 'by-hand' })).toBeNull()
    expect((await archive.list()).filter(({ name }) => name.includes(galaxyId))).toEqual([])
  })

  it('shows one moment, whatever commits while it is made', async () => {
    const { galaxyId, owner } = await regionWithPilot()
    const [row] = await Promise.all([
      backedUp(galaxyId),
      ...Array.from({ length: 5 }, async () => {
        const pilot = await makeUser(platform)
        await enterRegion(platform.ctx(pilot), { region: await nameOf(galaxyId) })
      }),
    ])
    expect(owner.userId).toBeTruthy()
    // Foreign keys and sums are checked by the restore.
    await restoreTo(row.name, 'galaxy')
    await dropDatabase(platform.url, databaseName())
  })

  it('is refused when it was changed, is gone, or is of another kind', async () => {
    const { galaxyId } = await regionWithPilot()
    const row = await backedUp(galaxyId)
    const file = path.join(storeOf(), row.name)
    const { archive } = platform.ctx()
    await archive.verify(row.name)
    await expect(restoreTo(row.name, 'platform')).rejects.toMatchObject({ reason: 'wrong-kind' })
    const content = await readFile(file)
    await appendFile(file, 'x')
    await expect(archive.verify(row.name)).rejects.toBeInstanceOf(ArchiveError)
    await writeFile(file, content.subarray(0, content.length - 100))
    await expect(restoreTo(row.name, 'galaxy')).rejects.toMatchObject({ reason: 'damaged' })
    await archive.erase(row.name)
    await archive.erase(row.name)
    await expect(archive.verify(row.name)).rejects.toMatchObject({ reason: 'missing' })
    await dropDatabase(platform.url, databaseName())
  })

  it('tells nobody who reads the store what is in it', async () => {
    const { galaxyId, owner } = await regionWithPilot()
    const row = await backedUp(galaxyId)
    const content = await readFile(path.join(storeOf(), row.name))
    expect(content.includes(owner.callsign)).toBe(false)
    expect(content.includes('ledger')).toBe(false)
  })
})

const nameOf = async (galaxyId: string): Promise<string> => {
  const [row] = (
    await platform.db.execute<{ name: string }>(sql`select name from regions where galaxy_id = ${galaxyId}`)
  ).rows
  return row?.name ?? ''
}

describe('a backup of the platform', { timeout: 300_000 }, () => {
  it('comes back with everything but jobs that waited', async () => {
    await transact(system(), (tx) => tx.audit({ action: 'test.done', subject: { type: 'test', id: '1' } }))
    const row = await backedUp(null)
    const { manifest, url } = await restoreTo(row.name, 'platform')
    const restored = openDatabase(url, { max: 2, applicationName: 'test' })
    try {
      expect(manifest.tables.find(({ name }) => name === 'job_outbox')).toMatchObject({ rows: 0 })
      const known = await restored.db.select().from(auditLog).where(eq(auditLog.action, 'test.done'))
      expect(known).toHaveLength(1)
      for (const table of ['users', 'regions', 'laws', 'memberships'])
        expect(await printOf(restored.db, table), table).toEqual(await printOf(platform.db, table))
    } finally {
      await restored.close()
      await dropDatabase(platform.url, databaseName())
    }
  })
})

describe('backups', { timeout: 300_000 }, () => {
  it('are asked for by administrators, and of databases that exist', async () => {
    const admin = await makeUser(platform, { role: 'admin' })
    const { region, galaxyId } = await regionWithPilot()
    await platform.runOutbox()
    for (const database of ['platform', region.name]) await requestBackup(platform.ctx(admin), { database })
    expect(await platform.runOutbox()).toEqual(['make-backup', 'make-backup'])
    const { items } = await listBackups(platform.ctx(admin), { database: region.name, page: 1, pageSize: 25 })
    expect(items).toMatchObject([{ database: region.name, reason: 'by-hand', status: 'ready' }])
    expect(await writtenActions(platform, admin)).toEqual(['backup.requested', 'backup.requested'])
    await expect(requestBackup(platform.ctx(admin), { database: 'nowhere' })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
    const none = await listBackups(platform.ctx(admin), { database: 'nowhere', page: 1, pageSize: 25 })
    expect(none).toMatchObject({ items: [], total: 0 })
    const player = await makeUser(platform)
    await expect(requestBackup(platform.ctx(player), { database: 'platform' })).rejects.toMatchObject({
      code: 'FORBIDDEN',
    })
    await expect(listBackups(platform.ctx(player), { page: 1, pageSize: 25 })).rejects.toMatchObject({
      code: 'FORBIDDEN',
    })
    await platform.db.update(galaxies).set({ status: 'dropped' }).where(eq(galaxies.id, galaxyId))
    await expect(requestBackup(platform.ctx(admin), { database: region.name })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
  })

  it('are asked for so often within a day, also by requests at once', async () => {
    const [admin, other] = [
      await makeUser(platform, { role: 'admin' }),
      await makeUser(platform, { role: 'admin' }),
    ]
    const ask = (who = admin) => requestBackup(platform.ctx(who), { database: 'platform' })
    for (let asked = 2; asked < BY_HAND_PER_DAY; asked += 1) await ask()
    const outcomes = await Promise.allSettled(Array.from({ length: 6 }, () => ask()))
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(2)
    await expect(ask()).rejects.toMatchObject({ code: 'TOO_MANY_REQUESTS', reason: 'backups-of-today' })
    await ask(other)
    platform.clock.advance(DAY)
    await ask()
    await platform.db.delete(jobOutbox)
  })

  it('are made of one database by one process at a time', async () => {
    const { galaxyId } = await regionWithPilot()
    const made = await Promise.all([1, 2, 3].map(() => makeBackup(system(), { galaxyId, reason: 'by-hand' })))
    expect(made.filter(Boolean).length).toBeGreaterThanOrEqual(1)
    const running = await platform.db.$count(backups, eq(backups.status, 'running'))
    expect(running).toBe(0)
  })

  it('are made of a region that closes', async () => {
    const { region } = await regionWithPilot()
    await platform.runOutbox()
    await transact(system(), (tx) => setRegionStatus(tx, region, 'suspended'))
    expect(await platform.runOutbox()).toContain('make-backup')
    const admin = await makeUser(platform, { role: 'admin' })
    const { items } = await listBackups(platform.ctx(admin), { database: region.name, page: 1, pageSize: 25 })
    expect(items).toMatchObject([{ reason: 'before-suspension', status: 'ready' }])
  })

  it('are made daily of everything, once a day, kept as long as it was set, and the newest for good', async () => {
    const { galaxyId } = await regionWithPilot()
    await platform.runOutbox()
    const daily = async () => {
      await sweepBackups(system())
      return (await platform.runOutbox()).filter((name) => name === 'make-backup').length
    }
    const subjects = 1 + (await platform.db.$count(galaxies, eq(galaxies.status, 'ready')))
    expect(await daily()).toBe(subjects)
    expect(await daily()).toBe(0)
    platform.clock.advance(DAY)
    expect(await daily()).toBe(subjects)
    const mine = () =>
      platform.db.select().from(backups).where(eq(backups.galaxyId, galaxyId)).orderBy(backups.startedAt)
    expect(await mine()).toHaveLength(2)
    platform.clock.advance(31 * DAY)
    await sweepBackups(system())
    // The first of its month is kept for a year, and the newest until there is another.
    expect(await mine()).toHaveLength(2)
    await daily()
    const kept = (await mine()).map(({ keptUntil, startedAt }) =>
      Math.round((keptUntil.getTime() - startedAt.getTime()) / DAY),
    )
    expect(kept[0]).toBe(365)
    expect(kept.length).toBeGreaterThanOrEqual(2)
    expect(await writtenActions(platform, null)).toContain('backup.expired')
    const files = await readdir(path.join(storeOf(), 'galaxies', galaxyId))
    expect(files).toHaveLength(kept.length)
  })

  it('that a process left behind, or that failed, are failures, and the next hour tries again', async () => {
    const { galaxyId } = await regionWithPilot()
    await platform.db.insert(backups).values({
      ...{ kind: 'galaxy', galaxyId, reason: 'daily', status: 'running', name: `left/${galaxyId}` },
      startedAt: await platform.clock.now(platform.db),
      keptUntil: new Date(Date.now() + 1_000 * DAY),
    })
    expect(await makeBackup(system(), { galaxyId, reason: 'by-hand' })).toBeNull()
    platform.clock.advance(3 * 3_600_000)
    await sweepBackups(system())
    const admin = await makeUser(platform, { role: 'admin' })
    const { items } = await listBackups(platform.ctx(admin), {
      database: await nameOf(galaxyId),
      page: 1,
      pageSize: 25,
    })
    expect(items).toMatchObject([{ status: 'failed' }])
    expect(items[0]?.error).toContain('process ended')
    await platform.runOutbox()
  })
})
