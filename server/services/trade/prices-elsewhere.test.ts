import { eq } from 'drizzle-orm'
import { beforeAll, describe, expect, it } from 'vitest'
import { regions } from '#db/schema/platform/regions.ts'
import { COPIED_PRICES } from '#server/domain/trade/copied-prices.ts'
import { REMEMBERED_DAYS } from '#server/domain/trade/remembered-market.ts'
import { DAY_MS } from '#server/domain/utc-day.ts'
import { useGalaxies } from '#server/testing/make-galaxies.ts'
import { type MadeRegion } from '#server/testing/make-region.ts'
import { findTrade, type FoundMarket } from '#server/testing/make-trader.ts'
import { makeUser } from '#server/testing/make-user.ts'
import { useTestPlatform } from '#server/testing/test-platform.ts'

const platform = useTestPlatform()
const galaxies = useGalaxies(platform)
let home: MadeRegion
let maker: FoundMarket

beforeAll(async () => {
  await galaxies.makeNexus()
  home = await galaxies.makeLinked({ name: 'home-port', displayName: 'Home Port' })
  maker = (await findTrade(await galaxies.galaxyOf(home.region))).maker
}, 120_000)

/** A newcomer who has seen the maker's port and is at the gate. */
async function makeWitness() {
  const pilot = await galaxies.makeTraveller(home)
  await pilot.putAt(maker)
  const live = lineOf((await pilot.api.trade.prices()).markets)
  const [next] = (await pilot.api.space.mySector())?.warps ?? []
  await pilot.api.space.move({ toSector: next?.sectorId ?? 0 })
  await pilot.putAt({ sectorId: home.region.gateSector ?? 0 })
  return { ...pilot, live }
}
type Known = { port: { id: number; board: { commodity: string; stock: number }[] }; isLive: boolean }[]
const lineOf = (markets: Known) => {
  const market = markets.find(({ port }) => port.id === maker.portId)
  const line = market?.port.board.find(({ commodity }) => commodity === maker.commodity)
  return market && line ? { isLive: market.isLive, stock: line.stock } : null
}

describe('prices that a pilot remembers when they leave a galaxy', () => {
  it('go along, are as they were seen, and are remembered on the way, elsewhere and at home again', async () => {
    const pilot = await makeWitness()
    expect((await pilot.api.trade.pricesElsewhere()).places).toEqual([])
    await pilot.depart('nexus')
    const onTheWay = (await pilot.api.trade.pricesElsewhere()).places
    await pilot.arrive()
    const { places } = await pilot.api.trade.pricesElsewhere()
    expect(places).toEqual(onTheWay)
    expect(places).toMatchObject([{ ref: 'home-port', displayName: 'Home Port' }])
    const ports = places[0]?.ports ?? []
    const seen = ports.find(({ portId }) => portId === maker.portId)
    const line = seen?.goods.find(({ commodity }) => commodity === maker.commodity)
    expect(line).toMatchObject({ role: 'sells' })
    expect(Math.abs((line?.stock ?? 0) - (pilot.live?.stock ?? 0))).toBeLessThanOrEqual(1)
    expect(line?.midPrice).toBeGreaterThan(0)
    expect(ports.flatMap(({ goods }) => goods).length).toBeLessThanOrEqual(COPIED_PRICES)
    // What the ship saw from the gate, which it left last, is the newest.
    expect(Date.parse(ports[0]?.seenAt ?? '')).toBe(Date.parse(places[0]?.leftAt ?? ''))

    // Somebody else changes the price: a memory does not follow.
    const rival = await galaxies.makeTraveller(home)
    await rival.putAt(maker)
    await rival.buy(maker, 20)
    expect((await pilot.api.trade.pricesElsewhere()).places).toEqual(places)

    await pilot.depart('home-port')
    await pilot.arrive()
    const again = await pilot.api.trade.pricesElsewhere()
    expect(again.places.map(({ ref }) => ref)).toEqual(['nexus'])
    const known = (await pilot.api.trade.prices()).markets
    expect(known.map(({ port }) => port.id)).toContain(maker.portId)
  })

  it('are nobody else’s, and need no galaxy: also of a suspended region, but not of one that is gone', async () => {
    const pilot = await makeWitness()
    await pilot.depart('nexus')
    await pilot.arrive()
    const stranger = await galaxies.makeTraveller(home)
    expect((await stranger.api.trade.pricesElsewhere()).places).toEqual([])
    const placesWhile = async (status: 'suspended' | 'archived' | 'active') => {
      await platform.db.update(regions).set({ status }).where(eq(regions.id, home.region.id))
      return (await pilot.api.trade.pricesElsewhere()).places.length
    }
    expect(await placesWhile('suspended')).toBe(1)
    expect(await placesWhile('archived')).toBe(0)
    expect(await placesWhile('active')).toBe(1)
  })

  it('are forgotten after ten days, as in the galaxy itself', async () => {
    const pilot = await makeWitness()
    await pilot.depart('nexus')
    await pilot.arrive()
    const before = platform.clock.offsetMs()
    platform.clock.advance(REMEMBERED_DAYS * DAY_MS - 3_600_000)
    expect((await pilot.api.trade.pricesElsewhere()).places).toHaveLength(1)
    platform.clock.advance(2 * 3_600_000)
    expect((await pilot.api.trade.pricesElsewhere()).places).toEqual([])
    platform.clock.set(before)
  })

  it('are for those who are signed in', async () => {
    await expect(platform.api().trade.pricesElsewhere()).rejects.toMatchObject({ code: 'UNAUTHORIZED' })
    const { places } = await platform.api(await makeUser(platform)).trade.pricesElsewhere()
    expect(places).toEqual([])
  })
})
