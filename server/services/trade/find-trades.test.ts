import { beforeAll, describe, expect, it } from 'vitest'
import { type GalaxyPool } from '#db/client.ts'
import { makeRegion } from '#server/testing/make-region.ts'
import { findMarkets, makeTrader } from '#server/testing/make-trader.ts'
import { makeUser } from '#server/testing/make-user.ts'
import { useTestPlatform } from '#server/testing/test-platform.ts'
import { type RegionRow } from '../regions/region-rows.ts'

const platform = useTestPlatform()
let region: RegionRow
let galaxy: GalaxyPool

beforeAll(async () => {
  region = (await makeRegion(platform, { withGalaxy: true })).region
  galaxy = await platform.galaxy(region.galaxyId ?? '')
})

describe('the trade computer', () => {
  it('finds a trade that brings exactly what it says', async () => {
    const pilot = await makeTrader(platform, region)
    const ideas = await pilot.api.trade.ideas({})
    const [best] = ideas.trades
    if (!best) throw new Error('a gate has ports in sight that trade with each other')
    expect(ideas).toMatchObject({ freeHolds: 40, purse: 1_000 })
    const market = ({ portId, sectorId }: typeof best.from) => ({
      portId,
      sectorId,
      commodity: best.commodity,
    })
    await pilot.putAt(best.from)
    const { stamps } = await pilot.api.trade.quote({
      ...{ portId: best.from.portId, commodity: best.commodity, side: 'buy', quantity: best.quantity },
    })
    expect(ideas.stamps).toEqual({ map: stamps.map, law: stamps.law })
    const bought = await pilot.buy({ ...market(best.from), role: 'sells' }, best.quantity)
    await pilot.putAt(best.to)
    const sold = await pilot.sell({ ...market(best.to), role: 'buys' }, best.quantity)
    expect([bought, sold]).toMatchObject([
      { outcome: 'filled', receipt: { net: best.cost } },
      { outcome: 'filled', receipt: { net: best.proceeds } },
    ])
    expect(best.profit).toBe(best.proceeds - best.cost - best.berthFees)
  })

  it('knows only ports that the pilot knows, and looks at one good if asked', async () => {
    const pilot = await makeTrader(platform, region)
    const { markets } = await pilot.api.trade.prices()
    const known = new Set(markets.map(({ port }) => port.id))
    const { trades, knownPorts } = await pilot.api.trade.ideas({})
    expect(knownPorts).toBe(known.size)
    expect(known.size).toBeLessThan(
      new Set((await findMarkets(galaxy, { role: 'sells' })).map(({ portId }) => portId)).size,
    )
    for (const { from, to } of trades)
      expect([known.has(from.portId), known.has(to.portId)]).toEqual([true, true])
    const good = trades[0]?.commodity
    if (!good) throw new Error('there is a trade')
    const ofOne = await pilot.api.trade.ideas({ commodity: good })
    expect(ofOne.trades[0]).toMatchObject({ profit: trades[0]?.profit, turns: trades[0]?.turns })
    expect(new Set(ofOne.trades.map(({ commodity }) => commodity))).toEqual(new Set([good]))
  })

  it('offers nothing to a full hold', async () => {
    const pilot = await makeTrader(platform, region)
    const [best] = (await pilot.api.trade.ideas({})).trades
    if (!best) throw new Error('there is a trade')
    await pilot.putAt(best.from)
    await pilot.buy(
      { portId: best.from.portId, sectorId: best.from.sectorId, commodity: best.commodity, role: 'sells' },
      best.quantity,
    )
    const { freeHolds, trades } = await pilot.api.trade.ideas({})
    expect(freeHolds).toBe(40 - best.quantity)
    for (const { quantity } of trades) expect(quantity).toBeLessThanOrEqual(freeHolds)
  })

  it('is refused to those who have not begun', async () => {
    const user = await makeUser(platform)
    await expect(platform.api(user).trade.ideas({})).rejects.toMatchObject({ code: 'CONFLICT' })
  })
})
