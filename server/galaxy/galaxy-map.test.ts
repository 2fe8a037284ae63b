import { beforeAll, describe, expect, it } from 'vitest'
import { type GalaxyPool } from '#db/client.ts'
import { makeRegion } from '#server/testing/make-region.ts'
import { makeUser } from '#server/testing/make-user.ts'
import { useTestPlatform } from '#server/testing/test-platform.ts'
import { type RegionRow } from '../services/regions/region-rows.ts'
import { type GalaxyCtx } from './galaxy-context.ts'
import { GALAXY_VERBS } from './galaxy-verbs.ts'
import { keepReadings } from './keep-readings.ts'

const platform = useTestPlatform()
let region: RegionRow
let database: GalaxyPool

beforeAll(async () => {
  region = (await makeRegion(platform, { withGalaxy: true })).region
  database = await platform.galaxy(region.galaxyId ?? '')
})

/** A galaxy as a process that just began knows it, and how often whole tables of it were read. */
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
  const galaxy = { galaxyId: region.galaxyId ?? '', memory: {}, db, clock: platform.clock, log }
  return { galaxy, reads: () => reads }
}

describe('the map of a galaxy', () => {
  it('is read once a version for maps and routes together, also when many ask at once', async () => {
    const user = await makeUser(platform)
    await platform.api(user).space.enter({ region: region.name })
    const { galaxy, reads } = counted()
    const toSector = region.gateSector === 1 ? 2 : 1
    const order = { userId: user.userId, fencingVersion: 1, toSector, version: 1 }
    const [map, again, route] = await Promise.all([
      GALAXY_VERBS.map(galaxy, { version: 1 }),
      GALAXY_VERBS.map(galaxy, { version: 1 }),
      GALAXY_VERBS.route(galaxy, order),
    ])
    expect(again).toEqual(map)
    expect(route.legs.at(-1)?.name).toBe(map.names[map.ids.indexOf(toSector)])
    await GALAXY_VERBS.route(galaxy, order)
    expect(reads()).toBe(1)
    await GALAXY_VERBS.map(galaxy, { version: 2 })
    expect(reads()).toBe(2)
  })
})

describe('a kept reading', () => {
  /** Galaxies that one process remembers. */
  const remembering = () => {
    const memory = {}
    return (galaxyId: string): GalaxyCtx => ({
      galaxyId,
      memory,
      db: database,
      clock: platform.clock,
      log: platform.ctx().log,
    })
  }

  it('that failed is asked for again', async () => {
    const keep = keepReadings<string>(5)
    const of = remembering()
    const down = keep(of('a'), 1, () => Promise.reject(new Error('down')))
    await expect(down).rejects.toThrow('down')
    expect(await keep(of('a'), 1, async () => 'up')).toBe('up')
    expect(await keep(of('a'), 1, () => Promise.reject(new Error('not asked')))).toBe('up')
  })

  it('that failed late does not take the next version’s away', async () => {
    const keep = keepReadings<string>(5)
    const of = remembering()
    let fail: (error: Error) => void = () => undefined
    const slow = keep(of('a'), 1, () => new Promise((_, reject) => (fail = reject)))
    await keep(of('a'), 2, async () => 'second')
    fail(new Error('late'))
    await expect(slow).rejects.toThrow('late')
    expect(await keep(of('a'), 2, async () => 'third')).toBe('second')
  })

  it('makes room for others when it was not asked for longest', async () => {
    const keep = keepReadings<string>(2)
    const of = remembering()
    await keep(of('a'), 1, async () => 'a1')
    await keep(of('b'), 1, async () => 'b1')
    await keep(of('a'), 1, async () => 'a2')
    await keep(of('c'), 1, async () => 'c1')
    expect(await keep(of('a'), 1, async () => 'a3')).toBe('a1')
    expect(await keep(of('b'), 1, async () => 'b2')).toBe('b2')
  })
})
