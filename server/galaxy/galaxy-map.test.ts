import { beforeAll, describe, expect, it } from 'vitest'
import { type GalaxyPool } from '#db/client.ts'
import { makeRegion } from '#server/testing/make-region.ts'
import { useTestPlatform } from '#server/testing/test-platform.ts'
import { type RegionRow } from '../services/regions/region-rows.ts'
import { type GalaxyCtx } from './galaxy-context.ts'
import { GALAXY_HANDLERS } from './galaxy-handlers.ts'
import { NO_FILTER } from '#server/domain/travel/route-filter.ts'
import { planRoute } from './plan-route.ts'
import { cacheByVersion } from './cache-by-version.ts'

const platform = useTestPlatform()
let region: RegionRow
let database: GalaxyPool

beforeAll(async () => {
  region = (await makeRegion(platform, { withGalaxy: true })).region
  database = await platform.galaxy(region.galaxyId ?? '')
})

/** A galaxy with an empty cache, and a count of its snapshot reads. */
function counted(): { galaxy: GalaxyCtx; reads: () => number } {
  let reads = 0
  const db = new Proxy(database, {
    get(target, name): unknown {
      if (name === 'transaction') reads += 1
      const value: unknown = Reflect.get(target, name)
      return typeof value === 'function' ? Function.prototype.bind.call(value, target) : value
    },
  })
  const { log } = platform.ctx()
  const galaxy = { galaxyId: region.galaxyId ?? '', cacheScope: {}, db, clock: platform.clock, log }
  return { galaxy, reads: () => reads }
}

describe('the map of a galaxy', () => {
  it('is read once per version for maps and routes together, even under concurrent requests', async () => {
    const { galaxy, reads } = counted()
    const toSector = region.gateSector === 1 ? 2 : 1
    const order = { sectorId: toSector, version: 1, filter: NO_FILTER, regionId: null }
    const from = region.gateSector ?? 1
    const [map, again, route] = await Promise.all([
      GALAXY_HANDLERS.getMap(galaxy, { version: 1 }),
      GALAXY_HANDLERS.getMap(galaxy, { version: 1 }),
      planRoute(galaxy, from, order),
    ])
    expect(again).toEqual(map)
    expect(route?.legs.at(-1)?.name).toBe(map.names[map.ids.indexOf(toSector)])
    await planRoute(galaxy, from, order)
    expect(reads()).toBe(1)
    await GALAXY_HANDLERS.getMap(galaxy, { version: 2 })
    expect(reads()).toBe(2)
  })
})

describe('the cache by version', () => {
  /** Contexts of galaxies that share the cache of one process. */
  const oneProcess = () => {
    const cacheScope = {}
    return (galaxyId: string): GalaxyCtx => ({
      galaxyId,
      cacheScope,
      db: database,
      clock: platform.clock,
      log: platform.ctx().log,
    })
  }

  it('does not cache a failed read', async () => {
    const cached = cacheByVersion<string>(5)
    const of = oneProcess()
    const down = cached(of('a'), 1, () => Promise.reject(new Error('down')))
    await expect(down).rejects.toThrow('down')
    expect(await cached(of('a'), 1, async () => 'up')).toBe('up')
    expect(await cached(of('a'), 1, () => Promise.reject(new Error('not asked')))).toBe('up')
  })

  it('keeps the next version when a read of the last one fails late', async () => {
    const cached = cacheByVersion<string>(5)
    const of = oneProcess()
    let fail: (error: Error) => void = () => undefined
    const slow = cached(of('a'), 1, () => new Promise((_, reject) => (fail = reject)))
    await cached(of('a'), 2, async () => 'second')
    fail(new Error('late'))
    await expect(slow).rejects.toThrow('late')
    expect(await cached(of('a'), 2, async () => 'third')).toBe('second')
  })

  it('evicts the least recently used galaxy', async () => {
    const cached = cacheByVersion<string>(2)
    const of = oneProcess()
    await cached(of('a'), 1, async () => 'a1')
    await cached(of('b'), 1, async () => 'b1')
    await cached(of('a'), 1, async () => 'a2')
    await cached(of('c'), 1, async () => 'c1')
    expect(await cached(of('a'), 1, async () => 'a3')).toBe('a1')
    expect(await cached(of('b'), 1, async () => 'b2')).toBe('b2')
  })
})
