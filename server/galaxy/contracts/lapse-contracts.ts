import { and, asc, eq, lt } from 'drizzle-orm'
import { type GalaxyDb } from '#db/client.ts'
import { contracts } from '#db/schema/galaxy/contracts.ts'
import { ledgerAccounts } from '#db/schema/galaxy/ledger.ts'
import { COURIER_DEPOSIT } from '#server/domain/contracts/courier.ts'
import { jobRemainder } from '#server/domain/contracts/treasury-job.ts'
import { transferIdOf } from '../../galaxies/transfer-id.ts'
import { type GalaxyTx } from '../galaxy-context.ts'
import { isUnfinished, takenBy, type ContractRow } from './contract-rows.ts'

/**
 * Ends what is past its time. One that somebody is filling or taking this moment is left to them and the next run: they see the time
 * themselves. In a closed region nobody can deliver, so a late courier gets the deposit back.
 */
export async function lapseContracts(tx: GalaxyTx, { isClosed }: { isClosed: boolean }): Promise<void> {
  const late = await tx.db
    .select()
    .from(contracts)
    .where(and(isUnfinished, lt(contracts.dueAt, tx.now)))
    .orderBy(asc(contracts.id))
    .for('update', { skipLocked: true })
  for (const contract of late)
    if (isClosed && contract.kind === 'courier') await returnCourier(tx, contract)
    else await lapseContract(tx, contract)
  // Each contract has an account of its own, which is used once.
  await tx.db
    .delete(ledgerAccounts)
    .where(and(eq(ledgerAccounts.kind, 'escrow'), eq(ledgerAccounts.balance, 0)))
}

/** Ends a contract that nobody filled; its credits return or are forfeited. Call it with the contract's row locked. */
export async function lapseContract(tx: GalaxyTx, contract: ContractRow): Promise<void> {
  switch (contract.kind) {
    case 'shortage':
      return end(tx, contract)
    case 'courier':
      return forfeitCourier(tx, contract)
    case 'treasury_job':
      await returnRest(tx, contract)
  }
}

const end = async ({ db, now }: GalaxyTx, { id }: ContractRow): Promise<void> => {
  await db.update(contracts).set({ state: 'lapsed', endedAt: now }).where(eq(contracts.id, id))
}

/** Ends a job; what nobody earned goes back to the treasury, under `transferId` if it has one. Answers with it. */
export async function returnRest(tx: GalaxyTx, contract: ContractRow, transferId?: string): Promise<bigint> {
  await end(tx, contract)
  const { id, units, delivered, premium, dueAt } = contract
  const rest = jobRemainder({ units, delivered, premiumPerUnit: BigInt(premium), dueAt })
  if (rest === 0n) return rest
  await tx.post({
    id: transferId ?? transferIdOf(`job rest ${id}`),
    reason: 'job_returned',
    postings: [
      { account: 'escrow', ownerId: id, asset: 'credits', amount: -rest },
      { account: 'treasury', ownerId: null, asset: 'credits', amount: rest },
    ],
  })
  return rest
}

/** The sealed goods leave the hold, and the treasury gets the deposit. Call it with the contract's row locked. */
export async function forfeitCourier(tx: GalaxyTx, contract: ContractRow): Promise<void> {
  await end(tx, contract)
  await tx.post({
    id: transferIdOf(`courier forfeit ${contract.id}`),
    reason: 'courier_forfeit',
    postings: [
      { account: 'escrow', ownerId: contract.id, asset: 'credits', amount: -COURIER_DEPOSIT },
      { account: 'treasury', ownerId: null, asset: 'credits', amount: COURIER_DEPOSIT },
    ],
  })
}

/** Ends all courier contracts of a pilot who leaves a closed region, and gives the deposits back. Locks as {@link forfeitCouriers}. */
export async function returnCouriers(tx: GalaxyTx, userId: string): Promise<void> {
  for (const contract of await lockCouriers(tx, userId)) await returnCourier(tx, contract)
}

async function returnCourier(tx: GalaxyTx, contract: ContractRow): Promise<void> {
  await end(tx, contract)
  await tx.post({
    id: transferIdOf(`courier return ${contract.id}`),
    reason: 'courier_returned',
    postings: [
      { account: 'escrow', ownerId: contract.id, asset: 'credits', amount: -COURIER_DEPOSIT },
      { account: 'purse', ownerId: contract.userId, asset: 'credits', amount: COURIER_DEPOSIT },
    ],
  })
}

/**
 * Ends all courier contracts of a pilot who leaves the galaxy: sealed goods cross no gate. Call it with the pilot's row locked, before
 * the hold is taken along.
 */
export async function forfeitCouriers(tx: GalaxyTx, userId: string): Promise<void> {
  for (const contract of await lockCouriers(tx, userId)) await forfeitCourier(tx, contract)
}

const lockCouriers = ({ db }: GalaxyTx, userId: string): Promise<ContractRow[]> =>
  db.select().from(contracts).where(takenBy(userId, 'courier')).orderBy(asc(contracts.id)).for('update')

/** Whether a pilot has sealed goods aboard, and so leaves the galaxy only by forfeiting them. */
export const hasCourier = async (galaxy: GalaxyDb, userId: string): Promise<boolean> =>
  (await galaxy.$count(contracts, takenBy(userId, 'courier'))) > 0
