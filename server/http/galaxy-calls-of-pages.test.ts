import { beforeAll, describe, expect, it } from 'vitest'
import { createGalaxyApi, type GalaxyCall } from '../galaxy/galaxy-api.ts'
import { type Galaxies } from '../galaxies/galaxies.ts'
import { forgetSharedReadings } from '../services/shared-reading.ts'
import { createHttpClient } from '../testing/http-client.ts'
import { usePages } from '../testing/pages-build.ts'
import { useTestShop } from '../testing/test-shop.ts'
import { addressIn, cookieOf, makeWorldOfPages, type WorldOfPages } from '../testing/world-of-pages.ts'

const shop = useTestShop()
const pages = usePages()
const { platform } = shop

let asked: { galaxyId: string; name: GalaxyCall }[] = []

/** The platform's galaxies, whose calls are counted. */
const counted = (galaxies: Galaxies): Galaxies => ({
  ...galaxies,
  apiFor: (galaxyId, options) => {
    const api = galaxies.apiFor(galaxyId, options)
    return createGalaxyApi((name, input) => {
      asked.push({ galaxyId, name })
      return api[name](input)
    })
  },
})

const CALLS_OF_PAGES = [
  ...[
    'countSince',
    'findTrades',
    'getCharted',
    'getDistrict',
    'getLog',
    'getMap',
    'getMarketHistory',
    'getNexusStats',
    'getOdds',
    'getPurse',
    'getSector',
    'getShip',
    'getStats',
    'getTradeStatistics',
    'getTreasuryFlow',
  ],
  ...['getTreasuryLedger', 'getTreasuryOrders', 'listContracts', 'listDistricts', 'listPrices', 'listTrades'],
  'measureWays',
  'readNotebook',
  'surveyDemand',
  'surveyOffers',
]

/** The route of addresses that no other route has. */
const NOWHERE = '/*'

/** Pages that show something else when they are asked for it. */
const ALSO = [
  ...['/play?to=2', '/play?to=2&security=3&peaceful=yes', '/play?port=:port&good=:good&side=buy&quantity=2'],
  ...['/play/prices?good=:good', '/play/computer?good=:good', '/play/compare?a=:port&b=:port'],
  ...['/play/contracts?page=2', '/play/orders?after=0-1', '/play/log?after=0-1', '/pilots?by=contracts'],
  ...['/governor/:region/trade?good=:good&range=7d', '/nexus/council/treasury?range=7d'],
  ...['/regions?view=table', '/regions/nexus/map', '/map-data/nexus'],
]
/** A way between galaxies is asked of those that it leads through. */
const JOURNEYS = [
  '/play/journey?to=nexus',
  '/play/journey?to=:region&security=2',
  '/play/computer?to=:region',
  '/play/computer?to=nexus',
]

describe('a page', () => {
  let world: WorldOfPages
  beforeAll(async () => {
    world = await makeWorldOfPages(shop)
  }, 300_000)

  it('makes at most one call, or one of each galaxy that a journey leads through, whoever looks at it', async () => {
    const client = createHttpClient(platform, {}, { build: pages.build, galaxies: counted })
    const visitors = {
      stranger: '',
      citizen: await cookieOf(platform, world.citizen),
      admin: await cookieOf(platform, world.admin),
    }
    const paths = [...(await pages.paths()), ...ALSO, ...JOURNEYS]
    const several: string[] = []
    const shown = new Set<string>()
    const everAsked = new Set<GalaxyCall>()
    for (const path of paths)
      for (const [visitor, cookie] of Object.entries(visitors)) {
        // As if nobody had looked just before.
        forgetSharedReadings(platform.ctx())
        asked = []
        const { status } = await client.request(addressIn(world, path), {
          headers: { accept: 'text/html', ...(cookie ? { cookie } : {}) },
        })
        if (status < 400) shown.add(path)
        const allowed = JOURNEYS.includes(path) ? new Set(asked.map(({ galaxyId }) => galaxyId)).size : 1
        const names = asked.map(({ name }) => name)
        if (names.length > allowed) several.push(`${path} for the ${visitor}: ${names.join(', ')}`)
        for (const name of names) everAsked.add(name)
      }
    expect(several).toEqual([])
    expect(paths.filter((path) => !shown.has(path))).toEqual([NOWHERE])
    // Otherwise nothing was counted at all.
    expect([...everAsked].sort()).toEqual(CALLS_OF_PAGES)
  }, 300_000)
})
