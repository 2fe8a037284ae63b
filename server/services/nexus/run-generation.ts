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

/** Progress in percent after preparing, planning and writing; the rest is the commit. */
const PREPARED = 4
const PLANNED = 44
const WRITTEN = 96

/**
 * Runs a queued generation, continuing after an earlier attempt that died. A cancelled run changes nothing.
 * @throws any failure while attempts are left, so that the queue retries.
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
      error: 'The generation failed; nothing was changed. See the log for the cause.',
    })
    if (again) throw error
    ctx.log.error({ err: error, operationId }, 'generating the Nexus failed for good')
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
  // An earlier attempt already committed, so it is done, even if it was cancelled since.
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
 * Sends each report while the next step already runs, and returns the answer to the previous one. Call `report`
 * directly where the answer is needed at once, as before the commit.
 */
function reportInBackground(report: Report): Report {
  let before = Promise.resolve(true)
  return async (step, progress) => {
    const shouldContinue = await before
    before = report(step, progress)
    // The next call rethrows a failure; until then it must not count as an unhandled rejection.
    before.catch(() => undefined)
    return shouldContinue
  }
}

const cancelRun = (ctx: Ctx, operationId: string): Promise<void> =>
  transact(ctx, async (tx) => {
    if (!(await endOperation(tx, operationId, { status: 'cancelled' }))) return
    await tx.audit({ action: 'nexus.generation-cancelled', subject: { type: 'nexus', id: operationId } })
  })
