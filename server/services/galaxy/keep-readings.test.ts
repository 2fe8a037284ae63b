import { beforeAll, describe, expect, it } from 'vitest'
import { makeRegion } from '#server/testing/make-region.ts'
import { makeUser } from '#server/testing/make-user.ts'
import { useTestPlatform } from '#server/testing/test-platform.ts'
import { type GalaxyPool } from '#db/client.ts'
import { type Galaxies } from '#server/galaxies/galaxies.ts'
import { type Ctx } from '../context.ts'
import { type RegionRow } from '../regions/region-rows.ts'
import { planRoute } from '../space/plan-route.ts'
import { regionMap } from '../space/region-map.ts'
import { getGalaxyMap } from './galaxy-map.ts'
import { keepReadings } from './keep-readings.ts'

const platform = useTestPlatform()
let region: RegionRow

beforeAll(async () => {
  region = (await makeRegion(platform, { withGalaxy: true })).region
})

/** A context whose galaxies count how often whole tables of them are read. */
function countingReads(ctx: Ctx): { ctx: Ctx; reads: () => number } {
  let reads = 0
  const counted = (galaxy: GalaxyPool): GalaxyPool =>
    new Proxy(galaxy, {
      get(target, name): unknown {
        if (name === 'transaction') reads += 1
        const value: unknown = Reflect.get(target, name)
        return typeof value === 'function' ? Function.prototype.bind.call(value, target) : value
      },
    })
  const galaxies: Galaxies = {
    ...ctx.galaxies,
    withGalaxy: (galaxyId, work, options) =>
      ctx.galaxies.withGalaxy(galaxyId, (galaxy) => work(counted(galaxy)), options),
  }
  return { ctx: { ...ctx, galaxies }, reads: () => reads }
}

describe('the map of a galaxy', () => {
  it('is read once a version for maps and routes together, also when many ask at once', async () => {
    const user = await makeUser(platform)
    await platform.api(user).space.enter({ region: region.name })
    const { ctx, reads } = countingReads(platform.ctx(user))
    const toSector = region.gateSector === 1 ? 2 : 1
    const [map, again, route] = await Promise.all([
      regionMap(ctx, { region: region.name }),
      regionMap(ctx, { region: region.name }),
      planRoute(ctx, { toSector }),
    ])
    expect(again).toEqual(map)
    expect(route.legs.at(-1)?.name).toBe(map.names[map.ids.indexOf(toSector)])
    await planRoute(ctx, { toSector })
    expect(reads()).toBe(1)
    await getGalaxyMap(ctx, { galaxyId: region.galaxyId ?? '', version: 2 })
    expect(reads()).toBe(2)
  })
})

describe('a kept reading', () => {
  const at = (galaxyId: string, version = 1) => ({ galaxyId, version })

  it('that failed is asked for again', async () => {
    const keep = keepReadings<string>(5)
    const { ctx } = countingReads(platform.ctx())
    const down = keep(ctx, at('a'), () => Promise.reject(new Error('down')))
    await expect(down).rejects.toThrow('down')
    expect(await keep(ctx, at('a'), async () => 'up')).toBe('up')
    expect(await keep(ctx, at('a'), () => Promise.reject(new Error('not asked')))).toBe('up')
  })

  it('that failed late does not take the next version’s away', async () => {
    const keep = keepReadings<string>(5)
    const { ctx } = countingReads(platform.ctx())
    let fail: (error: Error) => void = () => undefined
    const slow = keep(ctx, at('a', 1), () => new Promise((_, reject) => (fail = reject)))
    await keep(ctx, at('a', 2), async () => 'second')
    fail(new Error('late'))
    await expect(slow).rejects.toThrow('late')
    expect(await keep(ctx, at('a', 2), async () => 'third')).toBe('second')
  })

  it('makes room for others when it was not asked for longest', async () => {
    const keep = keepReadings<string>(2)
    const { ctx } = countingReads(platform.ctx())
    await keep(ctx, at('a'), async () => 'a1')
    await keep(ctx, at('b'), async () => 'b1')
    await keep(ctx, at('a'), async () => 'a2')
    await keep(ctx, at('c'), async () => 'c1')
    expect(await keep(ctx, at('a'), async () => 'a3')).toBe('a1')
    expect(await keep(ctx, at('b'), async () => 'b2')).toBe('b2')
  })
})
