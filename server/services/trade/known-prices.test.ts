import { eq, sql } from 'drizzle-orm'
import { beforeAll, describe, expect, it } from 'vitest'
import { rememberedPorts } from '#db/schema/galaxy/memory.ts'
import { pilots, ships } from '#db/schema/galaxy/presence.ts'
import { type GalaxyPool } from '#db/client.ts'
import { createWarpGraph, findRoute } from '#server/domain/galaxy/route-finding.ts'
import { warps } from '#db/schema/galaxy/space.ts'
import { REMEMBERED_DAYS, REMEMBERED_PORTS } from '#server/domain/trade/remembered-market.ts'
import { makeRegion } from '#server/testing/make-region.ts'
import { findTrade, makeTrader, type FoundMarket, type MadeTrader } from '#server/testing/make-trader.ts'
import { makeUser } from '#server/testing/make-user.ts'
import { useTestPlatform } from '#server/testing/test-platform.ts'
import { type RegionRow } from '../regions/region-rows.ts'

const platform = useTestPlatform()
let region: RegionRow
let galaxy: GalaxyPool
let maker: FoundMarket

beforeAll(async () => {
  region = (await makeRegion(platform, { withGalaxy: true })).region
  galaxy = await platform.galaxy(region.galaxyId ?? '')
  maker = (await findTrade(galaxy)).maker
})

const priceAt = async ({ api }: MadeTrader, { portId, commodity }: FoundMarket) => {
  const market = (await api.trade.prices()).markets.find(({ port }) => port.id === portId)
  const line = market?.port.board.find((one) => one.commodity === commodity)
  return market && line
    ? { seenAt: market.seenAt, isLive: market.isLive, stock: line.stock, net: line.offer?.net }
    : null
}

/** Flies to the sector that is farthest from the maker. */
async function flyAway(trader: MadeTrader): Promise<void> {
  const graph = createWarpGraph(await galaxy.select().from(warps))
  const [farthest] = (await trader.api.space.map({ region: region.name })).ids
    .map((sectorId) => ({ sectorId, route: findRoute(graph, maker.sectorId, sectorId) }))
    .sort((a, b) => (b.route?.turns ?? 0) - (a.route?.turns ?? 0))
  for (const { sectorId } of farthest?.route?.legs ?? []) await trader.api.space.move({ toSector: sectorId })
}

describe('the prices that a pilot knows', () => {
  it('are live in sight, then what they were at the last sight, with its moment', async () => {
    const pilot = await makeTrader(platform, region)
    const rival = await makeTrader(platform, region)
    await pilot.putAt(maker)
    await pilot.buy(maker, 5)
    const live = await priceAt(pilot, maker)
    expect(live).toMatchObject({ isLive: true })
    await flyAway(pilot)
    const remembered = await priceAt(pilot, maker)
    expect(remembered).toMatchObject({ isLive: false })
    expect(Math.abs((remembered?.stock ?? 0) - (live?.stock ?? 0))).toBeLessThanOrEqual(1)

    await rival.putAt(maker)
    await rival.buy(maker, 30)
    platform.clock.advance(3_600_000)
    expect(await priceAt(pilot, maker)).toEqual(remembered)
    await pilot.putAt(maker)
    const again = await priceAt(pilot, maker)
    expect(again).toMatchObject({ isLive: true })
    expect(Date.parse(again?.seenAt ?? '')).toBeGreaterThan(Date.parse(remembered?.seenAt ?? ''))
    platform.clock.set(0)
  })

  it('reach two turns farther with a scanner', async () => {
    const pilot = await makeTrader(platform, region)
    const farthest = async () => {
      const { markets } = await pilot.api.trade.prices()
      return markets.filter(({ isLive }) => isLive).map(({ turns }) => turns ?? 99)
    }
    const without = await farthest()
    await galaxy
      .update(ships)
      .set({ modules: ['scanner'] })
      .where(eq(ships.userId, pilot.user.userId))
    const scanned = await farthest()
    expect(Math.max(...without)).toBeLessThanOrEqual(3)
    expect(Math.max(...scanned)).toBeLessThanOrEqual(5)
    expect(scanned.length).toBeGreaterThan(without.length)
  })

  it('are not written by looking, and belong to who saw them', async () => {
    const pilot = await makeTrader(platform, region)
    await pilot.api.trade.prices()
    await pilot.api.trade.markets()
    await pilot.api.space.mySector()
    const kept = () => galaxy.$count(rememberedPorts, eq(rememberedPorts.userId, pilot.user.userId))
    expect(await kept()).toBe(0)
    await flyOn(pilot)
    expect(await kept()).toBeGreaterThan(0)
    const stranger = await makeTrader(platform, region)
    expect((await stranger.api.trade.prices()).markets.every(({ isLive }) => isLive)).toBe(true)
    await expect(platform.api().trade.prices()).rejects.toMatchObject({ code: 'UNAUTHORIZED' })
    await expect(platform.api(await makeUser(platform)).trade.prices()).rejects.toMatchObject({
      cause: { reason: 'not-present' },
    })
  })

  it('are forgotten when they are old or too many, the oldest first', async () => {
    const pilot = await makeTrader(platform, region)
    const { userId } = pilot.user
    const now = await platform.clock.now(galaxy)
    const [last] = await galaxy.select({ id: sql<number>`max(id)::int` }).from(sql`ports`)
    const before = (hours: number) => new Date(now.getTime() - hours * 3_600_000)
    const old = Array.from({ length: REMEMBERED_PORTS + 20 }, (_, n) => ({
      ...{ userId, portId: (last?.id ?? 0) + n + 1, markets: [] },
      seenAt: n === 0 ? before(REMEMBERED_DAYS * 24 + 1) : before(1 + n / 10),
    }))
    await galaxy.insert(rememberedPorts).values(old)
    await flyOn(pilot)
    const kept = await galaxy.select().from(rememberedPorts).where(eq(rememberedPorts.userId, userId))
    expect(kept.length).toBe(REMEMBERED_PORTS)
    const ids = kept.map(({ portId }) => portId)
    expect(ids).not.toContain(old[0]?.portId)
    expect(ids).not.toContain(old.at(-1)?.portId)
    expect(ids).toContain(old[1]?.portId)
    expect(await galaxy.$count(pilots, eq(pilots.userId, userId))).toBe(1)
  })
})

async function flyOn({ api }: MadeTrader): Promise<void> {
  const [way] = (await api.space.mySector())?.warps ?? []
  await api.space.move({ toSector: way?.sectorId ?? 0 })
}
