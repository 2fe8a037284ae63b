import { randomUUID } from 'node:crypto'
import { job } from '#jobs/outbox.ts'
import { writePasswordResetJob } from '#jobs/identity/write-password-reset.ts'
import { addressKey } from '#server/limits/address-key.ts'
import { transact, type Ctx } from '../context.ts'

/**
 * Asks for a link to a new password by mail. The same happens for every address: whether it has an account is looked up by a
 * job. @param input.email normalised @throws TOO_MANY_REQUESTS.
 */
export async function requestPasswordReset(
  ctx: Ctx,
  input: { email: string; ipAddress: string },
): Promise<void> {
  await ctx.limits.take('reset-address', addressKey(input.ipAddress))
  await transact(ctx, (tx) =>
    tx.enqueue(job(writePasswordResetJob, { requestId: randomUUID(), email: input.email })),
  )
}
