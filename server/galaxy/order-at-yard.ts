import { eq } from 'drizzle-orm'
import { pilots, ships } from '#db/schema/galaxy/presence.ts'
import { yardOrders } from '#db/schema/galaxy/yard.ts'
import { type Posting } from '#server/domain/economy/ledger.ts'
import { shipName } from '#server/domain/ships/hulls.ts'
import { decideYardOrder, type YardOrder, type YardReceipt } from '#server/domain/ships/shipyard.ts'
import { shipFigures } from '#server/domain/ships/ship.ts'
import { GameError } from '#server/errors.ts'
import { transferIdOf } from '../galaxies/transfer-id.ts'
import { type YardReceiptView } from './api/yard-calls.ts'
import { countDocking } from './count-docking.ts'
import { type CallInput } from './galaxy-api.ts'
import { transactInGalaxy, type GalaxyCtx, type GalaxyTx } from './galaxy-context.ts'
import { loadMap } from './galaxy-map.ts'
import { customerOf, itemsView } from './get-ship.ts'
import { balanceOf } from './ledger-account.ts'
import { dockingOf, refusedOrder, requirePortHere, requireShip } from './orders.ts'
import { notePilotDay } from './note-pilot-day.ts'
import { postNew } from './post-new.ts'
import { lockPilot, type PilotRow } from './pilots.ts'
import { rememberPrices } from './remember-prices.ts'
import { type ShipAboard } from './ships.ts'

type Order = CallInput<'orderAtYard'>

/**
 * Carries out an order at a shipyard in one transaction: ship, purse, turns, receipt and postings change together or not at all. An order
 * that was carried out before gets its receipt again. @throws CONFLICT with the reason.
 */
export async function orderAtYard(galaxy: GalaxyCtx, order: Order): Promise<YardReceiptView> {
  const map = await loadMap(galaxy, order.version)
  return transactInGalaxy(galaxy, async (tx) => {
    const pilot = await lockPilot(tx, order)
    const known = await receiptOf(tx, order)
    if (known) return known
    const port = await requirePortHere(tx.db, order.portId, pilot)
    const aboard = await requireShip(tx.db, pilot)
    const customer = customerOf(pilot, aboard, await balanceOf(tx.db, 'purse', pilot.userId))
    const verdict = decideYardOrder(port.portClass, customer, order.work, tx.now)
    if (!verdict.ok) throw refusedOrder(verdict, customer, tx.now)
    const done = verdict.value
    if (done.cost > BigInt(order.highestCost))
      throw new GameError('CONFLICT', `This costs ${done.cost} credits now. Nothing was changed.`, {
        reason: 'price-moved',
      })
    // A scanner that is traded in takes its sight along.
    if (shipFigures(done.ship).sightTurns < shipFigures(aboard.ship).sightTurns)
      await rememberPrices(tx, { userId: pilot.userId, ship: aboard.ship }, [pilot.sectorId], map)
    await refit(tx, pilot, aboard, done)
    return bookWork(tx, order, pilot, done)
  })
}

async function refit(
  tx: GalaxyTx,
  pilot: PilotRow,
  aboard: ShipAboard,
  { ship, docking }: YardReceipt,
): Promise<void> {
  const isNewHull = ship.hull !== aboard.ship.hull
  await tx.db
    .update(ships)
    .set({
      shipClass: ship.hull,
      modules: [...ship.modules],
      damageBp: ship.damageBp,
      ...(isNewHull ? { name: shipName(pilot.callsign, ship.hull) } : {}),
    })
    .where(eq(ships.id, aboard.id))
  await tx.db
    .update(pilots)
    .set({
      docked: true,
      hasDocked: true,
      milliturns: docking.account.milliturns,
      turnsAt: docking.account.storedAt,
    })
    .where(eq(pilots.userId, pilot.userId))
  await countDocking(tx, pilot)
  await notePilotDay(tx, pilot.userId, { turns: docking.turns, berths: Number(docking.berthFee) })
}

/** The id under which an order is booked: no player can choose one that means somebody else's booking. */
const bookingOf = ({ userId, orderId }: Order) => transferIdOf(`yard ${userId} ${orderId}`)

async function bookWork(
  tx: GalaxyTx,
  order: Order,
  pilot: PilotRow,
  done: YardReceipt,
): Promise<YardReceiptView> {
  const id = bookingOf(order)
  const docking = dockingOf(done.docking)
  const receipt = { portId: order.portId, ...itemsView(done), purse: Number(done.purse) }
  await tx.db.insert(yardOrders).values({
    ...receipt,
    id,
    at: tx.now,
    userId: pilot.userId,
    ...columnsOf(order.work),
    dockingTurns: docking.turns,
    berthFee: docking.berthFee,
  })
  const postings = postingsOf(pilot.userId, done)
  if (postings.length > 0) await postNew(tx, { id, reason: 'shipyard', postings })
  return { id: order.orderId, at: tx.now.toISOString(), work: order.work, docking, ...receipt }
}

const columnsOf = (work: YardOrder) => ({
  kind: work.kind,
  hull: work.kind === 'hull' ? work.hull : null,
  module: work.kind === 'module' ? work.module : null,
})

/** None for a hull that costs no more than what the old one is worth, in a docked stay. */
const postingsOf = (userId: string, { cost, docking: { berthFee } }: YardReceipt): Posting[] =>
  [
    { account: 'purse' as const, ownerId: userId, asset: 'credits' as const, amount: -cost - berthFee },
    { account: 'sink:shipyard' as const, ownerId: null, asset: 'credits' as const, amount: cost },
    { account: 'sink:berth' as const, ownerId: null, asset: 'credits' as const, amount: berthFee },
  ].filter(({ amount }) => amount !== 0n)

/** The receipt of an order that was carried out before. @throws CONFLICT `order-id-taken` when that order was another one. */
async function receiptOf({ db }: GalaxyTx, order: Order): Promise<YardReceiptView | null> {
  const [row] = await db
    .select()
    .from(yardOrders)
    .where(eq(yardOrders.id, bookingOf(order)))
  if (!row) return null
  const { at, portId, kind, hull, module, price, tradeIn, cost, dockingTurns, berthFee, purse } = row
  const asked = { portId: order.portId, ...columnsOf(order.work) }
  if (portId !== asked.portId || kind !== asked.kind || hull !== asked.hull || module !== asked.module)
    throw new GameError('CONFLICT', 'This order id was used for another order. Choose a new one.', {
      reason: 'order-id-taken',
    })
  return {
    ...{ id: order.orderId, at: at.toISOString(), portId, work: order.work, price, tradeIn, cost, purse },
    docking: { turns: dockingTurns, berthFee },
  }
}
