import { and, asc, eq, lt } from 'drizzle-orm'
import { contracts } from '#db/schema/galaxy/contracts.ts'
import { type GalaxyTx } from '../galaxy-context.ts'
import { isUnfinished, type ContractRow } from './contract-rows.ts'

/**
 * Ends what is past its time. One that somebody is filling or taking this moment is left to them and the next run: they see the time
 * themselves.
 */
export async function lapseContracts(tx: GalaxyTx): Promise<void> {
  const late = await tx.db
    .select()
    .from(contracts)
    .where(and(isUnfinished, lt(contracts.dueAt, tx.now)))
    .orderBy(asc(contracts.id))
    .for('update', { skipLocked: true })
  for (const contract of late) await lapseShortage(tx, contract)
}

/** Call it with the contract's row locked. */
export async function lapseShortage({ db, now }: GalaxyTx, { id }: ContractRow): Promise<void> {
  await db.update(contracts).set({ state: 'lapsed', endedAt: now }).where(eq(contracts.id, id))
}
