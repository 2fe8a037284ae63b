import { eq, sql } from 'drizzle-orm'
import { LONG_WORK } from '#db/connections.ts'
import { operations } from '#db/schema/platform/operations.ts'
import {
  progressAt,
  PROVISIONING_STEPS,
  type ProvisioningStep,
} from '#server/domain/provisioning/provisioning-steps.ts'
import { transact, type Ctx } from '../context.ts'
import { operationEvents } from '../operations/operation-events.ts'
import { isOpenOperation } from '../operations/operation-rows.ts'
import { getRegion } from '../regions/region-rows.ts'
import { BUILD_STEPS } from './build-steps.ts'
import { getOperation } from './queries.ts'
import { type OperationRow } from '../operations/operation-rows.ts'
import { recordBuildFailure } from './record-build-failure.ts'

export type ProvisioningHooks = {
  /** Called when a step begins and when it is done, so that tests can crash the process there. */
  onStep?(step: ProvisioningStep, moment: 'begun' | 'done'): void | Promise<void>
}

export type ProvisioningOutcome = 'built' | 'nothing-to-do' | 'elsewhere' | 'failed'

/**
 * Builds a region step by step. Every step first checks whether it is already done, so an interrupted build starts
 * over and ends in the same state. A database lock allows one process per region and is released when the process
 * dies. A failure is recorded with the time of the next attempt and does not fail the job.
 */
export async function provisionRegion(
  ctx: Ctx,
  { operationId }: { operationId: string },
  hooks: ProvisioningHooks = {},
): Promise<ProvisioningOutcome> {
  return ctx.db.transaction(async (lock) => {
    // It is idle while the steps work.
    await lock.execute(LONG_WORK)
    const { rows } = await lock.execute<{ held: boolean }>(
      sql`select pg_try_advisory_xact_lock(hashtextextended(${`provision/${operationId}`}, 0)) as held`,
    )
    if (!rows[0]?.held) return 'elsewhere'
    const operation = await getOperation(ctx.db, operationId)
    if (!operation || !isOpenOperation(operation)) return 'nothing-to-do'
    return build(ctx, operation, hooks)
  })
}

async function build(
  ctx: Ctx,
  operation: OperationRow,
  hooks: ProvisioningHooks,
): Promise<ProvisioningOutcome> {
  let current: ProvisioningStep = PROVISIONING_STEPS[0]
  try {
    for (const step of PROVISIONING_STEPS) {
      current = step
      await recordStep(ctx, operation, step)
      await hooks.onStep?.(step, 'begun')
      // Read again for each step: the previous one may have changed the row.
      const region = await getRegion(ctx.db, operation.subjectId)
      if (!region) return 'nothing-to-do'
      await BUILD_STEPS[step](ctx, region, operation)
      await hooks.onStep?.(step, 'done')
    }
    return 'built'
  } catch (error) {
    ctx.log.error({ err: error, operationId: operation.id, step: current }, 'building a region failed')
    await recordBuildFailure(ctx, operation, current)
    return 'failed'
  }
}

const recordStep = (ctx: Ctx, operation: OperationRow, step: ProvisioningStep): Promise<void> =>
  transact(ctx, async (tx) => {
    await tx.db
      .update(operations)
      .set({
        status: 'running',
        step,
        progress: progressAt(step),
        startedAt: operation.startedAt ?? tx.now,
        nextAttemptAt: null,
        updatedAt: tx.now,
      })
      .where(eq(operations.id, operation.id))
    for (const event of operationEvents(operation)) tx.publish(event)
  })
