import { eq, sql } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { withClient } from '#db/connections.ts'
import { backupDrills, backups } from '#db/schema/platform/backups.ts'
import { makeRegion } from '#server/testing/make-region.ts'
import { makeUser } from '#server/testing/make-user.ts'
import { useTestPlatform } from '#server/testing/test-platform.ts'
import { writtenActions } from '#server/testing/written-actions.ts'
import { dropLeftCopies } from './drop-left-copies.ts'
import { listDrills } from './list-drills.ts'
import { makeBackup } from './make-backup.ts'
import { runDrill } from './run-drill.ts'
import { sweepDrills } from './sweep-drills.ts'

const platform = useTestPlatform()
const DAY = 86_400_000
const system = () => platform.ctx({ kind: 'system', job: 'test' })
const drills = () => platform.db.$count(backupDrills)

it(
  'a drill loads the newest backups, keeps what came of it, and tells administrators of a failure',
  { timeout: 600_000 },
  async () => {
    const admin = await makeUser(platform, { role: 'admin' })
    const { region } = await makeRegion(platform, { withGalaxy: true })
    await sweepDrills(system())
    expect(await drills(), 'without any backup there is nothing to try').toBe(0)
    expect(await runDrill(system())).toEqual([
      { kind: 'platform', passed: false, error: 'There is no backup yet.' },
      { kind: 'galaxy', passed: false, error: 'There is no backup yet.' },
    ])
    for (const galaxyId of [null, region.galaxyId])
      await makeBackup(system(), { galaxyId, reason: 'by-hand' })
    platform.clock.advance(DAY)
    await sweepDrills(system())
    const { items } = await listDrills(platform.ctx(admin), { page: 1, pageSize: 25 })
    expect(
      items
        .slice(0, 2)
        .map(({ displayName, passed }) => [displayName, passed])
        .sort(),
    ).toEqual(
      [
        ['Platform', true],
        [region.displayName, true],
      ].sort(),
    )
    expect(await writtenActions(platform, null)).toContain('backup.drill-passed')

    const before = await drills()
    await sweepDrills(system())
    platform.clock.advance(6 * DAY)
    await sweepDrills(system())
    expect(await drills(), 'once a week').toBe(before)
    platform.clock.advance(DAY)
    await platform.db.update(backups).set({ sha256: 'another' }).where(eq(backups.kind, 'platform'))
    await sweepDrills(system())
    const [newest] = (await listDrills(platform.ctx(admin), { page: 1, pageSize: 2 })).items.filter(
      ({ passed }) => !passed,
    )
    expect(newest?.error).toContain('not the backup of the catalogue')
    const { items: notices } = await platform.api(admin).notifications.list({})
    expect(notices.map(({ kind }) => kind)).toContain('backup.drill-failed')
    const { rows } = await platform.owner.execute(
      sql`select 1 from pg_database where datname like 'sw\\_drill\\_%'`,
    )
    expect(rows, 'nothing is left').toEqual([])
    await expect(
      listDrills(platform.ctx(await makeUser(platform)), { page: 1, pageSize: 25 }),
    ).rejects.toMatchObject({
      code: 'FORBIDDEN',
    })
  },
)

it('what a dead process had loaded is dropped a day later; what is new, in use or another installation’s is left alone', async () => {
  const { galaxies, clock } = system()
  const server = { location: galaxies.homeLocation() }
  const now = (await clock.now(platform.db)).getTime()
  const copyOf = (days: number) => galaxies.replacement.newCopyName(new Date(now - days * DAY))
  const [left, used, recent] = [copyOf(2), copyOf(2), copyOf(0.5)]
  const others = copyOf(2).replace(/^sw_drill_.{8}/, 'sw_drill_00000000')
  const all = [left, used, recent, others]
  const isThere = async (name: string) =>
    (await platform.owner.execute(sql`select from pg_database where datname = ${name}`)).rowCount === 1
  for (const name of all) await platform.owner.execute(sql.raw(`create database ${name}`))
  const url = new URL(platform.url)
  url.pathname = `/${used}`
  await withClient({ connectionString: url.toString() }, async (client) => {
    await client.query('select 1')
    expect(await dropLeftCopies(system())).toBe(1)
  })
  expect(await Promise.all(all.map(isThere))).toEqual([false, true, true, true])
  expect(await dropLeftCopies(system())).toBe(1)
  platform.clock.advance(DAY)
  expect(await dropLeftCopies(system())).toBe(1)
  expect(await isThere(others)).toBe(true)
  await galaxies.replacement.drop(server, others)
}, 60_000)
