import { inArray } from 'drizzle-orm'
import { rolls } from '#db/schema/platform/voting.ts'
import { job } from '#jobs/outbox.ts'
import { rewardVoters } from '#jobs/voting/reward-voters.ts'
import { type Tx } from '../context.ts'

/**
 * Has those who voted earn their reputation, by job: for the transaction that ends a vote. While it is open nobody earns
 * anything by it, since members read each other's score, and one that rose with the ballot would name who has voted.
 */
export async function oweReward(tx: Tx, rollIds: readonly string[]): Promise<void> {
  if (rollIds.length === 0) return
  await tx.db
    .update(rolls)
    .set({ rewardDueAt: tx.now })
    .where(inArray(rolls.id, [...rollIds]))
  for (const rollId of rollIds) await tx.enqueue(job(rewardVoters, { rollId }))
}
