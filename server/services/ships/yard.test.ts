import { randomUUID } from 'node:crypto'
import { eq, inArray } from 'drizzle-orm'
import { beforeAll, describe, expect, it } from 'vitest'
import { type GalaxyPool } from '#db/client.ts'
import { ledgerAccounts, ledgerPostings } from '#db/schema/galaxy/ledger.ts'
import { pilots, shipCargo, ships } from '#db/schema/galaxy/presence.ts'
import { ports } from '#db/schema/galaxy/space.ts'
import { yardOrders } from '#db/schema/galaxy/yard.ts'
import { regions } from '#db/schema/platform/regions.ts'
import { balanceOf } from '#server/galaxy/ledger-account.ts'
import { makeRegion } from '#server/testing/make-region.ts'
import { makeTrader } from '#server/testing/make-trader.ts'
import { makeUser } from '#server/testing/make-user.ts'
import { useTestPlatform } from '#server/testing/test-platform.ts'
import { type RegionRow } from '../regions/region-rows.ts'

const platform = useTestPlatform()
let region: RegionRow
let galaxy: GalaxyPool
let hub: Yard
let foundry: Yard
let mine: Yard

type Yard = { id: number; sectorId: number }

beforeAll(async () => {
  region = (await makeRegion(platform, { withGalaxy: true })).region
  galaxy = await platform.galaxy(region.galaxyId ?? '')
  const [one, two, three] = await galaxy.select().from(ports).limit(3)
  if (!one || !two || !three) throw new Error('a region has three ports')
  ;[hub, foundry, mine] = [one, two, three]
  for (const [port, portClass] of [
    [hub, 'trade_hub'],
    [foundry, 'foundry'],
    [mine, 'mining_station'],
  ] as const)
    await galaxy.update(ports).set({ portClass }).where(eq(ports.id, port.id))
})

/** A pilot at a yard with this purse, who has docked before. */
async function customer(at: Yard, { purse = 1_000_000, renown = 0 } = {}) {
  const pilot = await makeTrader(platform, region)
  const { userId } = pilot.user
  await pilot.putAt(at)
  await galaxy.update(pilots).set({ highestRenown: renown, hasDocked: true }).where(eq(pilots.userId, userId))
  await galaxy.update(ledgerAccounts).set({ balance: purse }).where(eq(ledgerAccounts.ownerId, userId))
  type Wish = Omit<Parameters<typeof pilot.api.ships.order>[0], 'orderId' | 'portId' | 'highestCost'>
  return {
    ...pilot,
    order: (wish: Wish, { orderId = randomUUID(), portId = at.id, highestCost = 1_000_000 } = {}) =>
      pilot.api.ships.order({ ...wish, orderId, portId, highestCost }),
    shipRow: async () => (await galaxy.select().from(ships).where(eq(ships.userId, userId)))[0],
    purse: () => balanceOf(galaxy, 'purse', userId),
  }
}

const HAULER = { kind: 'hull', hull: 'hauler' } as const

describe('the nearest yards', () => {
  it('are one of each class elsewhere, with the turns that the route there takes, the nearest first', async () => {
    const pilot = await customer(mine)
    const { nearestYards, yards } = await pilot.api.ships.mine()
    expect(yards).toEqual([])
    expect(nearestYards.map(({ portClass }) => portClass).sort()).toEqual(['foundry', 'trade_hub'])
    const turns = nearestYards.map((yard) => yard.turns)
    expect(turns).toEqual([...turns].sort((a, b) => a - b))
    for (const yard of nearestYards) {
      const route = await pilot.api.space.route({ toSector: yard.sectorId })
      expect(route.turns).toBe(yard.turns)
      expect(yard.turns).toBeGreaterThan(0)
    }
    // Every other port of a class is as far or further.
    const all = await galaxy
      .select()
      .from(ports)
      .where(inArray(ports.portClass, ['trade_hub', 'foundry']))
    for (const { portClass, sectorId } of all) {
      const nearest = nearestYards.find((yard) => yard.portClass === portClass)
      const route = await pilot.api.space.route({ toSector: sectorId })
      expect(route.turns).toBeGreaterThanOrEqual(nearest?.turns ?? Infinity)
    }
  })

  it('leave out the sector where the ship is', async () => {
    const { nearestYards } = await (await customer(hub)).api.ships.mine()
    expect(nearestYards.map(({ sectorId }) => sectorId)).not.toContain(hub.sectorId)
  })
})

describe('a shipyard', () => {
  it('changes the hull for the itemised cost, docks the ship and books it all', async () => {
    const pilot = await customer(hub)
    const { yards } = await pilot.api.ships.mine()
    const offer = yards[0]?.offers.find(({ work }) => work.kind === 'hull' && work.hull === 'hauler')
    expect(offer).toEqual({ work: HAULER, price: 25_000, tradeIn: 0, cost: 25_000, refusal: null })
    const done = await pilot.order(HAULER, { highestCost: 25_000 })
    expect(done).toMatchObject({ cost: 25_000, docking: { turns: 10, berthFee: 0 }, purse: 975_000 })
    expect(await pilot.purse()).toBe(975_000)
    expect(await pilot.shipRow()).toMatchObject({
      shipClass: 'hauler',
      name: `${pilot.user.callsign}’s Hauler`,
    })
    expect((await pilot.api.space.mySector())?.ship).toMatchObject({
      cargoCapacity: 120,
      docking: { docked: true },
    })
    const [row] = await galaxy.select().from(yardOrders).where(eq(yardOrders.userId, pilot.user.userId))
    const postings = await galaxy
      .select()
      .from(ledgerPostings)
      .where(eq(ledgerPostings.transferId, row?.id ?? ''))
    expect(postings.map(({ kind, amount }) => [kind, amount]).sort()).toEqual([
      ['purse', -25_000],
      ['sink:shipyard', 25_000],
    ])
    // The stay has begun: more work costs no turns.
    expect((await pilot.order({ kind: 'module', module: 'shield' })).docking).toEqual({
      turns: 0,
      berthFee: 0,
    })
    const away = await customer(hub)
    await galaxy.update(ships).set({ shipClass: 'hauler' }).where(eq(ships.userId, away.user.userId))
    expect(await away.order({ kind: 'module', module: 'scanner' })).toMatchObject({
      cost: 5_000,
      docking: { turns: 10, berthFee: 30 },
      purse: 994_970,
    })
  })

  it('does an order that is sent again once, also at the same time', async () => {
    const pilot = await customer(hub)
    const orderId = randomUUID()
    const shield = { kind: 'module', module: 'shield' } as const
    const done = await Promise.all([1, 2, 3, 4].map(() => pilot.order(shield, { orderId })))
    for (const receipt of done) expect(receipt).toEqual(done[0])
    expect(await pilot.shipRow()).toMatchObject({ modules: ['shield'] })
    await expect(pilot.order(HAULER, { orderId })).rejects.toMatchObject({
      cause: { reason: 'order-id-taken' },
    })
    // The id of another pilot's order is another order.
    const other = await customer(hub)
    expect(await other.order(shield, { orderId })).toMatchObject({ cost: 8_000 })
  })

  it('never spends a credit twice when orders race', async () => {
    const pilot = await customer(hub, { purse: 30_000 })
    const wishes = [
      HAULER,
      { kind: 'hull', hull: 'courier' } as const,
      { kind: 'module', module: 'shield' } as const,
    ]
    await Promise.allSettled(wishes.map((wish) => pilot.order(wish)))
    const { userId } = pilot.user
    const booked = await galaxy.select().from(yardOrders).where(eq(yardOrders.userId, userId))
    const spent = booked.reduce((sum, { cost, berthFee }) => sum + cost + berthFee, 0)
    expect(booked.length).toBeGreaterThan(0)
    expect(await pilot.purse()).toBe(30_000 - spent)
  })

  it.each([
    ['no-yard', 'where there is none', () => customer(mine), HAULER],
    ['not-here', 'from elsewhere', () => customer(hub), HAULER],
    ['not-sold-here', 'a Corvette at a trade hub', () => customer(hub, { renown: 500 }), corvette()],
    ['rank-too-low', 'a Corvette to a Trader', () => customer(foundry, { renown: 499 }), corvette()],
    ['purse-too-small', 'without the credits', () => customer(hub, { purse: 24_999 }), HAULER],
    ['nothing-to-repair', 'a repair of a sound ship', () => customer(hub), { kind: 'repair' } as const],
  ])('refuses with %s: %s', async (reason, _words, make, wish) => {
    const pilot = await make()
    const portId = reason === 'not-here' ? mine.id : undefined
    const before = await pilot.purse()
    await expect(pilot.order(wish, portId === undefined ? {} : { portId })).rejects.toMatchObject({
      code: 'CONFLICT',
      cause: { reason },
    })
    expect(await pilot.purse()).toBe(before)
    expect(await pilot.shipRow()).toMatchObject({ shipClass: 'pathfinder', modules: [], damageBp: 0 })
  })

  it('refuses a hull that cannot hold the cargo, and says so in the offer', async () => {
    const pilot = await customer(foundry, { renown: 500 })
    const ship = await pilot.shipRow()
    await galaxy.update(ships).set({ shipClass: 'hauler' }).where(eq(ships.userId, pilot.user.userId))
    await galaxy.insert(shipCargo).values({ shipId: ship?.id ?? '', commodity: 'ore', quantity: 51 })
    await expect(pilot.order(corvette())).rejects.toMatchObject({ cause: { reason: 'cargo-does-not-fit' } })
    const { yards } = await pilot.api.ships.mine()
    const offer = yards[0]?.offers.find(({ work }) => work.kind === 'hull' && work.hull === 'corvette')
    expect(offer?.refusal?.reason).toBe('cargo-does-not-fit')
    await galaxy.delete(shipCargo).where(eq(shipCargo.shipId, ship?.id ?? ''))
    expect(await pilot.order(corvette())).toMatchObject({ price: 150_000, tradeIn: 15_000, cost: 135_000 })
  })

  it('repairs, and asks no more than was accepted', async () => {
    const pilot = await customer(hub)
    await galaxy
      .update(ships)
      .set({ shipClass: 'freighter', damageBp: 300 })
      .where(eq(ships.userId, pilot.user.userId))
    const repair = { kind: 'repair' } as const
    await expect(pilot.order(repair, { highestCost: 3_599 })).rejects.toMatchObject({
      cause: { reason: 'price-moved' },
    })
    // A damaged ship docks slowly.
    expect(await pilot.order(repair, { highestCost: 3_600 })).toMatchObject({
      cost: 3_600,
      docking: { turns: 18, berthFee: 80 },
    })
    expect(await pilot.shipRow()).toMatchObject({ damageBp: 0 })
  })

  it('is closed to strangers, without a ship, while the region is suspended, and asks for what is ordered', async () => {
    await expect(platform.api().ships.mine()).rejects.toMatchObject({ code: 'UNAUTHORIZED' })
    const nobody = platform.api(await makeUser(platform))
    const order = { orderId: randomUUID(), portId: hub.id, highestCost: 0, kind: 'repair' as const }
    await expect(platform.api().ships.order(order)).rejects.toMatchObject({ code: 'UNAUTHORIZED' })
    await expect(nobody.ships.order(order)).rejects.toMatchObject({ cause: { reason: 'not-present' } })
    await expect(nobody.ships.mine()).rejects.toMatchObject({ cause: { reason: 'not-present' } })
    const pilot = await customer(hub)
    await expect(pilot.order({ kind: 'hull' })).rejects.toMatchObject({ code: 'BAD_REQUEST' })
    await platform.db
      .update(regions)
      .set({ status: 'suspended' })
      .where(inArray(regions.id, [region.id]))
    await expect(pilot.order(HAULER)).rejects.toMatchObject({ cause: { reason: 'region-not-open' } })
    await platform.db
      .update(regions)
      .set({ status: 'active' })
      .where(inArray(regions.id, [region.id]))
  })
})

function corvette() {
  return { kind: 'hull', hull: 'corvette' } as const
}
