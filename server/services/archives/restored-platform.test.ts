import { eq } from 'drizzle-orm'
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

const platform = useTestPlatform()
const travel = useGalaxies(platform)
const steps = evacuationSteps(platform, travel)

beforeAll(async () => {
  await travel.makeNexus()
}, 120_000)
/** Nothing is left on the server of all tests. */
afterAll(async () => {
  steps.pass(8)
  await sweepRestores(steps.system())
})

it('a platform that is restored to before a return keeps what happened in the region since, and archives that', async () => {
  // It notes the secret that a restore compares.
  const tools = await testRestoreTools(platform.url, () => platform.clock.offsetMs())
  const { region } = await steps.makePaid()
  await steps.archive(region)
  const backup = await makeBackup(steps.system(), { galaxyId: null, reason: 'by-hand' })
  platform.clock.advance(2_000)
  await steps.comeBack(region)
  await steps.fillTreasury(region, 321)
  const treasury = await balanceOf(await travel.galaxyOf(region), 'treasury')

  await restorePlatform(tools, { name: backup?.name ?? '', effective: true })
  expect((await steps.rowOf(region)).status).toBe('archived')
  expect((await steps.galaxyRowOf(region)).status).toBe('ready')
  // PayPal is compared with, which this test has not.
  await platform.db.delete(jobOutbox).where(eq(jobOutbox.name, 'reconcile-all'))
  await steps.settle()
  await steps.settle()
  expect(await steps.hasDatabase(region)).toBe(false)
  await steps.comeBack(region)
  expect((await steps.rowOf(region)).status).toBe('active')
  expect(await balanceOf(await travel.galaxyOf(region), 'treasury')).toBe(treasury)
}, 600_000)
