import { randomUUID } from 'node:crypto'
import { eq, ne } from 'drizzle-orm'
import { type GalaxyPool } from '#db/client.ts'
import { contracts } from '#db/schema/galaxy/contracts.ts'
import { meetings } from '#db/schema/galaxy/combat.ts'
import { ledgerAccounts } from '#db/schema/galaxy/ledger.ts'
import { pilots, ships } from '#db/schema/galaxy/presence.ts'
import { ports, sectors, warps } from '#db/schema/galaxy/space.ts'
import { NO_FILTER } from '../domain/travel/route-filter.ts'
import { travellingPilot } from '../domain/travel/travelling-pilot.ts'
import { type CallInput, type GalaxyApi, type GalaxyCall } from '../galaxy/galaxy-api.ts'
import { findTrade } from './make-trader.ts'
import { letGive } from './let-give.ts'

const VERSION = 1
const RICH = 500_000
const LONG_AGO_MS = 60 * 86_400_000
const PAGE = { page: 1, pageSize: 10 }

/** A galaxy that is asked for everything, and its database. */
export type CallWorld = { galaxy: GalaxyApi; db: GalaxyPool; regionId: string; now: () => Promise<Date> }

const traveller = (): CallInput<'enter'> => ({
  userId: randomUUID(),
  fencingVersion: 1,
  landing: { callsign: `pilot-${randomUUID().slice(0, 8)}`, arrivalSector: 1, startingCredits: 1_000 },
})

/** A pilot of long ago with a purse, a record and this hull, in a sector. */
async function land(
  { galaxy, db, now }: CallWorld,
  sectorId: number,
  hull: typeof ships.$inferInsert.shipClass = 'hauler',
) {
  const { landing, ...pilot } = traveller()
  await galaxy.enter({ ...pilot, landing })
  const { userId } = pilot
  const beganAt = new Date((await now()).getTime() - LONG_AGO_MS)
  await db.update(pilots).set({ sectorId, beganAt, highestRenown: 90_000 }).where(eq(pilots.userId, userId))
  await db.update(ledgerAccounts).set({ balance: RICH }).where(eq(ledgerAccounts.ownerId, userId))
  await db.update(ships).set({ shipClass: hull }).where(eq(ships.userId, userId))
  await letGive(db, userId)
  return pilot
}

const termsOf = ({ regionId }: CallWorld) => ({
  ...{ regionId, nexusTaxBp: null, reliefBp: 2_500, isLocal: false, governs: false },
})
const warpOf = async ({ db }: CallWorld) => {
  const [warp] = await db.select().from(warps).limit(1)
  if (!warp) throw new Error('a galaxy has warps')
  return warp
}
const hubsOf = async ({ db }: CallWorld) => {
  const [hub] = await db.select().from(ports).where(eq(ports.portClass, 'trade_hub'))
  if (!hub) throw new Error('a region has a trade hub')
  const [other] = await db.select().from(ports).where(ne(ports.sectorId, hub.sectorId)).limit(1)
  return { hub, other: other ?? hub }
}

/** Somebody who has just bought ten units at a maker. */
async function withGoods(world: CallWorld) {
  const { maker, user } = await findTrade(world.db)
  const pilot = await land(world, maker.sectorId)
  const { portId, commodity } = maker
  const filled = await world.galaxy.fillOrder({
    ...{ ...pilot, ...termsOf(world), portId, commodity, side: 'buy', quantity: 10 },
    ...{ orderId: randomUUID(), worstNet: 1_000_000 },
  })
  return { pilot, maker, user, filled }
}

/** A shortage at a market, and a pilot who may take it. */
async function withShortage(world: CallWorld) {
  const { user } = await findTrade(world.db)
  const pilot = await land(world, user.sectorId)
  const postedAt = await world.now()
  const dueAt = new Date(postedAt.getTime() + 48 * 3_600_000)
  // A market asks once at a time.
  await world.db.delete(contracts).where(eq(contracts.portId, user.portId))
  const [row] = await world.db
    .insert(contracts)
    .values({
      ...{ kind: 'shortage', state: 'open', portId: user.portId, commodity: user.commodity },
      ...{ id: randomUUID(), units: 30, premium: 90, postedAt, dueAt },
    })
    .returning({ contractId: contracts.id })
  return { pilot, contractId: row?.contractId ?? '' }
}

async function withCourier(world: CallWorld) {
  const { hub } = await hubsOf(world)
  const pilot = await land(world, hub.sectorId)
  const { couriers } = await world.galaxy.listContracts({ ...pilot, ...PAGE, version: VERSION })
  const [offer] = couriers
  if (!offer) throw new Error('a hub always has something for couriers')
  const { contractId } = await world.galaxy.takeCourier({
    ...{
      ...pilot,
      version: VERSION,
      courierId: randomUUID(),
      portId: offer.hub.id,
      toPortId: offer.to.id,
    },
  })
  return { pilot, contractId, to: offer.to }
}

/** Two pilots who met where attacks are lawful. */
async function withMeeting(world: CallWorld) {
  const { toSector: sectorId } = await warpOf(world)
  await world.db.update(sectors).set({ security: 1, zone: 'frontier' }).where(eq(sectors.id, sectorId))
  const attacker = await land(world, sectorId, 'corvette')
  const defender = await land(world, sectorId)
  await world.db
    .insert(meetings)
    .values({ defenderId: defender.userId, attackerId: attacker.userId, sectorId, at: await world.now() })
  const terms = { defenderId: defender.userId, regionId: world.regionId, truce: false, friendIds: [] }
  return { attacker, terms }
}

async function leave(world: CallWorld) {
  const { maker } = await findTrade(world.db)
  const { pilot } = await withGoods(world)
  const passage = { passage: 'gate' as const, tollCredits: 25, isGalacticCitizen: false, maxCredits: null }
  const left = await world.galaxy.departPilot({
    ...{
      ...pilot,
      crossingId: randomUUID(),
      version: VERSION,
      gateSector: maker.sectorId,
      ...passage,
      forfeitCouriers: false,
    },
    to: { galaxyId: randomUUID(), sectorId: 1 },
  })
  const departed = left.messages.map(({ message }) => message).find(({ kind }) => kind === 'departed')
  if (departed?.kind !== 'departed') throw new Error('a departure is reported')
  return { left, departed }
}

const worksAtPort = async (world: CallWorld) => ({
  order: { kind: 'works' as const, portId: (await hubsOf(world)).other.id },
  traditions: [],
})

/** Each call, asked so that it has something to answer. */
export const CALL_CASES: { [Name in GalaxyCall]: (world: CallWorld) => Promise<unknown> } = {
  enter: ({ galaxy }) => galaxy.enter(traveller()),
  movePilot: async (world) => {
    const { fromSector, toSector } = await warpOf(world)
    const pilot = await land(world, fromSector)
    return world.galaxy.movePilot({ ...pilot, toSector, version: VERSION, terms: null })
  },
  getSector: async (world) => {
    const { maker, pilot } = await withGoods(world)
    return world.galaxy.getSector({
      ...{ ...pilot, landing: null, ...termsOf(world), pilotsPage: 1, suggestOn: VERSION },
      watched: { portIds: [maker.portId], version: VERSION },
      routeTo: { sectorId: 1, version: VERSION, filter: { avoidsFights: true, lowestSecurity: 2 } },
    })
  },
  getMap: ({ galaxy }) => galaxy.getMap({ version: VERSION }),
  quoteTrade: async (world) => {
    const { maker } = await findTrade(world.db)
    const pilot = await land(world, maker.sectorId)
    const { portId, commodity } = maker
    return world.galaxy.quoteTrade({
      ...{ ...pilot, ...termsOf(world), portId, commodity, side: 'buy', quantity: 5 },
    })
  },
  listMarkets: async (world) => {
    const { pilot } = await withGoods(world)
    return world.galaxy.listMarkets({ ...pilot, ...termsOf(world), version: VERSION })
  },
  fillOrder: (world) => withGoods(world),
  getMarketHistory: async (world) => {
    const { pilot, maker } = await withGoods(world)
    const { portId, commodity } = maker
    return world.galaxy.getMarketHistory({ ...pilot, portId, commodity, days: 30 })
  },
  listContracts: async (world) => {
    const { pilot, contractId } = await withShortage(world)
    await world.galaxy.takeContract({ ...pilot, contractId })
    return world.galaxy.listContracts({ ...pilot, ...PAGE, version: VERSION })
  },
  takeContract: async (world) => {
    const { pilot, contractId } = await withShortage(world)
    return world.galaxy.takeContract({ ...pilot, contractId })
  },
  giveUpContract: async (world) => {
    const { pilot, contractId } = await withShortage(world)
    await world.galaxy.takeContract({ ...pilot, contractId })
    return world.galaxy.giveUpContract({ ...pilot, contractId })
  },
  takeCourier: (world) => withCourier(world),
  deliverCourier: async (world) => {
    const { pilot, contractId, to } = await withCourier(world)
    const { userId } = pilot
    await world.db.update(pilots).set({ sectorId: to.sectorId }).where(eq(pilots.userId, userId))
    return world.galaxy.deliverCourier({ ...pilot, contractId })
  },
  departPilot: async (world) => (await leave(world)).left,
  arrivePilot: async (world) => {
    const { departed } = await leave(world)
    const { userId, crossingId, fencingVersion } = departed
    const pilot = travellingPilot.parse(departed.pilot)
    const landing = { crossingId, userId, fencingVersion: fencingVersion + 1, sectorId: 1, pilot }
    return world.galaxy.arrivePilot({ ...landing, returnedToll: 25 })
  },
  renamePilot: async (world) => {
    const { userId } = await land(world, 1)
    const [before] = await world.db.select().from(pilots).where(eq(pilots.userId, userId))
    return world.galaxy.renamePilot({ userId, from: [before?.callsign ?? ''], callsign: 'Renamed' })
  },
  measureWays: async (world) => {
    const { fromSector, toSector } = await warpOf(world)
    const pilot = await land(world, fromSector)
    const filter = { avoidsFights: true, lowestSecurity: 2 }
    const asked = { version: VERSION, regionId: world.regionId, from: [fromSector], to: [toSector, 1] }
    return world.galaxy.measureWays({ ...asked, filter, pilot })
  },
  receiveToll: ({ galaxy }) => galaxy.receiveToll({ crossingId: randomUUID(), toll: 25 }),
  shareTreasury: async (world) => {
    await CALL_CASES.giveToTreasury(world)
    return world.galaxy.shareTreasury({ evacuationId: randomUUID(), userIds: [randomUUID(), randomUUID()] })
  },
  receiveShare: async (world) =>
    world.galaxy.receiveShare({ ...(await land(world, 1)), shareId: randomUUID(), credits: 50 }),
  getPurse: async (world) => world.galaxy.getPurse({ userId: (await land(world, 1)).userId }),
  getTreasuryLedger: async (world) => {
    await CALL_CASES.giveToTreasury(world)
    return world.galaxy.getTreasuryLedger({ pageSize: 10 })
  },
  giveToTreasury: async (world) => {
    const { userId } = await land(world, 1)
    return world.galaxy.giveToTreasury({ transferId: randomUUID(), userId, amount: 100_000 })
  },
  payPatrols: async (world) => {
    await CALL_CASES.giveToTreasury(world)
    return world.galaxy.payPatrols({ regionId: world.regionId, ordered: 1 })
  },
  getTreasuryOrders: async (world) => {
    await CALL_CASES.orderFromTreasury(world)
    return world.galaxy.getTreasuryOrders({ regionId: world.regionId })
  },
  orderFromTreasury: async (world) => {
    await CALL_CASES.giveToTreasury(world)
    const by = { regionId: world.regionId, orderId: randomUUID(), orderedBy: randomUUID() }
    return world.galaxy.orderFromTreasury({ ...by, ...(await worksAtPort(world)), voted: null })
  },
  reviewTreasuryOrder: async (world) => world.galaxy.reviewTreasuryOrder(await worksAtPort(world)),
  getStats: ({ galaxy }) => galaxy.getStats({}),
  openDay: ({ galaxy, regionId }) => galaxy.openDay({ regionId, isClosed: false }),
  syncSettings: ({ galaxy, regionId }) =>
    // No newer one: the law of the other cases stays.
    galaxy.syncSettings({ regionId, version: 1, settings: {} }),
  maintainLogs: ({ galaxy }) => galaxy.maintainLogs({ eventDays: 90, postingDays: 400, messageDays: 365 }),
  ping: ({ galaxy }) => galaxy.ping({}),
  pullMessages: async (world) => {
    await land(world, 1)
    return world.galaxy.pullMessages({ limit: 500 })
  },
  acknowledgeMessages: async (world) => {
    const { messages } = await world.galaxy.pullMessages({ limit: 1 })
    return world.galaxy.acknowledgeMessages({ ids: messages.map(({ id }) => id) })
  },
  listDistricts: ({ galaxy }) => galaxy.listDistricts({ version: VERSION }),
  getDistrict: ({ galaxy }) => galaxy.getDistrict({ districtType: 'transit_hub' }),
  getNexusStats: ({ galaxy }) => galaxy.getNexusStats({}),
  auditLedger: async (world) => {
    await withGoods(world)
    return world.galaxy.auditLedger({ until: (await world.now()).toISOString() })
  },
  listPresent: async (world) => {
    const { userId } = await land(world, 1)
    return world.galaxy.listPresent({ userIds: [userId] })
  },
  getCharted: async (world) => world.galaxy.getCharted(await land(world, 1)),
  listPrices: async (world) => {
    const { pilot } = await withGoods(world)
    return world.galaxy.listPrices({ ...pilot, ...termsOf(world), version: VERSION })
  },
  findTrades: async (world) => {
    const { pilot } = await withGoods(world)
    const asked = { version: VERSION, commodity: null, most: 5 }
    return world.galaxy.findTrades({ ...pilot, ...termsOf(world), ...asked })
  },
  surveyOffers: async (world) => {
    const { pilot } = await withGoods(world)
    const filter = { avoidsFights: false, lowestSecurity: 1 }
    return world.galaxy.surveyOffers({ ...pilot, ...termsOf(world), version: VERSION, gates: [1], filter })
  },
  surveyDemand: async (world) => {
    const { pilot } = await withGoods(world)
    const { fencingVersion: _, ...asked } = { ...pilot, ...termsOf(world), version: VERSION, gates: [1] }
    return world.galaxy.surveyDemand({ ...asked, filter: { avoidsFights: false, lowestSecurity: 1 } })
  },
  readNotebook: async (world) => {
    const { pilot, maker, user } = await withGoods(world)
    const { portId, commodity } = maker
    return world.galaxy.readNotebook({
      ...{ ...pilot, ...termsOf(world), version: VERSION },
      watches: [{ portId, commodity, limitCredits: 100 }],
      routes: [{ fromPort: portId, toPort: user.portId, commodity }],
    })
  },
  getTradeStatistics: async (world) => {
    const { maker } = await withGoods(world)
    return world.galaxy.getTradeStatistics({ since: null, commodity: maker.commodity })
  },
  getTreasuryFlow: async (world) => {
    await CALL_CASES.giveToTreasury(world)
    return world.galaxy.getTreasuryFlow({ since: null })
  },
  getPilotDays: async (world) => {
    await withGoods(world)
    return world.galaxy.getPilotDays({ since: new Date(0).toISOString(), after: null, limit: 10 })
  },
  getPilotTotals: async (world) => {
    await withGoods(world)
    return world.galaxy.getPilotTotals({ since: new Date(0).toISOString(), after: null, limit: 10 })
  },
  getShip: async (world) => {
    const pilot = await land(world, (await hubsOf(world)).hub.sectorId)
    return world.galaxy.getShip({ ...pilot, version: VERSION })
  },
  orderAtYard: async (world) => {
    const { hub } = await hubsOf(world)
    const pilot = await land(world, hub.sectorId)
    return world.galaxy.orderAtYard({
      ...{ ...pilot, orderId: randomUUID(), portId: hub.id, version: VERSION, highestCost: RICH },
      work: { kind: 'module', module: 'shield' },
    })
  },
  flyRoute: async (world) => {
    const { fromSector, toSector } = await warpOf(world)
    const pilot = await land(world, fromSector)
    const asked = { fromSector, toSector, version: VERSION, filter: NO_FILTER, maxTurns: 3, terms: null }
    return world.galaxy.flyRoute({ ...pilot, ...asked, regionId: world.regionId })
  },
  listTrades: async (world) => world.galaxy.listTrades({ ...(await withGoods(world)).pilot, pageSize: 10 }),
  getLog: async (world) => world.galaxy.getLog({ ...(await withGoods(world)).pilot, pageSize: 10 }),
  markLogRead: async (world) => {
    const { pilot } = await withGoods(world)
    return world.galaxy.markLogRead({ ...pilot, until: (await world.now()).toISOString() })
  },
  lieInWait: async (world) => {
    const { attacker } = await withMeeting(world)
    return world.galaxy.lieInWait({ ...attacker, regionId: world.regionId, citizenOf: [world.regionId] })
  },
  getOdds: async (world) => {
    const { attacker, terms } = await withMeeting(world)
    return world.galaxy.getOdds({ ...attacker, ...terms })
  },
  attackPilot: async (world) => {
    const { attacker, terms } = await withMeeting(world)
    return world.galaxy.attackPilot({ ...attacker, ...terms, attackId: randomUUID(), version: VERSION })
  },
  exportPilot: async (world) => {
    const { pilot } = await withGoods(world)
    return world.galaxy.exportPilot({ userId: pilot.userId, record: 'purse-ledger', after: null, limit: 2 })
  },
  exportRegion: async (world) => {
    const until = (await world.now()).toISOString()
    return world.galaxy.exportRegion({ record: 'markets', until, after: null, limit: 2 })
  },
  forgetPilots: async (world) => {
    const { pilot } = await withGoods(world)
    return world.galaxy.forgetPilots({ pilots: [{ userId: pilot.userId, callsign: 'Former-pilot' }] })
  },
  repeatDeparture: async (world) => {
    const { departed } = await leave(world)
    const { crossingId, fencingVersion, fromSector, fare, toll } = departed
    const pilot = travellingPilot.parse(departed.pilot)
    return world.galaxy.repeatDeparture({
      ...{ userId: randomUUID(), crossingId, fencingVersion, fromSector, fare, toll, pilot },
      ...{ passage: 'gate', toGalaxyId: randomUUID(), toSector: null, minutes: 3, gifts: [] },
    })
  },
  settleTreasury: async ({ galaxy, now }) =>
    galaxy.settleTreasury({ restoreId: randomUUID(), since: (await now()).toISOString(), spentSince: 100 }),
  countSince: async ({ galaxy, now }) => galaxy.countSince({ since: (await now()).toISOString() }),
  recallMessages: async (world) => {
    await leave(world)
    return world.galaxy.recallMessages({ since: (await world.now()).toISOString(), after: 0, limit: 10 })
  },
  tellPilots: async (world) => {
    await land(world, 1)
    return world.galaxy.tellPilots({})
  },
  setPilotsAside: async (world) => {
    const { userId } = await land(world, 1)
    return world.galaxy.setPilotsAside({ userIds: [userId], aside: true })
  },
}
