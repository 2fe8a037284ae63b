import { eq } from 'drizzle-orm'
import { operations } from '#db/schema/platform/operations.ts'
import { job } from '#jobs/outbox.ts'
import { provisionRegionJob } from '#jobs/provisioning/provision-region.ts'
import { PROVISIONING_QUEUED } from '#server/domain/provisioning/provisioning-steps.ts'
import { GameError, notFound } from '#server/errors.ts'
import { transact, type Ctx } from '../context.ts'
import { toBuildView, type BuildView } from './build-view.ts'
import { getLatestBuild } from './get-latest-build.ts'
import { requireOwnRegion } from './require-own-region.ts'
import { oneRow } from '../one-row.ts'

/**
 * Restarts a failed build at once, with all its attempts. For the owner and administrators.
 * @throws NOT_FOUND for others; CONFLICT while it runs or when it is done.
 */
export async function retryProvisioning(ctx: Ctx, input: { region: string }): Promise<BuildView> {
  return transact(ctx, async (tx) => {
    const region = await requireOwnRegion(tx, input.region)
    const operation = await getLatestBuild(tx.db, region.id)
    if (!operation) throw notFound('The build of this region')
    if (operation.status === 'succeeded' || operation.status === 'running') {
      throw new GameError(
        'CONFLICT',
        operation.status === 'running'
          ? 'This region is being built right now.'
          : 'This region is already built.',
        { reason: `build-${operation.status}` },
      )
    }
    const queued = oneRow(
      await tx.db
        .update(operations)
        .set({
          status: 'queued',
          step: PROVISIONING_QUEUED,
          attempts: 0,
          error: null,
          nextAttemptAt: tx.now,
          finishedAt: null,
          updatedAt: tx.now,
        })
        .where(eq(operations.id, operation.id))
        .returning(),
    )
    await tx.enqueue(job(provisionRegionJob, { operationId: operation.id }))
    await tx.audit({
      action: 'region.build-retried',
      regionId: region.id,
      subject: { type: 'operation', id: operation.id },
    })
    tx.publish({ audience: { kind: 'user', userId: region.ownerId }, topic: 'operation', id: operation.id })
    tx.publish({ audience: { kind: 'admin' }, topic: 'operation', id: operation.id })
    return toBuildView(queued)
  })
}
