import { and, eq, inArray } from 'drizzle-orm'
import { operations } from '#db/schema/platform/operations.ts'
import { generateNexusJob } from '#jobs/nexus/generate-nexus.ts'
import { job } from '#jobs/outbox.ts'
import { transact, type Ctx } from '../context.ts'
import { findSilentOperations } from '../operations/operation-rows.ts'
import { finishGeneration } from './finish-generation.ts'
import { getGenerationRecord } from './generation-record.ts'
import { getNexusGalaxy } from './nexus-galaxy.ts'
import { getNexusState } from './get-nexus-state.ts'

/** A running generation reports several times a second. */
const SILENT_MS = 60_000

/**
 * Repairs what a dead process or an emptied queue left behind: requeues a generation that nobody works on, and
 * records a committed Nexus that the platform does not know yet.
 */
export async function sweepNexus(ctx: Ctx): Promise<void> {
  await transact(ctx, async (tx) => {
    const silent = await findSilentOperations(tx.db, 'generate-nexus', new Date(tx.now.getTime() - SILENT_MS))
    for (const { id } of silent) {
      // Updating it first stops the next sweep from enqueuing it again while the job waits.
      const [touched] = await tx.db
        .update(operations)
        .set({ updatedAt: tx.now })
        .where(and(eq(operations.id, id), inArray(operations.status, ['queued', 'running'])))
        .returning({ id: operations.id })
      if (touched) await tx.enqueue(job(generateNexusJob, { operationId: id }))
    }
  })
  const galaxy = await getNexusGalaxy(ctx)
  if (galaxy?.status !== 'ready') return
  const record = await ctx.galaxies.withGalaxy(galaxy.id, getGenerationRecord)
  const state = await getNexusState(ctx.db)
  if (record && record.version > (state?.version ?? 0)) {
    await finishGeneration(ctx, { galaxyId: galaxy.id, record })
  }
}
