import { eq } from 'drizzle-orm'
import { users } from '#db/schema/platform/identity.ts'
import { operations } from '#db/schema/platform/operations.ts'
import { job } from '#jobs/outbox.ts'
import { provisionRegionJob } from '#jobs/provisioning/provision-region.ts'
import {
  pauseAfterFailure,
  PROVISIONING_STEP_LABELS,
  type ProvisioningStep,
} from '#server/domain/provisioning/provisioning-steps.ts'
import { transact, type Ctx } from '../context.ts'
import { notify } from '../notifications/notify.ts'
import { getRegion } from '../regions/region-rows.ts'
import { type OperationRow } from '../operations/operation-rows.ts'

/** Records a failed build step and the time of the next attempt, and notifies owner and administrators. */
export async function recordBuildFailure(
  ctx: Ctx,
  operation: OperationRow,
  step: ProvisioningStep,
): Promise<void> {
  const operationId = operation.id
  await transact(ctx, async (tx) => {
    const attempts = operation.attempts + 1
    const pauseMs = pauseAfterFailure(attempts)
    const nextAttemptAt = pauseMs === null ? null : new Date(tx.now.getTime() + pauseMs)
    const error = `The step “${PROVISIONING_STEP_LABELS[step]}” failed.`
    await tx.db
      .update(operations)
      .set({
        status: nextAttemptAt ? 'queued' : 'failed',
        attempts,
        nextAttemptAt,
        error,
        finishedAt: nextAttemptAt ? null : tx.now,
        updatedAt: tx.now,
      })
      .where(eq(operations.id, operationId))
    if (nextAttemptAt) await tx.enqueue(job(provisionRegionJob, { operationId }, nextAttemptAt))
    await tx.audit({
      action: 'region.build-failed',
      regionId: operation.subjectId,
      subject: { type: 'operation', id: operationId },
      detail: { step, attempts, nextAttemptAt: nextAttemptAt?.toISOString() ?? null },
    })

    const region = await getRegion(tx.db, operation.subjectId)
    if (!region) return
    tx.publish({ audience: { kind: 'user', userId: region.ownerId }, topic: 'operation', id: operationId })
    tx.publish({ audience: { kind: 'admin' }, topic: 'operation', id: operationId })
    // Notify about the first failure and the final one only.
    if (attempts > 1 && nextAttemptAt) return
    const admins = await tx.db.select({ id: users.id }).from(users).where(eq(users.role, 'admin'))
    await notify(tx, {
      userIds: [region.ownerId, ...admins.map((admin) => admin.id)],
      kind: 'region.build-failed',
      title: `Building ${region.displayName} is delayed`,
      body: nextAttemptAt
        ? `${error} We will retry automatically; nothing is lost.`
        : `${error} We tried ${attempts} times. An administrator was notified; you can also restart it.`,
      href: `/governor/${region.name}`,
      regionId: region.id,
    })
  })
}
