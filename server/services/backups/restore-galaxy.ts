import { eq, sql } from 'drizzle-orm'
import { z } from 'zod'
import { operations } from '#db/schema/platform/operations.ts'
import { job } from '#jobs/outbox.ts'
import { restoreGalaxyJob } from '#jobs/backups/restore-galaxy.ts'
import {
  isSwapped,
  RESTORE_ATTEMPTS,
  RESTORE_RETRY_MS,
  RESTORE_STEPS,
  restoreLabel,
  restoreNames,
  restoreProgress,
  type RestoreStep,
} from '#server/domain/backups/restore-steps.ts'
import { ArchiveError } from '#server/archive/archive.ts'
import { isGameError } from '#server/errors.ts'
import { transact, type Ctx } from '../context.ts'
import { oneRow } from '../one-row.ts'
import { recordFailedAttempt } from '../operations/record-failed-attempt.ts'
import { reportProgress } from '../operations/report-progress.ts'
import { startOperation } from '../operations/start-operation.ts'
import { type OperationRow } from '../operations/operation-rows.ts'
import { abandonRestore } from './abandon-restore.ts'
import { requireRestorable } from './restorable.ts'
import { RESTORE_WORK, type Restoring } from './restore-work.ts'

export type RestoreHooks = {
  /** Called when a step begins and when it is done, so that tests can crash the process there. */
  onStep?(step: RestoreStep, moment: 'begun' | 'done'): void | Promise<void>
}

export type RestoreOutcome = 'restored' | 'nothing-to-do' | 'elsewhere' | 'failed'

const restoreInput = z.object({ backupId: z.uuid() })

/**
 * Restores a galaxy step by step, from the step at which an earlier run ended. A database lock allows one process per restore and is
 * released when the process dies. A failure is recorded with the time of the next attempt; after the last one, or when the backup
 * itself is no good, the galaxy is opened again as it was.
 */
export async function restoreGalaxy(
  ctx: Ctx,
  { operationId }: { operationId: string },
  hooks: RestoreHooks = {},
): Promise<RestoreOutcome> {
  return ctx.db.transaction(async (lock) => {
    // It is idle while the steps work.
    await lock.execute(sql`set local idle_in_transaction_session_timeout = 0`)
    const { rows } = await lock.execute<{ held: boolean }>(
      sql`select pg_try_advisory_xact_lock(hashtextextended(${`restore/${operationId}`}, 0)) as held`,
    )
    if (!rows[0]?.held) return 'elsewhere'
    const operation = await startOperation(ctx, operationId)
    if (operation?.kind !== 'restore-galaxy') return 'nothing-to-do'
    return run(ctx, operation, hooks)
  })
}

async function run(ctx: Ctx, operation: OperationRow, hooks: RestoreHooks): Promise<RestoreOutcome> {
  const first = Math.max(
    0,
    RESTORE_STEPS.findIndex((step) => step === operation.step),
  )
  let current: RestoreStep = RESTORE_STEPS[first] ?? 'verify'
  try {
    for (const step of RESTORE_STEPS.slice(first)) {
      current = step
      await reportProgress(ctx, { operationId: operation.id, step, progress: restoreProgress(step) })
      await hooks.onStep?.(step, 'begun')
      await RESTORE_WORK[step](ctx, await restoringOf(ctx, operation))
      await hooks.onStep?.(step, 'done')
    }
    return 'restored'
  } catch (error) {
    ctx.log.error({ err: error, operationId: operation.id, step: current }, 'restoring a galaxy failed')
    await handleFailure(ctx, operation, current, error)
    return 'failed'
  }
}

/** Read again for each step: the previous one may have changed the rows. */
async function restoringOf(ctx: Ctx, { id }: OperationRow): Promise<Restoring> {
  const operation = oneRow(await ctx.db.select().from(operations).where(eq(operations.id, id)))
  const { backupId } = restoreInput.parse(operation.input)
  return { operation, ...restoreNames(operation.id), ...(await requireRestorable(ctx.db, backupId)) }
}

async function handleFailure(ctx: Ctx, operation: OperationRow, step: RestoreStep, error: unknown) {
  const isFinal = error instanceof ArchiveError || (isGameError(error) && error.code !== 'UNAVAILABLE')
  const words = `The step “${restoreLabel(step)}” failed${isFinal ? `: ${error.message}` : '.'}`
  if (isFinal && !isSwapped(step)) return abandonRestore(ctx, operation, words)
  const goesOn = await recordFailedAttempt(ctx, {
    operationId: operation.id,
    // What is swapped in has to be opened, however long that takes.
    maxAttempts: isSwapped(step) ? Number.POSITIVE_INFINITY : RESTORE_ATTEMPTS + 1,
    retryAfterMs: RESTORE_RETRY_MS,
    error: words,
  })
  if (goesOn && (isSwapped(step) || operation.attempts < RESTORE_ATTEMPTS)) {
    await transact(ctx, async (tx) => {
      const [row] = await tx.db.select().from(operations).where(eq(operations.id, operation.id))
      await tx.enqueue(job(restoreGalaxyJob, { operationId: operation.id }, row?.nextAttemptAt ?? tx.now))
    })
    return
  }
  await abandonRestore(ctx, operation, words)
}
