import { eq, sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { jobOutbox } from '#db/schema/platform/operations.ts'
import { balanceOf } from '#server/galaxy/ledger-account.ts'
import { evacuationSteps } from '#server/testing/evacuation-steps.ts'
import { useGalaxies } from '#server/testing/make-galaxies.ts'
import { testRestoreTools } from '#server/testing/platform-restore-tools.ts'
import { useTestPlatform } from '#server/testing/test-platform.ts'
import { makeBackup } from '../backups/make-backup.ts'
import { restorePlatform } from '../backups/restore-platform.ts'
import { sweepRestores } from '../backups/sweep-restores.ts'
import { archiveRegion } from './archive-region.ts'

const platform = useTestPlatform()
const travel = useGalaxies(platform)
const steps = evacuationSteps(platform, travel)

const tools = () => testRestoreTools(platform.url, () => platform.clock.offsetMs())

beforeAll(async () => {
  await travel.makeNexus()
  // They note the secret that a restore compares.
  await tools()
}, 120_000)
/** Nothing is left on the server of all tests. */
afterAll(async () => {
  steps.pass(8)
  await sweepRestores(steps.system())
})

const restored = async (name: string | undefined) => {
  await restorePlatform(await tools(), { name: name ?? '', effective: true })
  // PayPal is compared with, which this test has not.
  await platform.db.delete(jobOutbox).where(eq(jobOutbox.name, 'reconcile-all'))
}
const backUpPlatform = async () => {
  const backup = await makeBackup(steps.system(), { galaxyId: null, reason: 'by-hand' })
  platform.clock.advance(2_000)
  return backup?.name
}

it('a platform that is restored to before a return keeps what happened in the region since, and archives that', async () => {
  const { region } = await steps.makePaid()
  await steps.archive(region)
  const backup = await backUpPlatform()
  await steps.comeBack(region)
  await steps.fillTreasury(region, 321)
  const treasury = await balanceOf(await travel.galaxyOf(region), 'treasury')

  await restored(backup)
  expect((await steps.rowOf(region)).status).toBe('archived')
  expect((await steps.galaxyRowOf(region)).status).toBe('ready')
  await steps.settle()
  await steps.settle()
  expect(await steps.hasDatabase(region)).toBe(false)
  await steps.comeBack(region)
  expect((await steps.rowOf(region)).status).toBe('active')
  expect(await balanceOf(await travel.galaxyOf(region), 'treasury')).toBe(treasury)
}, 600_000)

it('a platform that is restored to the moment at which a database was being removed keeps the one that came back since', async () => {
  const made = await steps.makePaid()
  const { region } = made
  const run = await steps.evacuate(made)
  const ctx = steps.system()
  let backup: string | undefined
  const { replacement } = ctx.galaxies
  const galaxies = {
    ...ctx.galaxies,
    replacement: {
      ...replacement,
      remove: async (galaxy: Parameters<typeof replacement.remove>[0]) => {
        backup = await backUpPlatform()
        await replacement.remove(galaxy)
      },
    },
  }
  expect(await archiveRegion({ ...ctx, galaxies }, run)).toBe('done')
  await steps.comeBack(region)
  await steps.fillTreasury(region, 432)
  const treasury = await balanceOf(await travel.galaxyOf(region), 'treasury')

  await restored(backup)
  // Its job, should it still be there, removes nothing.
  expect(await archiveRegion(steps.system(), run)).toBe('nothing-to-do')
  expect(await steps.hasDatabase(region)).toBe(true)
  await steps.settle()
  await steps.settle()
  expect(await steps.archivesOf(region)).toMatchObject([{ outcome: 'returned' }, { outcome: null }])
  await steps.comeBack(region)
  expect((await steps.rowOf(region)).status).toBe('active')
  expect(await balanceOf(await travel.galaxyOf(region), 'treasury')).toBe(treasury)
}, 600_000)

it.each(['at once', 'once it is in the archive again'])(
  'a region whose archive was being written at the backup that the platform is restored to comes back from it %s',
  async (when) => {
    const made = await steps.makePaid()
    const { region } = made
    await steps.fillTreasury(region, 210)
    const treasury = await balanceOf(await travel.galaxyOf(region), 'treasury')
    let backup: string | undefined
    const outcome = await archiveRegion(steps.system(), await steps.evacuate(made), {
      onStep: async (step, moment) => {
        if (step === 'dump' && moment === 'begun') backup = await backUpPlatform()
      },
    })
    expect(outcome).toBe('done')
    const [archive] = await steps.archivesOf(region)

    await restored(backup)
    expect(await steps.archivesOf(region)).toMatchObject([{ backupId: null, droppedAt: null }])
    if (when !== 'at once') {
      await steps.settle()
      await steps.settle()
      expect(await steps.archivesOf(region)).toMatchObject([
        { id: archive?.id, provedAt: expect.any(Date) as Date, droppedAt: expect.any(Date) as Date },
      ])
    }
    await steps.comeBack(region)
    expect((await steps.rowOf(region)).status).toBe('active')
    expect(await balanceOf(await travel.galaxyOf(region), 'treasury')).toBe(treasury)
  },
  600_000,
)

it('the preview of a restore opens no galaxy that is frozen', async () => {
  const made = await steps.makePaid()
  const mayConnect: unknown[] = []
  const outcome = await archiveRegion(steps.system(), await steps.evacuate(made), {
    onStep: async (step, moment) => {
      if (step !== 'dump' || moment !== 'begun') return
      const name = (await backUpPlatform()) ?? ''
      await expect(restorePlatform(await tools(), { name, effective: false })).rejects.toMatchObject({
        reason: 'galaxies-away',
      })
      const { databaseName } = await steps.galaxyRowOf(made.region)
      const { rows } = await platform.owner.execute<{ may: boolean }>(
        sql`select has_database_privilege(${databaseName}, ${databaseName}, 'connect') as may`,
      )
      mayConnect.push(rows[0]?.may)
    },
  })
  expect([outcome, mayConnect]).toEqual(['done', [false]])
}, 600_000)
