import { type GenerateNexusInput } from '#server/domain/nexus/inputs.ts'
import { transact, type Ctx } from '../context.ts'
import { requireAdmin } from '../require-actor.ts'
import { queueGeneration, type GenerationAnswer } from './queue-generation.ts'
import { type GenerationOrder } from './plan-generation.ts'
import { previewGeneration } from './preview-generation.ts'
import { randomSeed } from './random-seed.ts'

/**
 * Queues a generation of the Nexus or of some districts (DESIGN.md §3 Central Nexus). The same request while one is
 * open returns that one. A dry run writes nothing.
 * @throws FORBIDDEN, CONFLICT (`nexus-exists` without force, `generation-running`), NOT_FOUND (`nexus-not-generated` for
 * districts of a missing Nexus).
 */
export async function requestGeneration(ctx: Ctx, input: GenerateNexusInput): Promise<GenerationAnswer> {
  requireAdmin(ctx)
  const order: GenerationOrder = {
    districts: input.districts ?? null,
    preservePlayerData: input.preservePlayerData,
    seed: input.seed ?? randomSeed(),
    seedGiven: input.seed !== undefined,
  }
  if (input.dryRun) {
    const preview = await previewGeneration(ctx, order)
    return { message: 'Preview only: nothing was changed.', taskId: null, preview }
  }
  return transact(ctx, (tx) => queueGeneration(tx, order, { force: input.forceRegenerate }))
}
