import { type Ctx } from '../context.ts'
import { toOperationView, type OperationView } from '../operations/operation-view.ts'
import { findOperations } from '../operations/operation-rows.ts'
import { requireAdmin } from '../require-actor.ts'
import { getNexusState } from './get-nexus-state.ts'
import { getNexusStats, type NexusStats } from './get-nexus-stats.ts'
import { NEXUS_SUBJECT } from './queries.ts'

export type NexusOverview = {
  /** Null while its database does not answer. */
  stats: NexusStats | null
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
  /** How long its database took for these figures; null when it did not answer. */
  galaxyAnswerMs: number | null
  /** Job counts of the whole platform; null when this process has no queue. */
  queue: { waiting: number; active: number; delayed: number; failed: number; outbox: number } | null
  recentRuns: OperationView[]
}

const RECENT = 8

/** The Nexus with the health of its database and of the job queue, for administrators. @throws FORBIDDEN. */
export async function getNexusOverview(ctx: Ctx): Promise<NexusOverview> {
  requireAdmin(ctx)
  const state = await getNexusState(ctx.db)
  const runs = await findOperations(ctx.db, 'generate-nexus', NEXUS_SUBJECT, RECENT)
  return {
    ...(await readStats(ctx)),
    generation: state && {
      version: state.version,
      seed: state.seed,
      reseededDistricts: Object.keys(state.districtSeeds).length,
      generationMs: state.generationMs,
      stronglyConnected: state.stronglyConnected,
      generatedAt: state.generatedAt.toISOString(),
    },
    queue: await ctx.outbox.counts(),
    recentRuns: runs.map(toOperationView),
  }
}

async function readStats(ctx: Ctx): Promise<Pick<NexusOverview, 'stats' | 'galaxyAnswerMs'>> {
  const startedAt = performance.now()
  try {
    const stats = await getNexusStats(ctx)
    return { stats, galaxyAnswerMs: Math.round((performance.now() - startedAt) * 10) / 10 }
  } catch (error) {
    ctx.log.warn({ err: error }, 'the Nexus database does not answer')
    return { stats: null, galaxyAnswerMs: null }
  }
}
