import { beforeAll, describe, expect, it } from 'vitest'
import { type GalaxyPool } from '#db/client.ts'
import { MAX_NOTES } from '#server/domain/trade/price-watch.ts'
import { makeRegion } from '#server/testing/make-region.ts'
import { findTrade, makeTrader, type FoundMarket, type MadeTrader } from '#server/testing/make-trader.ts'
import { useTestPlatform } from '#server/testing/test-platform.ts'
import { type RegionRow } from '../regions/region-rows.ts'

const platform = useTestPlatform()
let region: RegionRow
let galaxy: GalaxyPool
let maker: FoundMarket
let user: FoundMarket

beforeAll(async () => {
  region = (await makeRegion(platform, { withGalaxy: true })).region
  galaxy = await platform.galaxy(region.galaxyId ?? '')
  const trade = await findTrade(galaxy)
  maker = trade.maker
  user = trade.user
})

/** A pilot beside the maker, and what a lot costs there. */
async function atMaker(): Promise<{ pilot: MadeTrader; net: number }> {
  const pilot = await makeTrader(platform, region)
  await pilot.putAt(maker)
  const { markets } = await pilot.api.trade.prices()
  const port = markets.find((market) => market.port.id === maker.portId)?.port
  const net = port?.board.find(({ commodity }) => commodity === maker.commodity)?.offer?.net
  if (net === undefined) throw new Error('the maker has a lot')
  return { pilot, net }
}
const market = ({ portId, commodity }: FoundMarket) => ({ portId, commodity })
const alertsOf = async ({ api }: MadeTrader) =>
  (await api.space.mySector({ pilotsPage: 1 }))?.alerts.map(({ commodity, net, limit }) => ({
    commodity,
    net,
    limit,
  }))

describe('a watched price', () => {
  it('is told of in sight at its limit or better, and not before', async () => {
    const { pilot, net } = await atMaker()
    expect(await alertsOf(pilot)).toEqual([])
    await pilot.api.trade.watch({ ...market(maker), limit: net - 1 })
    expect(await alertsOf(pilot)).toEqual([])
    expect((await pilot.api.trade.notebook()).watches).toMatchObject([
      { ...market(maker), isMet: false, market: { net } },
    ])
    await pilot.api.trade.watch({ ...market(maker), limit: net })
    expect(await alertsOf(pilot)).toEqual([{ commodity: maker.commodity, net, limit: net }])
    expect((await pilot.api.trade.notebook()).watches).toMatchObject([{ limit: net, isMet: true }])
  })

  it('is forgotten when its pilot says so', async () => {
    const { pilot, net } = await atMaker()
    await pilot.api.trade.watch({ ...market(maker), limit: net })
    await pilot.api.trade.watch({ ...market(maker), limit: null })
    expect(await alertsOf(pilot)).toEqual([])
    expect((await pilot.api.trade.notebook()).watches).toEqual([])
  })

  it('is nobody else’s', async () => {
    const { pilot, net } = await atMaker()
    await pilot.api.trade.watch({ ...market(maker), limit: net })
    const { pilot: other } = await atMaker()
    expect(await alertsOf(other)).toEqual([])
    expect((await other.api.trade.notebook()).watches).toEqual([])
  })

  it('must be of a market that the pilot knows', async () => {
    const { pilot } = await atMaker()
    const unknown = { portId: 2_000_000, commodity: maker.commodity, limit: 10 }
    await expect(pilot.api.trade.watch(unknown)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(pilot.api.trade.watch({ ...market(maker), limit: 0 })).rejects.toMatchObject({
      code: 'BAD_REQUEST',
    })
  })

  it('is one of twenty at most, also for those who ask at once', async () => {
    const { pilot } = await atMaker()
    const { markets } = await pilot.api.trade.prices()
    const all = markets.flatMap(({ port }) =>
      port.board.map(({ commodity }) => ({ portId: port.id, commodity })),
    )
    expect(all.length).toBeGreaterThan(MAX_NOTES)
    const set = await Promise.allSettled(
      all.slice(0, MAX_NOTES + 4).map((one) => pilot.api.trade.watch({ ...one, limit: 5 })),
    )
    const refused = set
      .filter((one) => one.status === 'rejected')
      .map((one) => one.reason as { cause?: unknown })
    expect(refused.map(({ cause }) => cause)).toEqual(
      Array(4).fill(expect.objectContaining({ reason: 'too-many' })),
    )
    expect((await pilot.api.trade.notebook()).watches).toHaveLength(MAX_NOTES)
  })
})

describe('a saved trade', () => {
  it('is worked out for the ship as it is, until it is removed', async () => {
    const { pilot } = await atMaker()
    const [best] = (await pilot.api.trade.ideas({})).trades
    if (!best) throw new Error('there is a trade')
    const trade = { fromPort: best.from.portId, toPort: best.to.portId, commodity: best.commodity }
    await pilot.api.trade.saveRoute({ ...trade, saved: true })
    await pilot.api.trade.saveRoute({ ...trade, saved: true })
    const { routes } = await pilot.api.trade.notebook()
    expect(routes).toMatchObject([
      { ...trade, trade: { profit: best.profit, turns: best.turns, quantity: best.quantity } },
    ])
    await pilot.api.trade.saveRoute({ ...trade, saved: false })
    expect((await pilot.api.trade.notebook()).routes).toEqual([])
  })

  it('leads from a port that sells the good to one that buys it, both known', async () => {
    const { pilot } = await atMaker()
    const trade = { fromPort: maker.portId, toPort: 2_000_000, commodity: maker.commodity, saved: true }
    await expect(pilot.api.trade.saveRoute(trade)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(
      pilot.api.trade.saveRoute({ ...trade, fromPort: user.portId, toPort: maker.portId }),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(pilot.api.trade.saveRoute({ ...trade, toPort: maker.portId })).rejects.toMatchObject({
      code: 'BAD_REQUEST',
    })
  })
})
