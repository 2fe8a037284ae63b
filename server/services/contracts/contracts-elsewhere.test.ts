import { beforeAll, expect, it } from 'vitest'
import { type GalaxyPool } from '#db/client.ts'
import { makeShortage } from '#server/testing/contract-steps.ts'
import { useGalaxies } from '#server/testing/make-galaxies.ts'
import { type MadeRegion } from '#server/testing/make-region.ts'
import { findMarkets } from '#server/testing/make-trader.ts'
import { useTestPlatform } from '#server/testing/test-platform.ts'

const platform = useTestPlatform()
const travel = useGalaxies(platform)
let home: MadeRegion
let atHome: GalaxyPool
let hub: GalaxyPool

beforeAll(async () => {
  hub = await platform.galaxy(await travel.makeNexus())
  home = await travel.makeLinked()
  atHome = await travel.galaxyOf(home.region)
}, 120_000)

async function post(galaxy: GalaxyPool, many: number, first = 0): Promise<string[]> {
  const markets = (await findMarkets(galaxy, { role: 'buys' })).slice(first, first + many)
  const ids = []
  for (const market of markets) ids.push(await makeShortage(platform, galaxy, market))
  return ids
}

it('three at a time hold in all galaxies together, until those left behind are due or the pilot is back', async () => {
  const traveller = await travel.makeTraveller(home)
  const { contracts } = traveller.api
  const take = (ids: string[], n: number) => contracts.take({ contractId: ids[n] ?? '' })
  const counts = async () => (await contracts.list({})).counts
  const mine = await post(atHome, 3)
  await take(mine, 0)
  await take(mine, 1)
  expect(await counts()).toMatchObject({ open: 2, elsewhere: 0 })

  await traveller.depart('nexus')
  await traveller.arrive()
  const there = await post(hub, 3)
  expect(await counts()).toMatchObject({ open: 2, elsewhere: 2, takenToday: 2 })
  await take(there, 0)
  await expect(take(there, 1)).rejects.toMatchObject({ cause: { reason: 'too-many-open' } })
  expect(await counts()).toMatchObject({ open: 3, elsewhere: 2 })

  // Back home those of this galaxy are given back like any other; that of the Nexus waits.
  await traveller.depart(home.region.name)
  await traveller.arrive()
  expect(await counts()).toMatchObject({ open: 3, elsewhere: 1 })
  await expect(take(mine, 2)).rejects.toMatchObject({ cause: { reason: 'too-many-open' } })
  await contracts.giveUp({ contractId: mine[0] ?? '' })
  await take(mine, 2)
  await expect(take(mine, 0)).rejects.toMatchObject({ cause: { reason: 'too-many-open' } })

  platform.clock.advance(48 * 3_600_000)
  expect(await counts()).toMatchObject({ open: 0, elsewhere: 0 })
  // Also while nobody has opened the day that ends them.
  const [fresh = ''] = await post(atHome, 1, 3)
  await contracts.take({ contractId: fresh })
}, 60_000)
