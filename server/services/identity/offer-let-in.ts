import { randomUUID } from 'node:crypto'
import { job } from '#jobs/outbox.ts'
import { writeLetInJob } from '#jobs/identity/write-let-in.ts'
import { sha256Hex } from '#server/auth/secrets.ts'
import { transact, type Ctx } from '../context.ts'

/**
 * Offers who owns an account that others guess at a way past the wait, by mail, once an hour. The same happens for every address: whether it
 * has an account is looked up by a job. @param email normalised
 */
export async function offerLetIn(ctx: Ctx, email: string): Promise<void> {
  const { refusal } = await ctx.limits.count('let-in-account', sha256Hex(email))
  if (refusal) return
  await transact(ctx, (tx) => tx.enqueue(job(writeLetInJob, { requestId: randomUUID(), email })))
}
