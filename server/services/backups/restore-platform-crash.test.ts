import { once } from 'node:events'
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type GalaxyPool } from '#db/client.ts'
import { operations } from '#db/schema/platform/operations.ts'
import { PLATFORM_RESTORE_STEPS } from '#server/domain/backups/platform-restore-steps.ts'
import { useBundledScript } from '#server/testing/bundled-script.ts'
import { useCrossings } from '#server/testing/crossing-steps.ts'
import { useGalaxies } from '#server/testing/make-galaxies.ts'
import { type MadeRegion } from '#server/testing/make-region.ts'
import { momentsOfRun } from '#server/testing/moments-of-run.ts'
import { testRestoreTools } from '#server/testing/platform-restore-tools.ts'
import { useTestPlatform } from '#server/testing/test-platform.ts'
import { makeBackup } from './make-backup.ts'
import { sweepRestores } from './sweep-restores.ts'
import { restorePlatform } from './restore-platform.ts'

const platform = useTestPlatform()
const travel = useGalaxies(platform)
const dying = useBundledScript('server/testing/restore-platform-and-die.ts')

let home: MadeRegion
beforeAll(async () => {
  await travel.makeNexus()
  home = await travel.makeLinked()
  await testRestoreTools(platform.url, () => 0)
})
afterAll(async () => {
  platform.clock.advance(8 * 86_400_000)
  await sweepRestores(platform.ctx({ kind: 'system', job: 'test' }))
})
const databases = async (): Promise<Map<string, GalaxyPool>> =>
  new Map(
    await Promise.all(
      [await travel.nexusId(), home.region.galaxyId ?? ''].map(
        async (id) => [id, await platform.galaxy(id)] as const,
      ),
    ),
  )
const { expectAllThere } = useCrossings(platform, travel, databases)

const MOMENTS: [string, string][] = [
  ...PLATFORM_RESTORE_STEPS.flatMap((step) =>
    ['begun', 'done'].map((moment): [string, string] => [step, moment]),
  ),
  // Half of the tables are in; some crossings are heard of; one of the two databases has its new name; some strangers are aside.
  ['load', 'at copy public."users"'],
  ['catch-up', 'at insert into "custody"'],
  ['swap', 'at ^commit'],
  ['settle', 'at insert into "audit_log"'],
]

it.each(momentsOfRun(MOMENTS))(
  'one whose process dies when “%s” has %s is done by the next run',
  { timeout: 600_000 },
  async (step, moment) => {
    const [stayed, left] = [await travel.makeTraveller(home), await travel.makeTraveller(home)]
    const system = platform.ctx({ kind: 'system', job: 'test' })
    const backup = await makeBackup(system, { galaxyId: null, reason: 'by-hand' })
    platform.clock.advance(2_000)
    await left.putAt({ sectorId: home.region.gateSector ?? 1 })
    await left.depart('nexus')
    await left.arrive()
    const stranger = await travel.makeTraveller(home)
    const places = await Promise.all([stayed, left].map(({ userId }) => travel.whereaboutsOf(userId)))

    const tools = await testRestoreTools(platform.url, () => platform.clock.offsetMs())
    const name = backup?.name ?? ''
    const child = dying.start(platform.url, String(platform.clock.offsetMs()), name, step, moment)
    const [, signal] = (await once(child, 'exit')) as [number | null, string | null]
    expect(signal).toBe('SIGKILL')

    // After its last step there is nothing to settle, and a second run would restore once more.
    if (step !== 'settle' || moment !== 'done') await restorePlatform(tools, { name, effective: true })
    else await (await tools.openPlatform()).close()

    const done = await platform.db.select().from(operations).where(eq(operations.kind, 'restore-platform'))
    expect(done.map(({ status }) => status)).toContain('succeeded')
    expect(await tools.isUnsettled()).toBe(false)
    const now = await Promise.all([stayed, left].map(({ userId }) => travel.whereaboutsOf(userId)))
    expect(now.map((row) => row && { ...row, since: null })).toEqual(
      places.map((row) => row && { ...row, since: null }),
    )
    const aside = await travel.presenceIn(await travel.galaxyOf(home.region), stranger.userId)
    expect(aside?.pilot.present).toBe(false)
    expect(aside?.ship).not.toBeNull()
    await expectAllThere()
  },
)
