import { eq } from 'drizzle-orm'
import { type GalaxyDb } from '#db/client.ts'
import { contracts } from '#db/schema/galaxy/contracts.ts'
import { ports } from '#db/schema/galaxy/space.ts'
import { GameError, notFound } from '#server/errors.ts'
import { type ContractRow } from '../contracts/contract-rows.ts'
import { returnRest } from '../contracts/lapse-contracts.ts'
import { type GalaxyTx } from '../galaxy-context.ts'
import { reviewOf, type OrderReview } from './order-terms.ts'

/** Judges withdrawing an open job. @throws CONFLICT `job-over`, NOT_FOUND. */
export async function judgeWithdrawal(galaxy: GalaxyDb, now: Date, jobId: string): Promise<OrderReview> {
  const [row] = await galaxy
    .select({ contract: contracts, port: ports.name })
    .from(contracts)
    .leftJoin(ports, eq(ports.id, contracts.portId))
    .where(eq(contracts.id, jobId))
  if (row?.contract.kind !== 'treasury_job') throw notFound('This job')
  if (row.contract.state !== 'open' || row.contract.dueAt < now)
    throw new GameError('CONFLICT', 'This job is over.', { reason: 'job-over' })
  return reviewOf(0n, { port: row.port, commodity: row.contract.commodity })
}

/** Ends a job that was judged with its row locked; what nobody earned returns under the order's id. Answers with it, credits. */
export const withdrawJob = async (tx: GalaxyTx, id: string, job: ContractRow): Promise<number> =>
  Number(await returnRest(tx, job, id))
