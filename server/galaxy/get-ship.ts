import { asc, eq, inArray } from 'drizzle-orm'
import { ports } from '#db/schema/galaxy/space.ts'
import { turnsFrom } from '#server/domain/galaxy/route-finding.ts'
import { hasYard, YARD_CLASSES } from '#server/domain/ships/hulls.ts'
import { rankOf } from '#server/domain/ships/ranks.ts'
import {
  decideYardOrder,
  tradeInValue,
  yardItems,
  yardWork,
  type YardCustomer,
  type YardItems,
  type YardOrder,
} from '#server/domain/ships/shipyard.ts'
import { type PortClass } from '#server/domain/galaxy/port-classes.ts'
import { type ShipAndOffers, type YardOffer } from './api/yard-calls.ts'
import { type GalaxyDb } from '#db/client.ts'
import { type CallInput } from './galaxy-api.ts'
import { readSnapshot, type GalaxyCtx } from './galaxy-context.ts'
import { loadMap, type GalaxyMap } from './galaxy-map.ts'
import { balanceOf } from './ledger-account.ts'
import { notPresent } from './not-present.ts'
import { requireShip } from './orders.ts'
import { getPilot, type PilotRow } from './pilots.ts'
import { shipView, type ShipAboard } from './ships.ts'

/** The pilot's ship, what the yards of the sector can do for it now, and the nearest others. Writes nothing. */
export async function getShip(
  galaxy: GalaxyCtx,
  { version, ...ref }: CallInput<'getShip'>,
): Promise<ShipAndOffers> {
  const map = await loadMap(galaxy, version)
  return readSnapshot(galaxy, async (tx) => {
    const pilot = await getPilot(tx, ref)
    if (!pilot) throw notPresent()
    const aboard = await requireShip(tx, pilot)
    const purse = await balanceOf(tx, 'purse', pilot.userId)
    const here = await tx
      .select()
      .from(ports)
      .where(eq(ports.sectorId, pilot.sectorId))
      .orderBy(asc(ports.id))
    const now = await galaxy.clock.now(tx)
    const customer = customerOf(pilot, aboard, purse)
    return {
      sectorId: pilot.sectorId,
      purse,
      rank: rankOf(pilot.highestRenown),
      ship: shipView(aboard, pilot),
      tradeInValue: Number(tradeInValue(aboard.ship)),
      yards: here
        .filter(({ portClass }) => hasYard(portClass))
        .map(({ id, name, portClass }) => ({
          portId: id,
          name,
          portClass,
          offers: yardWork(aboard.ship).map((work) => offerOf(portClass, customer, work, now)),
        })),
      nearestYards: await nearestYards(tx, map, pilot.sectorId),
    }
  })
}

/** The nearest yard elsewhere of each class of ports that has one. */
async function nearestYards(
  tx: GalaxyDb,
  { graph, nameOf }: GalaxyMap,
  sectorId: number,
): Promise<ShipAndOffers['nearestYards']> {
  const turnsTo = turnsFrom(graph, sectorId)
  const found = await tx
    .select()
    .from(ports)
    .where(inArray(ports.portClass, [...YARD_CLASSES]))
  const reached = found
    .flatMap((port) => {
      const turns = turnsTo.get(port.sectorId)
      return turns === undefined || port.sectorId === sectorId ? [] : [{ port, turns }]
    })
    .sort((a, b) => a.turns - b.turns || a.port.id - b.port.id)
  return reached
    .filter(({ port }, index) => reached.findIndex((one) => one.port.portClass === port.portClass) === index)
    .map(({ port, turns }) => ({
      portId: port.id,
      name: port.name,
      portClass: port.portClass,
      sectorId: port.sectorId,
      sectorName: nameOf.get(port.sectorId) ?? `Sector ${port.sectorId}`,
      turns,
    }))
}

export const customerOf = (pilot: PilotRow, aboard: ShipAboard, purse: number): YardCustomer => ({
  ship: aboard.ship,
  hold: aboard,
  purse: BigInt(purse),
  highestRenown: pilot.highestRenown,
  stay: pilot,
  turns: { milliturns: pilot.milliturns, storedAt: pilot.turnsAt },
})

export const itemsView = ({ price, tradeIn, cost }: YardItems) => ({
  price: Number(price),
  tradeIn: Number(tradeIn),
  cost: Number(cost),
})

function offerOf(portClass: PortClass, customer: YardCustomer, work: YardOrder, now: Date): YardOffer {
  const verdict = decideYardOrder(portClass, customer, work, now)
  return {
    work,
    ...itemsView(yardItems(customer.ship, work)),
    refusal: verdict.ok ? null : { reason: verdict.reason, message: verdict.message },
  }
}
