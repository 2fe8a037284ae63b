import { once } from 'node:events'
import os from 'node:os'
import path from 'node:path'
import { eq } from 'drizzle-orm'
import { beforeAll, expect, it } from 'vitest'
import { type GalaxyPool } from '#db/client.ts'
import { pilots } from '#db/schema/galaxy/presence.ts'
import { galaxies } from '#db/schema/platform/regions.ts'
import { RESTORE_STEPS } from '#server/domain/backups/restore-steps.ts'
import { useBundledScript } from '#server/testing/bundled-script.ts'
import { useCrossings } from '#server/testing/crossing-steps.ts'
import { useGalaxies } from '#server/testing/make-galaxies.ts'
import { type MadeRegion } from '#server/testing/make-region.ts'
import { momentsOfRun } from '#server/testing/moments-of-run.ts'
import { useRestores } from '#server/testing/restore-steps.ts'
import { useTestPlatform } from '#server/testing/test-platform.ts'
import { restoreGalaxy } from './restore-galaxy.ts'
import { sweepRestores } from './sweep-restores.ts'

const platform = useTestPlatform()
const travel = useGalaxies(platform)
const { backUp, ask, operationOf, system } = useRestores(platform)
const dying = useBundledScript('server/testing/steps-and-die.ts')

let home: MadeRegion
beforeAll(async () => {
  await travel.makeNexus()
  home = await travel.makeLinked()
})
const homeGalaxy = () => platform.galaxy(home.region.galaxyId ?? '')
const databases = async (): Promise<Map<string, GalaxyPool>> =>
  new Map(
    await Promise.all(
      [await travel.nexusId(), home.region.galaxyId ?? ''].map(
        async (id) => [id, await platform.galaxy(id)] as const,
      ),
    ),
  )
const { expectAllThere } = useCrossings(platform, travel, databases)

const SLOW = { timeout: 600_000 }
const MOMENTS = [
  ...RESTORE_STEPS.flatMap((step) => ['begun', 'done'].map((moment) => [step, moment])),
  // Half of the tables are in, all are in without their keys, one of the two databases has its new name.
  ['load', 'at copy public."pilots"'],
  ['load', 'at add constraint'],
  ['swap', 'at ^commit'],
]

it.each(momentsOfRun(MOMENTS))(
  'a restore whose process dies when “%s” has %s ends as any other',
  SLOW,
  async (step, moment) => {
    const [stayed, left, returned] = await Promise.all([1, 2, 3].map(() => travel.makeTraveller(home)))
    if (!stayed || !left || !returned) throw new Error('three pilots')
    const purseOf = async (userId: string) => (await travel.presenceIn(await homeGalaxy(), userId))?.purse
    const kept = await purseOf(stayed.userId)
    const backupId = await backUp(home.region)
    for (const pilot of [left, returned]) {
      await pilot.putAt({ sectorId: home.region.gateSector ?? 1 })
      await pilot.depart('nexus')
      await pilot.arrive()
    }
    const nexus = await platform.galaxy(await travel.nexusId())
    await nexus
      .update(pilots)
      .set({ sectorId: home.region.nexusWarpGateSector ?? 1 })
      .where(eq(pilots.userId, returned.userId))
    await returned.depart(home.region.name)
    await returned.arrive()
    const brought = await purseOf(returned.userId)

    const operationId = await ask(home.region, backupId)
    const backupDir = path.join(os.tmpdir(), `${new URL(platform.url).pathname.slice(1)}.backups`)
    const offset = String(platform.clock.offsetMs())
    const args = [
      platform.url,
      backupDir,
      offset,
      'restore-galaxy',
      operationId,
      String(step),
      String(moment),
    ]
    const child = dying.start(...args)
    const [, signal] = (await once(child, 'exit')) as [number | null, string | null]
    expect(signal).toBe('SIGKILL')

    // The sweep finds it once its process has been silent for long enough; the lock is free by then.
    platform.clock.advance(20 * 60_000)
    await platform.runOutbox()
    await sweepRestores(system())
    await platform.runOutbox()
    expect(await operationOf(operationId)).toMatchObject({ status: 'succeeded' })
    expect(await restoreGalaxy(system(), { operationId })).toBe('nothing-to-do')

    expect(await purseOf(stayed.userId)).toBe(kept)
    expect(await purseOf(returned.userId)).toBe(brought)
    expect(await travel.presenceIn(await homeGalaxy(), left.userId)).toMatchObject({ purse: 0, ship: null })
    const [registered] = await platform.db
      .select()
      .from(galaxies)
      .where(eq(galaxies.id, home.region.galaxyId ?? ''))
    expect(registered?.status).toBe('ready')
    await expectAllThere()
  },
)
