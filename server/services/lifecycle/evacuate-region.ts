import { sql } from 'drizzle-orm'
import {
  EVACUATION_RETRY_MS,
  EVACUATION_STEPS,
  evacuationLabel,
  evacuationProgress,
  type EvacuationStep,
} from '#server/domain/regions/evacuation-steps.ts'
import { type Ctx } from '../context.ts'
import { recordFailedAttempt } from '../operations/record-failed-attempt.ts'
import { reportProgress } from '../operations/report-progress.ts'
import { startOperation } from '../operations/start-operation.ts'
import { type OperationRow } from '../operations/operation-rows.ts'
import { EVACUATION_WORK } from './evacuation-work.ts'

export type EvacuationHooks = {
  /** Called when a step begins and when it is done, so that tests can crash the process there. */
  onStep?(step: EvacuationStep, moment: 'begun' | 'done'): void | Promise<void>
}

export type EvacuationOutcome = 'archived' | 'turned-back' | 'nothing-to-do' | 'elsewhere' | 'failed'

/**
 * Ends the evacuation of a region step by step, from the step at which an earlier run ended: everybody is carried out with all they have,
 * the treasury is shared, the government ends, and the region is archived. A database lock allows one process per evacuation and is
 * released when the process dies. A failure is recorded with the time of the next attempt, and there is always one: nobody
 * may be left behind.
 */
export async function evacuateRegion(
  ctx: Ctx,
  { operationId }: { operationId: string },
  hooks: EvacuationHooks = {},
): Promise<EvacuationOutcome> {
  return ctx.db.transaction(async (lock) => {
    // It is idle while the steps work.
    await lock.execute(sql`set local idle_in_transaction_session_timeout = 0`)
    const { rows } = await lock.execute<{ held: boolean }>(
      sql`select pg_try_advisory_xact_lock(hashtextextended(${`evacuate/${operationId}`}, 0)) as held`,
    )
    if (!rows[0]?.held) return 'elsewhere'
    const operation = await startOperation(ctx, operationId)
    if (operation?.kind !== 'evacuate-region') return 'nothing-to-do'
    return run(ctx, operation, hooks)
  })
}

async function run(ctx: Ctx, operation: OperationRow, hooks: EvacuationHooks): Promise<EvacuationOutcome> {
  const evacuation = { id: operation.id, regionId: operation.subjectId }
  const first = Math.max(
    0,
    EVACUATION_STEPS.findIndex((step) => step === operation.step),
  )
  let current: EvacuationStep = EVACUATION_STEPS[first] ?? 'carry'
  try {
    for (const step of EVACUATION_STEPS.slice(first)) {
      current = step
      await hooks.onStep?.(step, 'begun')
      const progress = { operationId: operation.id, step, progress: evacuationProgress(step) }
      if (step !== 'share' && !(await reportProgress(ctx, progress))) return 'turned-back'
      if ((await EVACUATION_WORK[step](ctx, evacuation)) === 'turned-back') return 'turned-back'
      await hooks.onStep?.(step, 'done')
    }
    return 'archived'
  } catch (error) {
    ctx.log.error({ err: error, operationId: operation.id, step: current }, 'evacuating a region failed')
    // The sweep makes the next attempt.
    await recordFailedAttempt(ctx, {
      operationId: operation.id,
      error: `The step “${evacuationLabel(current)}” failed.`,
      retryAfterMs: EVACUATION_RETRY_MS,
      maxAttempts: Number.POSITIVE_INFINITY,
    })
    return 'failed'
  }
}
