import { eq } from 'drizzle-orm'
import { contracts } from '#db/schema/galaxy/contracts.ts'
import { pilots } from '#db/schema/galaxy/presence.ts'
import { settleCourier } from '#server/domain/contracts/courier.ts'
import { dock } from '#server/domain/ships/docking.ts'
import { GameError, notFound } from '#server/errors.ts'
import { transferIdOf } from '../../galaxies/transfer-id.ts'
import { countDocking } from '../count-docking.ts'
import { type CallInput, type CallOutput } from '../galaxy-api.ts'
import { transactInGalaxy, type GalaxyCtx, type GalaxyTx } from '../galaxy-context.ts'
import { balanceOf } from '../ledger-account.ts'
import { refusedOrder, requirePortHere, requireShip } from '../orders.ts'
import { notePilotDay } from '../note-pilot-day.ts'
import { lockPilot, type PilotRow } from '../pilots.ts'
import { countFilled, lockContract, type ContractRow } from './contract-rows.ts'
import { forfeitCourier } from './lapse-contracts.ts'

/**
 * Hands sealed goods over at their port: the ship docks, pay and deposit are paid out. Too late, only the goods leave the hold and the
 * deposit is the treasury's. Sent again it changes nothing. @throws CONFLICT with the reason, NOT_FOUND.
 */
export function deliverCourier(
  galaxy: GalaxyCtx,
  input: CallInput<'deliverCourier'>,
): Promise<CallOutput<'deliverCourier'>> {
  const { contractId } = input
  return transactInGalaxy(galaxy, async (tx) => {
    const pilot = await lockPilot(tx, input)
    const contract = await lockContract(tx, contractId)
    if (contract.kind !== 'courier' || contract.userId !== pilot.userId) throw notFound('This contract')
    if (contract.state === 'done') return { contractId, paid: contract.premium }
    if (contract.state === 'lapsed') return { contractId, paid: 0 }
    await requirePortHere(tx.db, contract.portId, pilot)
    const { pay, returned, forfeited } = settleCourier(
      { pay: BigInt(contract.premium), dueAt: contract.dueAt },
      tx.now,
    )
    if (forfeited > 0n) {
      await forfeitCourier(tx, contract)
      return { contractId, paid: 0 }
    }
    await handOver(tx, pilot, contract, { pay, returned })
    return { contractId, paid: Number(pay) }
  })
}

async function handOver(
  tx: GalaxyTx,
  pilot: PilotRow,
  { id, units }: ContractRow,
  { pay, returned }: { pay: bigint; returned: bigint },
): Promise<void> {
  const { ship } = await requireShip(tx.db, pilot)
  const turns = { milliturns: pilot.milliturns, storedAt: pilot.turnsAt }
  const docking = dock(ship, pilot, turns, tx.now)
  if (!docking.ok) throw refusedOrder(docking, { ship, stay: pilot, turns }, tx.now)
  const { berthFee, account } = docking.value
  const gained = pay + returned - berthFee
  if (BigInt(await balanceOf(tx.db, 'purse', pilot.userId)) + gained < 0n)
    throw new GameError('CONFLICT', `The berth costs ${berthFee} credits and you do not have them.`, {
      reason: 'berth-not-covered',
    })
  await tx.db
    .update(contracts)
    .set({ state: 'done', delivered: units, endedAt: tx.now })
    .where(eq(contracts.id, id))
  await tx.db
    .update(pilots)
    .set({ docked: true, hasDocked: true, milliturns: account.milliturns, turnsAt: account.storedAt })
    .where(eq(pilots.userId, pilot.userId))
  await countDocking(tx, pilot)
  await notePilotDay(tx, pilot.userId, { turns: docking.value.turns, berths: Number(berthFee) })
  await countFilled(tx, pilot, 1)
  const credits = { asset: 'credits' as const, ownerId: null }
  await tx.post({
    id: transferIdOf(`courier pay ${id}`),
    reason: 'courier_pay',
    postings: [
      { ...credits, account: 'source:courier_pay' as const, amount: -pay },
      { ...credits, account: 'escrow' as const, ownerId: id, amount: -returned },
      { ...credits, account: 'sink:berth' as const, amount: berthFee },
      { ...credits, account: 'purse' as const, ownerId: pilot.userId, amount: gained },
    ].filter(({ amount }) => amount !== 0n),
  })
}
