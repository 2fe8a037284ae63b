import { eq } from 'drizzle-orm'
import { contracts } from '#db/schema/galaxy/contracts.ts'
import { pilots } from '#db/schema/galaxy/presence.ts'
import { COURIER_DEPOSIT, COURIER_HOLDS, decideCourier } from '#server/domain/contracts/courier.ts'
import { dock } from '#server/domain/ships/docking.ts'
import { derivedUuidOf } from '../../galaxies/transfer-id.ts'
import { GameError } from '#server/errors.ts'
import { countDocking } from '../count-docking.ts'
import { type CallInput, type CallOutput } from '../galaxy-api.ts'
import { transactInGalaxy, type GalaxyCtx, type GalaxyTx } from '../galaxy-context.ts'
import { loadMap } from '../galaxy-map.ts'
import { balanceOf } from '../ledger-account.ts'
import { refusedOrder, requirePortHere, requireShip } from '../orders.ts'
import { notePilotDay } from '../note-pilot-day.ts'
import { lockPilot, type PilotRow } from '../pilots.ts'
import { setTakenToday, takenToday } from './contract-rows.ts'
import { courierOffers, type CourierOffer } from './courier-offers.ts'

type Wish = CallInput<'takeCourier'>

/**
 * Takes sealed goods aboard at a trade hub: the ship docks, the deposit is set aside. The client chooses the contract's id; sent again,
 * it is taken once. @throws CONFLICT with the reason.
 */
export async function takeCourier(galaxy: GalaxyCtx, wish: Wish): Promise<CallOutput<'takeCourier'>> {
  const map = await loadMap(galaxy, wish.version)
  const id = derivedUuidOf(`courier ${wish.userId} ${wish.courierId}`)
  return transactInGalaxy(galaxy, async (tx) => {
    const pilot = await lockPilot(tx, wish)
    const [known] = await tx.db.select().from(contracts).where(eq(contracts.id, id))
    if (known) return { contractId: id }
    await requirePortHere(tx.db, wish.portId, pilot)
    const offers = await courierOffers(tx.db, map, pilot.sectorId, tx.now)
    const offer = offers.find(({ hub, to }) => hub.id === wish.portId && to.id === wish.toPortId)
    if (!offer)
      throw new GameError('CONFLICT', 'This hub does not send goods there today. See what it offers.', {
        reason: 'not-offered',
      })
    await takeAboard(tx, pilot, id, offer)
    return { contractId: id }
  })
}

async function takeAboard(
  tx: GalaxyTx,
  pilot: PilotRow,
  id: string,
  { hub, to, pay }: CourierOffer,
): Promise<void> {
  const { ship, cargo, sealedHolds } = await requireShip(tx.db, pilot)
  const turns = { milliturns: pilot.milliturns, storedAt: pilot.turnsAt }
  const docking = dock(ship, pilot, turns, tx.now)
  if (!docking.ok) throw refusedOrder(docking, { ship, stay: pilot, turns }, tx.now)
  const { berthFee, account } = docking.value
  const today = await takenToday(tx.db, pilot.userId, tx.now)
  const purse = BigInt(await balanceOf(tx.db, 'purse', pilot.userId)) - berthFee
  const means = { ship, hold: { cargo, sealedHolds }, purse, takenToday: today.couriers }
  const verdict = decideCourier(means, tx.now)
  if (!verdict.ok) throw refusedOrder(verdict)
  await tx.db.insert(contracts).values({
    ...{ id, kind: 'courier', state: 'taken', portId: to.id, fromPortId: hub.id, units: COURIER_HOLDS },
    premium: Number(pay),
    postedAt: tx.now,
    dueAt: verdict.value.dueAt,
    userId: pilot.userId,
    takenAt: tx.now,
  })
  await setTakenToday(tx, pilot.userId, { ...today, couriers: today.couriers + 1 })
  await tx.db
    .update(pilots)
    .set({ docked: true, hasDocked: true, milliturns: account.milliturns, turnsAt: account.storedAt })
    .where(eq(pilots.userId, pilot.userId))
  await countDocking(tx, pilot)
  await notePilotDay(tx, pilot.userId, { turns: docking.value.turns, berths: Number(berthFee) })
  await tx.post({
    id,
    reason: 'courier_deposit',
    postings: [
      { account: 'purse', ownerId: pilot.userId, asset: 'credits', amount: -COURIER_DEPOSIT - berthFee },
      { account: 'escrow', ownerId: id, asset: 'credits', amount: COURIER_DEPOSIT },
      ...(berthFee > 0n
        ? [{ account: 'sink:berth' as const, ownerId: null, asset: 'credits' as const, amount: berthFee }]
        : []),
    ],
  })
}
