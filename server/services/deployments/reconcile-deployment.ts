import { eq, sql } from 'drizzle-orm'
import { LONG_WORK } from '#db/connections.ts'
import { regionDeployments, type StepTaken } from '#db/schema/platform/deployments.ts'
import { galaxies } from '#db/schema/platform/regions.ts'
import {
  isReached,
  presenceOf,
  reconcileLabel,
  retryAfterMs,
  stateOf,
  stepsToward,
  type ReconcileStep,
  type Seen,
} from '#server/domain/deployments/desired-state.ts'
import { transact, type Ctx } from '../context.ts'
import { endOperation } from '../operations/end-operation.ts'
import { getOpenOperation, type OperationRow } from '../operations/operation-rows.ts'
import { recordFailedAttempt } from '../operations/record-failed-attempt.ts'
import { reportProgress } from '../operations/report-progress.ts'
import { startOperation } from '../operations/start-operation.ts'
import { claimDeployment, type Claimed } from './claim-deployment.ts'
import { factsOf, getGalaxyOf, wantedOf, type GalaxyRow } from './deployment-rows.ts'

export type ReconcileHooks = {
  /** Called when a step begins and when it is done, so that tests can crash the process there. */
  onStep?(step: ReconcileStep, moment: 'begun' | 'done'): void | Promise<void>
}

export type ReconcileOutcome = 'as-it-should-be' | 'under-way' | 'elsewhere' | 'failed'

/** Steps that are kept of a region. */
const MOST_STEPS = 12
/** After so many failures in a row an operator is told that it does not work; it is tried on. */
const TELL_AFTER = 5
const ERROR_MAX_LENGTH = 500

/**
 * Compares how a region should be served with how it is, and mends it by the steps of `stepsToward`, each of which may be repeated: a run
 * that is cut off is done by the next one. A database lock allows one run at a time, and a lease one host. What fails is noted with the
 * time of the next attempt.
 */
export async function reconcileDeployment(
  ctx: Ctx,
  { regionId }: { regionId: string },
  hooks: ReconcileHooks = {},
): Promise<ReconcileOutcome> {
  return ctx.db.transaction(async (lock) => {
    // It is idle while the steps work.
    await lock.execute(LONG_WORK)
    const { rows } = await lock.execute<{ held: boolean }>(
      sql`select pg_try_advisory_xact_lock(hashtextextended(${`deployment/${regionId}`}, 0)) as held`,
    )
    if (!rows[0]?.held) return 'elsewhere'
    const claimed = await claimDeployment(ctx, regionId)
    if (!claimed) return 'elsewhere'
    return reconcile(ctx, claimed, hooks)
  })
}

async function reconcile(ctx: Ctx, claimed: Claimed, hooks: ReconcileHooks): Promise<ReconcileOutcome> {
  const { row, region } = claimed
  const taken: StepTaken[] = []
  const open = await getOpenOperation(ctx.db, 'change-deployment', region.id)
  const operation = open && (await startOperation(ctx, open.id))
  let seen = await look(ctx, claimed)
  const wasLost = isLost(claimed, seen)
  let restarts = 0
  let current: ReconcileStep | null = null
  let failure: unknown = null
  try {
    const steps = seen ? stepsToward(factsOf(region, claimed.galaxy, row), seen) : []
    for (const [at, step] of steps.entries()) {
      current = step
      if (operation)
        await reportProgress(ctx, { operationId: operation.id, step, progress: progressOf(at, steps) })
      await hooks.onStep?.(step, 'begun')
      const { hasStarted } = await WORK[step](ctx, claimed)
      if (hasStarted && wasLost) restarts += 1
      await hooks.onStep?.(step, 'done')
      taken.push({ step, at: (await ctx.clock.now(ctx.db)).toISOString(), error: null })
    }
    if (steps.length > 0) seen = await look(ctx, claimed)
  } catch (error) {
    failure = error
    ctx.log.error(
      { err: error, regionId: region.id, step: current },
      'a region is not served as it should be',
    )
    const words = `The step “${reconcileLabel(current ?? 'queued')}” failed: ${wordsOf(error)}`
    taken.push({ step: current ?? 'queued', at: (await ctx.clock.now(ctx.db)).toISOString(), error: words })
    seen = await look(ctx, claimed).catch(() => null)
  }
  return note(ctx, claimed, { seen, taken, failure, restarts, operation })
}

type Found = {
  seen: Seen | null
  taken: StepTaken[]
  failure: unknown
  restarts: number
  operation: OperationRow | null
}

/** Writes what was found and done; nothing where nothing is new, but for the time every half minute. */
async function note(ctx: Ctx, claimed: Claimed, found: Found): Promise<ReconcileOutcome> {
  const { seen, taken, failure, restarts, operation } = found
  const { row, region } = claimed
  const galaxy = await getGalaxyOf(ctx.db, region)
  const facts = factsOf(region, galaxy, row)
  const state = seen && stateOf(facts, seen)
  const reached = failure === null && seen !== null && isReached(facts, seen)
  const failures = failure === null ? (reached ? 0 : row.failures) : row.failures + 1
  const lastError = taken.find(({ error }) => error !== null)?.error ?? null
  await transact(ctx, async (tx) => {
    const isNews = state !== row.observedState || taken.length > 0
    const hasNoServers = seen !== null && seen.servers.length === 0
    const isToKeep = presenceOf(facts) === 'running' && facts.servedBy === 'own'
    await tx.db
      .update(regionDeployments)
      .set({
        ...(state === null
          ? {}
          : {
              observedState: state,
              observedSince: state === row.observedState ? row.observedSince : tx.now,
            }),
        observedAt: tx.now,
        // It may have been changed meanwhile: then the next run goes on.
        ...(reached ? { observedGeneration: row.generation } : {}),
        error: failure === null ? (reached ? null : row.error) : lastError,
        failures,
        nextTryAt: failure === null ? null : new Date(tx.now.getTime() + retryAfterMs(failures)),
        restarts: row.restarts + restarts,
        steps: withoutRepeats([...taken.toReversed(), ...row.steps]).slice(0, MOST_STEPS),
        ...(hasNoServers && !isToKeep ? { host: null, keeper: null, leasedUntil: null } : {}),
      })
      .where(eq(regionDeployments.regionId, region.id))
    if (operation && reached && operation.input.generation !== undefined)
      await endOperation(tx, operation.id, { status: 'succeeded', result: { generation: row.generation } })
    if (!isNews) return
    tx.publish({ audience: { kind: 'admin' }, topic: 'operation', id: region.id })
    tx.publish({ audience: { kind: 'region', regionId: region.id }, topic: 'region', id: region.id })
  })
  if (operation && failure !== null)
    await recordFailedAttempt(ctx, {
      operationId: operation.id,
      maxAttempts: TELL_AFTER,
      retryAfterMs: retryAfterMs(failures),
      error: lastError ?? 'It failed.',
    })
  if (failure !== null) return 'failed'
  return reached ? 'as-it-should-be' : 'under-way'
}

/** Newest first: of one step that was done several times in a row, such as an end that is waited for, the last. */
const withoutRepeats = (steps: readonly StepTaken[]): StepTaken[] =>
  steps.filter(
    ({ step, error }, at) => at === 0 || steps[at - 1]?.step !== step || steps[at - 1]?.error !== error,
  )

/** Null where something else works on the region, or it has no galaxy. */
async function look(ctx: Ctx, { row, region }: Claimed): Promise<Seen | null> {
  const galaxy = await getGalaxyOf(ctx.db, region)
  const facts = factsOf(region, galaxy, row)
  if (!galaxy || presenceOf(facts) === 'untouched') return null
  const wanted =
    presenceOf(facts) === 'running' && facts.servedBy === 'own' ? wantedOf(row, galaxy).resources : null
  const seen = await ctx.drivers[row.driver].observe(galaxy, wanted)
  return { ...seen, endpoint: galaxy.endpoint }
}

/** Whether the region had a server that calls were sent to, and has it no more. */
const isLost = ({ galaxy }: Claimed, seen: Seen | null): boolean =>
  galaxy?.endpoint != null &&
  seen !== null &&
  !seen.servers.some(
    ({ endpoint, state }) => endpoint === galaxy.endpoint && state !== 'dead' && state !== 'silent',
  )

type Work = (ctx: Ctx, claimed: Claimed) => Promise<{ hasStarted: boolean }>

const NOTHING_STARTED = { hasStarted: false }

/** The work of each step. Repeating a finished step changes nothing. */
const WORK: Record<ReconcileStep, Work> = {
  close: async (ctx, { row, region }) => {
    const galaxy = await requireGalaxy(ctx, region)
    const switchTo = row.servedBy === 'elsewhere' ? () => Promise.resolve() : switcherOf(ctx, galaxy)
    await ctx.drivers[row.driver].suspend(galaxy, { switchTo })
    return NOTHING_STARTED
  },
  open: async (ctx, { row, region }) => {
    await ctx.drivers[row.driver].resume(await requireGalaxy(ctx, region))
    return NOTHING_STARTED
  },
  release: async (ctx, { row, region }) => {
    const galaxy = await requireGalaxy(ctx, region)
    const endpoint = row.servedBy === 'elsewhere' ? null : galaxy.endpoint
    return ctx.drivers[row.driver].scale(galaxy, null, { endpoint, switchTo: switcherOf(ctx, galaxy) })
  },
  serve: async (ctx, { row, region }) => {
    const galaxy = await requireGalaxy(ctx, region)
    return ctx.drivers[row.driver].scale(galaxy, wantedOf(row, galaxy).resources, {
      endpoint: galaxy.endpoint,
      switchTo: switcherOf(ctx, galaxy),
    })
  },
}

/** Read again for each step: the one before may have changed it. */
async function requireGalaxy(ctx: Ctx, region: Claimed['region']): Promise<GalaxyRow> {
  const galaxy = await getGalaxyOf(ctx.db, region)
  if (!galaxy) throw new Error('the region has no galaxy')
  return galaxy
}

/** Other processes follow within ten seconds. */
const switcherOf =
  (ctx: Ctx, { id }: GalaxyRow) =>
  async (endpoint: string | null): Promise<void> => {
    await ctx.db.update(galaxies).set({ endpoint }).where(eq(galaxies.id, id))
    await ctx.galaxies.release(id)
  }

const progressOf = (at: number, steps: readonly unknown[]): number => Math.round((at / steps.length) * 100)

const wordsOf = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).slice(0, ERROR_MAX_LENGTH)
