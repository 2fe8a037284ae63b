import { job } from '#jobs/outbox.ts'
import { rewardVotersJob } from '#jobs/voting/reward-voters.ts'
import { type Tx } from '../context.ts'

/**
 * Has those who voted earn their reputation, by job: for the transaction that ends a vote and sets its `rewardDueAt`. While it is
 * open nobody earns anything by it, since members read each other's score, and one that rose with the ballot would name who has voted.
 */
export async function scheduleVoterRewards(tx: Tx, voteId: string): Promise<void> {
  await tx.enqueue(job(rewardVotersJob, { voteId }))
}
