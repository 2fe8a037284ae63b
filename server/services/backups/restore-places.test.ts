import { eq } from 'drizzle-orm'
import { beforeAll, describe, expect, it } from 'vitest'
import { type GalaxyPool } from '#db/client.ts'
import { pilots } from '#db/schema/galaxy/presence.ts'
import { galaxies } from '#db/schema/platform/regions.ts'
import { balanceOf } from '#server/galaxy/ledger-account.ts'
import { useCrossings } from '#server/testing/crossing-steps.ts'
import { useGalaxies } from '#server/testing/make-galaxies.ts'
import { type MadeRegion } from '#server/testing/make-region.ts'
import { findTrade } from '#server/testing/make-trader.ts'
import { makeUser } from '#server/testing/make-user.ts'
import { useRegionProcesses } from '#server/testing/region-process.ts'
import { useRestores } from '#server/testing/restore-steps.ts'
import { useTestPlatform } from '#server/testing/test-platform.ts'
import { makeBackup } from './make-backup.ts'
import { requestRestore } from './request-restore.ts'

const platform = useTestPlatform()
const travel = useGalaxies(platform)
const processes = useRegionProcesses(platform)
const { backUp, restore, operationOf, system } = useRestores(platform)

let home: MadeRegion
beforeAll(async () => {
  await travel.makeNexus()
  home = await travel.makeLinked()
})
const nexus = async () => platform.galaxy(await travel.nexusId())
const homeGalaxy = () => platform.galaxy(home.region.galaxyId ?? '')
const databases = async (): Promise<Map<string, GalaxyPool>> =>
  new Map([
    [await travel.nexusId(), await nexus()],
    [home.region.galaxyId ?? '', await homeGalaxy()],
  ])
const { expectAllThere } = useCrossings(platform, travel, databases)
const SLOW = { timeout: 600_000 }

describe('a restore of the Central Nexus', SLOW, () => {
  const backUpNexus = async () => {
    const made = await makeBackup(system(), { galaxyId: await travel.nexusId(), reason: 'by-hand' })
    platform.clock.advance(2_000)
    return made?.id ?? ''
  }
  const restoreNexus = async (backupId: string) => {
    const admin = await makeUser(platform, { role: 'admin' })
    const asked = await requestRestore(platform.ctx(admin), { backupId, confirmation: 'nexus' })
    await platform.runOutbox()
    return operationOf(asked.taskId)
  }

  it('has everybody who came and nobody who left since, and the tolls that were paid', async () => {
    const [before, since] = [await travel.makeTraveller(home), await travel.makeTraveller(home)]
    const cross = async (pilot: typeof before, to = 'nexus') => {
      const [db, sectorId] =
        to === 'nexus'
          ? [await homeGalaxy(), home.region.gateSector ?? 1]
          : [await nexus(), home.region.nexusWarpGateSector ?? 1]
      await db.update(pilots).set({ sectorId }).where(eq(pilots.userId, pilot.userId))
      await pilot.depart(to)
      await pilot.arrive()
    }
    await cross(before)
    const backupId = await backUpNexus()
    await cross(since)
    await cross(before, home.region.name)
    const tolls = await balanceOf(await nexus(), 'treasury')
    const brought = (await travel.presenceIn(await nexus(), since.userId))?.purse

    expect(await restoreNexus(backupId)).toMatchObject({ status: 'succeeded' })
    expect(await travel.presenceIn(await nexus(), since.userId)).toMatchObject({
      purse: brought,
      pilot: { present: true },
    })
    expect(await travel.presenceIn(await nexus(), before.userId)).toMatchObject({
      ...{ purse: 0, ship: null },
      pilot: { present: false },
    })
    expect(await balanceOf(await nexus(), 'treasury')).toBe(tolls)
    await expectAllThere()
  })

  it('is refused by a region’s name, and once it was generated anew', async () => {
    const backupId = await backUpNexus()
    const admin = platform.ctx(await makeUser(platform, { role: 'admin' }))
    await expect(requestRestore(admin, { backupId, confirmation: home.region.name })).rejects.toMatchObject({
      reason: 'not-confirmed',
    })
    await platform.owner.execute("update nexus_state set generated_at = generated_at + interval '1 year'")
    await expect(requestRestore(admin, { backupId, confirmation: 'nexus' })).rejects.toMatchObject({
      reason: 'generated-since',
    })
    await platform.owner.execute("update nexus_state set generated_at = generated_at - interval '1 year'")
  })
})

it('a region that a process of its own serves is restored, and served by it again', SLOW, async () => {
  const galaxyId = home.region.galaxyId ?? ''
  const { endpoint } = await processes.start(galaxyId)
  await platform.db.update(galaxies).set({ endpoint }).where(eq(galaxies.id, galaxyId))
  await platform.ctx().galaxies.release(galaxyId)
  const pilot = await travel.makeTraveller(home)
  const purse = (await travel.presenceIn(await homeGalaxy(), pilot.userId))?.purse
  const backupId = await backUp(home.region)
  const { maker } = await findTrade(await homeGalaxy())
  await pilot.putAt(maker)
  await pilot.buy(maker, 3)

  expect(await restore(home.region, backupId)).toMatchObject({ status: 'succeeded' })
  expect(await travel.presenceIn(await homeGalaxy(), pilot.userId)).toMatchObject({ purse, cargo: {} })
  await pilot.putAt(maker)
  await pilot.buy(maker, 2)
  await platform.db.update(galaxies).set({ endpoint: null }).where(eq(galaxies.id, galaxyId))
  await platform.ctx().galaxies.release(galaxyId)
  await expectAllThere()
})

it('a region whose database and role are lost is made again from its backup', SLOW, async () => {
  const pilot = await travel.makeTraveller(home)
  const backupId = await backUp(home.region)
  const purse = (await travel.presenceIn(await homeGalaxy(), pilot.userId))?.purse
  const { rows } = await platform.owner.execute<{ id: string; name: string; location: string }>(
    `select id, database_name as name, location from galaxies where id = '${home.region.galaxyId ?? ''}'`,
  )
  const [galaxy] = rows
  await platform.ctx().galaxies.drop({
    ...{ id: galaxy?.id ?? '', location: galaxy?.location ?? '' },
    databaseName: galaxy?.name ?? '',
  })
  // The game starts without it, also after an update.
  await platform.owner.execute('update galaxies set schema = null')
  await platform.ctx().galaxies.prepare()
  expect(await restore(home.region, backupId)).toMatchObject({ status: 'succeeded' })
  expect(await travel.presenceIn(await homeGalaxy(), pilot.userId)).toMatchObject({ purse })
  expect(await pilot.api.space.mySector()).toBeTruthy()
  await expectAllThere()
})
