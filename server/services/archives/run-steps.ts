import { and, eq, sql } from 'drizzle-orm'
import { operations } from '#db/schema/platform/operations.ts'
import { users } from '#db/schema/platform/identity.ts'
import { type OperationKind } from '#server/domain/operations/operation-status.ts'
import { archiveRetryMs, progressOf, TELL_AFTER_ATTEMPTS } from '#server/domain/regions/archive-steps.ts'
import { transact, type Ctx } from '../context.ts'
import { notify } from '../notifications/notify.ts'
import { recordFailedAttempt } from '../operations/record-failed-attempt.ts'
import { reportProgress } from '../operations/report-progress.ts'
import { startOperation } from '../operations/start-operation.ts'
import { type OperationRow } from '../operations/operation-rows.ts'
import { getRegion } from '../regions/region-rows.ts'

export type StepHooks<Step extends string> = {
  /** Called when a step begins and when it is done, so that tests can crash the process there. */
  onStep?(step: Step, moment: 'begun' | 'done'): void | Promise<void>
}

/** A run under way: its operation and the region. */
export type Run = { id: string; regionId: string }

export type Saga<Step extends string> = {
  kind: OperationKind
  steps: readonly [Step, ...Step[]]
  label(step: string): string
  /** What a person is told who waits for it. */
  failing: string
  /** The work of each step. Repeating a step changes nothing that it did before. `ended`: the operation is over. */
  work: Record<Step, (ctx: Ctx, run: Run) => Promise<'ended' | undefined>>
  /** The steps that begin by a transaction of their own, which decides whether there is a way back. */
  deciding: readonly Step[]
}

export type SagaOutcome = 'done' | 'ended' | 'nothing-to-do' | 'elsewhere' | 'failed'

/** How soon the sweep looks again for one that waits for another of the same region. */
const WAITS_MS = 5_000

/**
 * Runs what is done with the archive of a region step by step, from the step at which an earlier run ended. A database lock allows one
 * process at a region's archive, whatever it does with it, and is released when the process dies. A failure is recorded with the time of
 * the next attempt, and there is always one; administrators are told once.
 */
export async function runSteps<Step extends string>(
  ctx: Ctx,
  saga: Saga<Step>,
  operationId: string,
  hooks: StepHooks<Step>,
): Promise<SagaOutcome> {
  const [asked] = await ctx.db.select().from(operations).where(eq(operations.id, operationId))
  if (asked?.kind !== saga.kind) return 'nothing-to-do'
  return ctx.db.transaction(async (lock) => {
    // It is idle while the steps work.
    await lock.execute(sql`set local idle_in_transaction_session_timeout = 0`)
    const { rows } = await lock.execute<{ held: boolean }>(
      sql`select pg_try_advisory_xact_lock(hashtextextended(${`archive/${asked.subjectId}`}, 0)) as held`,
    )
    if (!rows[0]?.held) {
      await waitForTheOther(ctx, operationId)
      return 'elsewhere'
    }
    const operation = await startOperation(ctx, operationId)
    return operation ? run(ctx, saga, operation, hooks) : 'nothing-to-do'
  })
}

/** Another one of the same region is at work: the sweep asks again. */
async function waitForTheOther(ctx: Ctx, operationId: string): Promise<void> {
  const now = await ctx.clock.now(ctx.db)
  await ctx.db
    .update(operations)
    .set({ nextAttemptAt: new Date(now.getTime() + WAITS_MS) })
    .where(and(eq(operations.id, operationId), eq(operations.status, 'queued')))
}

async function run<Step extends string>(
  ctx: Ctx,
  saga: Saga<Step>,
  operation: OperationRow,
  hooks: StepHooks<Step>,
): Promise<SagaOutcome> {
  const { steps, work, deciding } = saga
  const at = { id: operation.id, regionId: operation.subjectId }
  const first = Math.max(
    0,
    steps.findIndex((step) => step === operation.step),
  )
  let current = steps[first] ?? steps[0]
  try {
    for (const step of steps.slice(first)) {
      current = step
      await hooks.onStep?.(step, 'begun')
      const progress = { operationId: operation.id, step, progress: progressOf(steps, step) }
      if (!deciding.includes(step) && !(await reportProgress(ctx, progress))) return 'ended'
      if ((await work[step](ctx, at)) === 'ended') return 'ended'
      await hooks.onStep?.(step, 'done')
    }
    return 'done'
  } catch (error) {
    ctx.log.error({ err: error, operationId: operation.id, step: current }, `${saga.kind} failed`)
    await recordFailedAttempt(ctx, {
      operationId: operation.id,
      error: `The step “${saga.label(current)}” failed.`,
      retryAfterMs: archiveRetryMs(operation.attempts),
      maxAttempts: Number.POSITIVE_INFINITY,
    })
    if (operation.attempts >= TELL_AFTER_ATTEMPTS) await tellAdmins(ctx, saga, at, saga.label(current))
    return 'failed'
  }
}

async function tellAdmins(
  ctx: Ctx,
  { failing }: { failing: string },
  { id, regionId }: Run,
  step: string,
): Promise<void> {
  await transact(ctx, async (tx) => {
    const region = await getRegion(tx.db, regionId)
    const admins = await tx.db.select({ id: users.id }).from(users).where(eq(users.role, 'admin'))
    await notify(tx, {
      userIds: admins.map((admin) => admin.id),
      kind: 'alert.archive-failing',
      title: `${region?.displayName ?? 'A region'}: ${failing}`,
      body: `The step “${step}” failed ${TELL_AFTER_ATTEMPTS} times. It is tried again by itself; the log says why.`,
      href: `/admin/archives?operation=${id}`,
      once: true,
    })
  })
}
