import { type Ctx } from '../context.ts'
import { galaxyClient } from '../galaxy/galaxy-client.ts'
import { toOperationView, type OperationView } from '../operations/operation-view.ts'
import { findOperations } from '../operations/operation-rows.ts'
import { requireAdmin } from '../require-actor.ts'
import { getNexusState } from './get-nexus-state.ts'
import { NEXUS_SUBJECT } from './queries.ts'

export type NexusHealth = {
  /** Null before the first generation. */
  generation: {
    version: number
    seed: string
    /** Districts with their own seed, because they were regenerated alone. */
    reseededDistricts: number
    generationMs: number
    stronglyConnected: boolean
    generatedAt: string
  } | null
  /** Response time of the Nexus' database; null when it did not answer. */
  galaxyAnswerMs: number | null
  /** Job counts of the whole platform; null when this process has no queue. */
  queue: { waiting: number; active: number; delayed: number; failed: number; outbox: number } | null
  recentRuns: OperationView[]
}

const RECENT = 8

/** Health of the Nexus, its database and the job queue. @throws FORBIDDEN. */
export async function getNexusHealth(ctx: Ctx): Promise<NexusHealth> {
  requireAdmin(ctx)
  const state = await getNexusState(ctx.db)
  const runs = await findOperations(ctx.db, 'generate-nexus', NEXUS_SUBJECT, RECENT)
  return {
    generation: state && {
      version: state.version,
      seed: state.seed,
      reseededDistricts: Object.keys(state.districtSeeds).length,
      generationMs: state.generationMs,
      stronglyConnected: state.stronglyConnected,
      generatedAt: state.generatedAt.toISOString(),
    },
    galaxyAnswerMs: state && (await measureAnswerMs(ctx, state.galaxyId)),
    queue: await ctx.outbox.counts(),
    recentRuns: runs.map(toOperationView),
  }
}

async function measureAnswerMs(ctx: Ctx, galaxyId: string): Promise<number | null> {
  const startedAt = performance.now()
  try {
    await galaxyClient(ctx, galaxyId).ping({})
    return Math.round((performance.now() - startedAt) * 10) / 10
  } catch (error) {
    ctx.log.warn({ err: error, galaxyId }, 'the Nexus database does not answer')
    return null
  }
}
