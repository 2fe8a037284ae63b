import { and, eq } from 'drizzle-orm'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type GalaxyPool } from '#db/client.ts'
import { localSettings, pilots } from '#db/schema/galaxy/presence.ts'
import { portMarkets } from '#db/schema/galaxy/space.ts'
import { regions } from '#db/schema/platform/regions.ts'
import { shipFigures } from '#server/domain/ships/ship.ts'
import { useGalaxies } from '#server/testing/make-galaxies.ts'
import { type MadeRegion } from '#server/testing/make-region.ts'
import { findMarkets, type FoundMarket } from '#server/testing/make-trader.ts'
import { useTestPlatform } from '#server/testing/test-platform.ts'

const platform = useTestPlatform()
const galaxies = useGalaxies(platform)
let home: MadeRegion
let near: MadeRegion
let far: MadeRegion
let maker: FoundMarket
let user: FoundMarket

beforeAll(async () => {
  await galaxies.makeNexus()
  home = await galaxies.makeLinked()
  near = await galaxies.makeLinked()
  far = await galaxies.makeLinked()
  await galaxies.openBorders(home, near)
  const pair = await pairOf(home, far)
  maker = pair.maker
  user = pair.user
}, 120_000)

/** At noon, so that no price level glides while a test runs. */
beforeEach(async () => {
  const now = await platform.clock.now(platform.db)
  platform.clock.advance((36 * 3_600_000 - (now.getTime() % 86_400_000)) % 86_400_000)
})

/** A port that makes a good here, full and so cheap, and one there that uses it, empty and so dear. */
async function pairOf(
  one: MadeRegion,
  other: MadeRegion,
): Promise<{ maker: FoundMarket; user: FoundMarket }> {
  const here = await galaxies.galaxyOf(one.region)
  const there = await galaxies.galaxyOf(other.region)
  for (const offered of await findMarkets(here, { role: 'sells' })) {
    const [wanted] = await findMarkets(there, { role: 'buys', commodity: offered.commodity })
    if (!wanted) continue
    const [row] = await here.select().from(portMarkets).where(isMarket(offered))
    await setStock(here, offered, row?.capacity ?? 0)
    await setStock(there, wanted, 0)
    return { maker: offered, user: wanted }
  }
  throw new Error('one region makes what the other uses')
}

const isMarket = ({ portId, commodity }: FoundMarket) =>
  and(eq(portMarkets.portId, portId), eq(portMarkets.commodity, commodity))

const setStock = async (db: GalaxyPool, market: FoundMarket, stock: number) =>
  db
    .update(portMarkets)
    .set({ stock, stockRemainder: 0, stockAt: await platform.clock.now(platform.db) })
    .where(isMarket(market))

const putIn = (db: GalaxyPool, userId: string, sectorId: number) =>
  db.update(pilots).set({ sectorId, docked: false }).where(eq(pilots.userId, userId))

type Traveller = Awaited<ReturnType<typeof galaxies.makeTraveller>>

async function travelTo(traveller: Traveller, from: MadeRegion, to: MadeRegion) {
  await putIn(await galaxies.galaxyOf(from.region), traveller.userId, from.region.gateSector ?? 0)
  await traveller.depart('nexus')
  await traveller.arrive()
  const hub = await platform.galaxy(await galaxies.nexusId())
  await putIn(hub, traveller.userId, to.region.nexusWarpGateSector ?? 0)
  await traveller.depart(to.region.name)
  await traveller.arrive()
}

/** A pilot of the far region who has seen its dear port, and is beside the cheap one at home. */
async function makeCarrier(): Promise<Traveller> {
  const traveller = await galaxies.makeTraveller(far)
  await setStock(await galaxies.galaxyOf(far.region), user, 0)
  await traveller.putAt(user)
  const [warp] = (await traveller.api.space.mySector())?.warps ?? []
  await traveller.api.space.move({ toSector: warp?.sectorId ?? 0 })
  await travelTo(traveller, far, home)
  const here = await galaxies.galaxyOf(home.region)
  await putIn(here, traveller.userId, maker.sectorId)
  return traveller
}

const planOf = async ({ api }: Traveller, more: { lowestSecurity?: number } = {}) => {
  const found = await api.trade.across({ to: far.region.name, commodity: maker.commodity, ...more })
  const trade = found.trades.find(({ from, to }) => from.portId === maker.portId && to.portId === user.portId)
  return { ...found, trade }
}

describe('a trade across a gate', () => {
  it('brings what was planned if the stock is as assumed: both orders, berths, fares and tolls', async () => {
    const carrier = await makeCarrier()
    const there = await galaxies.galaxyOf(far.region)
    const { trade } = await planOf(carrier)
    if (!trade) throw new Error('the way pays: one port is full, the other empty')
    const purseIn = async (made: MadeRegion) =>
      Number((await galaxies.presenceIn(await galaxies.galaxyOf(made.region), carrier.userId))?.purse)
    const before = await purseIn(home)

    expect(await carrier.buy(maker, trade.quantity, trade.cost)).toMatchObject({ outcome: 'filled' })
    await travelTo(carrier, home, far)
    await setStock(there, user, trade.to.stock)
    await putIn(there, carrier.userId, user.sectorId)
    expect(await carrier.sell(user, trade.quantity, trade.proceeds)).toMatchObject({ outcome: 'filled' })
    expect((await purseIn(far)) - before).toBe(trade.profit)
    expect(trade.passages).toBe(130)
    expect(trade.profit).toBe(trade.proceeds - trade.cost - trade.berthFees - trade.passages)
    expect(trade).toMatchObject({ minutes: 6, gate: home.region.gateSector })
  })

  it('counts the turns of all ways, dockings and passages', async () => {
    const carrier = await makeCarrier()
    const { trade } = await planOf(carrier)
    const toGate = await carrier.api.space.route({ toSector: home.region.gateSector ?? 0 })
    const [journey] = (await carrier.api.travel.journeys({ to: far.region.name })).journeys
    await travelTo(carrier, home, far)
    const onward = await carrier.api.space.route({ toSector: user.sectorId })
    // A newcomer’s first docking is free.
    const { dockingTurns } = shipFigures({ hull: 'pathfinder', modules: [], damageBp: 0 })
    expect(toGate.turns).toBeLessThanOrEqual(journey?.turns ?? 0)
    expect(trade?.turns).toBe((journey?.turns ?? 0) + onward.turns + dockingTurns)
  })

  it('is found only where tax, status and security let one pass, and among ports that one knows', async () => {
    const carrier = await makeCarrier()
    const stranger = await galaxies.makeTraveller(home)
    expect(await planOf(stranger)).toMatchObject({ knownPortsThere: 0, trades: [] })
    expect((await planOf(carrier)).trade).toBeDefined()
    expect((await planOf(carrier, { lowestSecurity: 10 })).trade).toBeUndefined()

    const there = await galaxies.galaxyOf(far.region)
    const [law] = await there.select().from(localSettings)
    const settings = { ...law?.settings, taxRateBp: 2_500 }
    const untaxed = (await planOf(carrier)).trade?.proceeds ?? 0
    await there.update(localSettings).set({ settings })
    expect((await planOf(carrier)).trade?.proceeds ?? 0).toBeLessThan(untaxed)
    await there.update(localSettings).set({ settings: law?.settings ?? {} })

    await platform.db.update(regions).set({ status: 'suspended' }).where(eq(regions.id, far.region.id))
    await expect(planOf(carrier)).rejects.toMatchObject({ cause: { reason: 'region-not-open' } })
    await platform.db.update(regions).set({ status: 'active' }).where(eq(regions.id, far.region.id))
  })

  it('goes over open borders, to and from the Nexus, never within one galaxy', async () => {
    const carrier = await makeCarrier()
    const beside = await carrier.api.trade.across({ to: near.region.name })
    expect(beside).toMatchObject({ there: { ref: near.region.name }, knownPortsThere: 0 })
    const hub = await carrier.api.trade.across({ to: 'nexus' })
    expect(hub.there).toEqual({ ref: 'nexus', displayName: 'Central Nexus' })
    await expect(carrier.api.trade.across({ to: home.region.name })).rejects.toMatchObject({
      code: 'CONFLICT',
      cause: { reason: 'same-place' },
    })
    await expect(carrier.api.trade.across({ to: 'nowhere' })).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(platform.api().trade.across({ to: 'nexus' })).rejects.toMatchObject({
      code: 'UNAUTHORIZED',
    })
  })
})
