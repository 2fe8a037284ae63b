import { and, eq, lt, lte, or, isNull } from 'drizzle-orm'
import { operations } from '#db/schema/platform/operations.ts'
import { job } from '#jobs/outbox.ts'
import { provisionRegionJob } from '#jobs/provisioning/provision-region.ts'
import { PROVISIONING_STUCK_MS } from '#server/domain/provisioning/provisioning-steps.ts'
import { transact, type Ctx } from '../context.ts'

/**
 * Requeues builds whose retry is due or whose process died, whatever happened to their jobs. A build that is still
 * running is protected by its lock. Returns how many were queued.
 */
export async function sweepProvisioning(ctx: Ctx): Promise<number> {
  return transact(ctx, async (tx) => {
    const stuckBefore = new Date(tx.now.getTime() - PROVISIONING_STUCK_MS)
    const due = await tx.db
      .select({ id: operations.id })
      .from(operations)
      .where(
        and(
          eq(operations.kind, 'provision-region'),
          or(
            and(
              eq(operations.status, 'queued'),
              or(isNull(operations.nextAttemptAt), lte(operations.nextAttemptAt, tx.now)),
            ),
            and(eq(operations.status, 'running'), lt(operations.updatedAt, stuckBefore)),
          ),
        ),
      )
    for (const { id } of due) await tx.enqueue(job(provisionRegionJob, { operationId: id }))
    return due.length
  })
}
