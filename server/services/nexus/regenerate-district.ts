import { type RegenerateDistrictInput } from '#server/domain/nexus/inputs.ts'
import { transact, type Ctx } from '../context.ts'
import { requireAdmin } from '../require-actor.ts'
import { type GenerationOrder } from './plan-generation.ts'
import { previewGeneration } from './preview-generation.ts'
import { queueGeneration, type GenerationAnswer } from './queue-generation.ts'
import { randomSeed } from './random-seed.ts'

/**
 * Regenerates one district; the other nine stay unchanged.
 * @throws FORBIDDEN, NOT_FOUND (`nexus-not-generated`), CONFLICT (`generation-running`).
 */
export async function regenerateDistrict(
  ctx: Ctx,
  input: RegenerateDistrictInput,
): Promise<GenerationAnswer> {
  requireAdmin(ctx)
  const order: GenerationOrder = {
    districts: [input.districtType],
    preservePlayerData: input.preservePlayerData,
    seed: input.seed ?? randomSeed(),
    seedGiven: input.seed !== undefined,
  }
  if (input.dryRun) {
    const preview = await previewGeneration(ctx, order)
    return { message: 'Preview only: nothing was changed.', taskId: null, preview }
  }
  return transact(ctx, (tx) => queueGeneration(tx, order, { force: true }))
}
