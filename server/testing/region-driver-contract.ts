import { eq } from 'drizzle-orm'
import { describe, expect, it, vi } from 'vitest'
import { type WantedServer, type RegionDriver } from '../drivers/region-driver.ts'
import { databaseClock } from '../clock.ts'
import { galaxies } from '#db/schema/platform/regions.ts'
import { sectors } from '#db/schema/galaxy/space.ts'
import { archiveName } from '../services/backups/archive-names.ts'
import { ZONES } from '../domain/galaxy/galaxy-plan.ts'
import { databaseNameFor } from '../galaxies/galaxies.ts'
import { makeRegion } from './make-region.ts'
import { type TestPlatform } from './test-platform.ts'
import { randomUUID } from 'node:crypto'

const SMALL = { cpu: 1, memoryGb: 2 }
const LARGER = { cpu: 2, memoryGb: 2 }

/**
 * What every driver of regions keeps: its verbs may be repeated, and leave a region as the last one says. @param driverOf of the platform,
 * whose servers really run
 */
export function testRegionDriver(platform: TestPlatform, driverOf: () => RegionDriver): void {
  const made = async () => {
    const { region } = await makeRegion(platform, { withGalaxy: true })
    const where = eq(galaxies.id, region.galaxyId ?? '')
    const galaxyOf = async () => {
      const [row] = await platform.db.select().from(galaxies).where(where)
      if (!row) throw new Error('the region has a galaxy')
      return row
    }
    const switchTo = async (endpoint: string | null) => {
      await platform.db.update(galaxies).set({ endpoint }).where(where)
      await platform.ctx().galaxies.release(region.galaxyId ?? '')
    }
    const scale = async (wanted: WantedServer) => {
      const galaxy = await galaxyOf()
      return driverOf().scale(galaxy, wanted, { endpoint: galaxy.endpoint, switchTo })
    }
    const api = () => platform.ctx().galaxies.apiFor(region.galaxyId ?? '', { clock: databaseClock })
    const servers = async (wanted: WantedServer = null) =>
      (await driverOf().observe(await galaxyOf(), wanted)).servers
    return { region, galaxyOf, switchTo, scale, api, servers }
  }
  /** Former servers go on until nobody sends them calls any more. */
  const settled = (work: () => Promise<unknown>, hasEnded: () => Promise<boolean>) =>
    vi.waitFor(
      async () => {
        await work()
        if (!(await hasEnded())) throw new Error('a former server is still there')
      },
      { timeout: 30_000, interval: 100 },
    )

  describe('a driver', () => {
    it('makes database and role, and what is there stays as it is', async () => {
      const id = randomUUID()
      const galaxy = {
        id,
        databaseName: databaseNameFor(id),
        location: platform.ctx().galaxies.homeLocation(),
      }
      await platform.db
        .insert(galaxies)
        .values({ ...galaxy, kind: 'region', status: 'ready', createdAt: new Date() })
      expect(await driverOf().observe(galaxy, null)).toEqual({ database: 'absent', servers: [] })
      await driverOf().provision(galaxy)
      expect(await driverOf().observe(galaxy, null)).toEqual({ database: 'open', servers: [] })
      const db = await platform.galaxy(id)
      const levels = { security: 5, development: 5, traffic: 5 }
      await db.insert(sectors).values({ id: 1, name: 'Only', zone: ZONES[0], x: 0, y: 0, ...levels })
      await driverOf().provision(galaxy)
      expect(await db.$count(sectors)).toBe(1)
      await driverOf().terminate(galaxy)
      expect(await driverOf().observe(galaxy, null)).toEqual({ database: 'absent', servers: [] })
      await driverOf().terminate(galaxy)
      await platform.db.update(galaxies).set({ status: 'dropped' }).where(eq(galaxies.id, id))
    })

    it('has a server of the region’s own answer its calls, once however often it is asked', async () => {
      const { scale, galaxyOf, api, servers } = await made()
      expect(await scale(SMALL)).toEqual({ hasStarted: true })
      const { endpoint } = await galaxyOf()
      expect(endpoint).not.toBeNull()
      expect(await servers(SMALL)).toEqual([{ endpoint, state: 'ready', isCurrent: true }])
      expect(await scale(SMALL)).toEqual({ hasStarted: false })
      expect(await galaxyOf()).toMatchObject({ endpoint })
      await api().ping({})
    })

    it('starts another one for other resources before the first ends', async () => {
      const { scale, galaxyOf, api, servers } = await made()
      await scale(SMALL)
      const { endpoint: first } = await galaxyOf()
      expect(await scale(LARGER)).toEqual({ hasStarted: true })
      const { endpoint } = await galaxyOf()
      expect(endpoint).not.toBe(first)
      expect(await servers(LARGER)).toHaveLength(2)
      await api().ping({})
      await settled(
        () => scale(LARGER),
        async () => (await servers(LARGER)).length === 1,
      )
      expect(await servers(LARGER)).toEqual([{ endpoint, state: 'ready', isCurrent: true }])
      await api().ping({})
    })

    it('ends the server when none is wanted, and the platform answers the calls', async () => {
      const { scale, galaxyOf, api, servers } = await made()
      await scale(SMALL)
      await settled(
        () => scale(null),
        async () => (await servers()).length === 0,
      )
      expect(await galaxyOf()).toMatchObject({ endpoint: null })
      await api().ping({})
      expect(await scale(null)).toEqual({ hasStarted: false })
    })

    it('lets nobody in while the region is suspended, and all of it is there afterwards', async () => {
      const { scale, galaxyOf, switchTo, api, servers } = await made()
      await scale(SMALL)
      for (let times = 0; times < 2; times++) {
        await driverOf().suspend(await galaxyOf(), { switchTo })
        expect(await servers()).toEqual([])
        expect(await driverOf().observe(await galaxyOf(), null)).toMatchObject({ database: 'closed' })
        await expect(api().ping({})).rejects.toMatchObject({ code: 'UNAVAILABLE' })
      }
      for (let times = 0; times < 2; times++) await driverOf().resume(await galaxyOf())
      await api().ping({})
    })

    it('copies a region, and loads the copy beside it', async () => {
      const { galaxyOf } = await made()
      const galaxy = await galaxyOf()
      const name = archiveName(galaxy.id, new Date(), randomUUID())
      const { manifest } = await driverOf().backup(galaxy, name)
      const beside = `sw_next_${randomUUID().replaceAll('-', '')}`
      for (let times = 0; times < 2; times++)
        expect((await driverOf().restore(galaxy, name, beside)).takenAt).toBe(manifest.takenAt)
      await platform
        .ctx()
        .galaxies.replacement.withApi(galaxy, { name: beside, as: 'role' }, (at) =>
          at(databaseClock).ping({}),
        )
      await platform.ctx().galaxies.replacement.drop(galaxy, beside)
    })
  })
}
