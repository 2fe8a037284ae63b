import { type DistrictType } from '#server/domain/galaxy/district-types.ts'
import { transact, type Ctx } from '../context.ts'
import { startOperation } from '../operations/start-operation.ts'
import { endOperation } from '../operations/end-operation.ts'
import { recordFailedAttempt } from '../operations/record-failed-attempt.ts'
import { type OperationRow } from '../operations/operation-rows.ts'
import { reportProgress } from '../operations/report-progress.ts'
import { finishGeneration } from './finish-generation.ts'
import { getGenerationRecord } from './generation-record.ts'
import { prepareNexusGalaxy } from './nexus-galaxy.ts'
import { districtsOf, generationOrder, planNexus, nextSpec } from './plan-generation.ts'
import { specOf } from './queries.ts'
import { replaceNexus, type Replacement } from './replace-nexus.ts'

export const MAX_ATTEMPTS = 4
const RETRY_AFTER_MS = 2_000

/** Shares of the progress bar: planning, then writing, then what the commit takes. */
const PREPARED = 4
const PLANNED = 44
const WRITTEN = 96

/**
 * Does a generation that was asked for, from wherever an earlier attempt died. A run that was told to stop leaves everything
 * as it was. @throws whatever went wrong while there are attempts left, so that the queue tries again.
 */
export async function runGeneration(ctx: Ctx, { operationId }: { operationId: string }): Promise<void> {
  const operation = await startOperation(ctx, operationId)
  if (!operation) return
  try {
    await generate(ctx, operation)
  } catch (error) {
    const again = await recordFailedAttempt(ctx, {
      operationId,
      maxAttempts: MAX_ATTEMPTS,
      retryAfterMs: RETRY_AFTER_MS,
      error: 'The generation failed and changed nothing. The cause is in the log.',
    })
    if (again) throw error
    ctx.log.error({ err: error, operationId }, 'a generation of the Nexus failed for good')
  }
}

async function generate(ctx: Ctx, operation: OperationRow): Promise<void> {
  const startedAt = performance.now()
  const operationId = operation.id
  const order = generationOrder.parse(operation.input)
  const districts = districtsOf(order)
  const report = (step: string, progress: number) =>
    reportProgress(ctx, { operationId, step, progress: Math.round(progress) })
  const reportAlong = reportInBackground(report)

  const shouldContinue = await report('prepare', 1)
  const galaxyId = await prepareNexusGalaxy(ctx)
  const last = await ctx.galaxies.withGalaxy(galaxyId, getGenerationRecord)
  // An earlier attempt came as far as the commit: it has happened, whatever was asked since.
  if (last?.operationId === operationId) return finishGeneration(ctx, { galaxyId, record: last })
  if (!shouldContinue) return cancelRun(ctx, operationId)

  const spec = nextSpec(last ? specOf(last) : null, order)
  const now = await ctx.clock.now(ctx.db)
  const replacement: Replacement = {
    operationId,
    spec,
    plan: () =>
      planNexus(spec, (district: DistrictType, done: number) =>
        reportAlong(`plan:${district}`, PREPARED + ((PLANNED - PREPARED) * done) / 10),
      ),
    districts,
    preservePlayerData: order.preservePlayerData,
    baseVersion: last?.version ?? 0,
    now,
    elapsedMs: () => performance.now() - startedAt,
    shouldContinue: (table, written) =>
      reportAlong(`write:${table}`, PLANNED + (WRITTEN - PLANNED) * written),
    beforeCommit: () => report('publish', WRITTEN),
  }
  const record = await ctx.galaxies.withGalaxy(galaxyId, (galaxy) => replaceNexus(galaxy, replacement))
  if (!record) return cancelRun(ctx, operationId)
  await finishGeneration(ctx, { galaxyId, record: { ...record, at: now } })
}

type Report = (step: string, progress: number) => Promise<boolean>

/**
 * A report travels while the next piece of work is done: each answer is that of the report before. What must be known at
 * once, such as the last word before the commit, is asked of `report` itself.
 */
function reportInBackground(report: Report): Report {
  let before = Promise.resolve(true)
  return async (step, progress) => {
    const shouldContinue = await before
    before = report(step, progress)
    // Whoever asks next hears of a failure; until then it must not count as unhandled.
    before.catch(() => undefined)
    return shouldContinue
  }
}

const cancelRun = (ctx: Ctx, operationId: string): Promise<void> =>
  transact(ctx, async (tx) => {
    if (!(await endOperation(tx, operationId, { status: 'cancelled' }))) return
    await tx.audit({ action: 'nexus.generation-cancelled', subject: { type: 'nexus', id: operationId } })
  })
