import { generateNexusJob } from '#jobs/nexus/generate-nexus.ts'
import { job } from '#jobs/outbox.ts'
import { canonicalJson } from '#server/domain/canonical-json.ts'
import { GameError } from '#server/errors.ts'
import { type Tx } from '../context.ts'
import { requireProof } from '../require-proof.ts'
import { openOperation } from '../operations/open-operation.ts'
import { nexusNotGenerated } from './nexus-not-generated.ts'
import { generationOrder, type GenerationOrder } from './plan-generation.ts'
import { type GenerationPreview } from './preview-generation.ts'
import { getNexusState } from './get-nexus-state.ts'
import { NEXUS_SUBJECT } from './queries.ts'

export type GenerationAnswer = {
  message: string
  /** The operation to follow; null for a dry run. */
  taskId: string | null
  /** What would change; only for a dry run. */
  preview?: GenerationPreview
}

/**
 * Queues a generation with its job, or returns the open one if it was requested with the same options. `force`
 * replaces an existing Nexus, for which somebody has to have just shown who they are.
 * @throws FORBIDDEN `step-up`; CONFLICT `nexus-exists`, `generation-running`, NOT_FOUND `nexus-not-generated`.
 */
export async function queueGeneration(
  tx: Tx,
  order: GenerationOrder,
  { force }: { force: boolean },
): Promise<GenerationAnswer> {
  const { operation, isNew } = await openOperation(tx, {
    kind: 'generate-nexus',
    subjectId: NEXUS_SUBJECT,
    input: order,
  })
  if (!isNew) {
    if (!isSameOrder(order, generationOrder.parse(operation.input))) {
      throw new GameError('CONFLICT', 'Another generation is running. Wait for it or cancel it first.', {
        reason: 'generation-running',
      })
    }
    return { message: 'This generation is already running.', taskId: operation.id }
  }
  // Read after the insert: this is now the only open generation, so the answer stays true.
  const existing = await getNexusState(tx.db)
  if (existing && !force) {
    throw new GameError('CONFLICT', 'The Central Nexus already exists. Use forceRegenerate to replace it.', {
      reason: 'nexus-exists',
    })
  }
  if (!existing && order.districts) throw nexusNotGenerated()
  if (existing) await requireProof(tx)
  await tx.audit({
    action: 'nexus.generation-requested',
    subject: { type: 'nexus', id: operation.id },
    detail: order,
  })
  await tx.enqueue(job(generateNexusJob, { operationId: operation.id }))
  return { message: 'The generation has started.', taskId: operation.id }
}

/** Randomly chosen seeds are ignored: they do not make two requests different. */
const isSameOrder = (a: GenerationOrder, b: GenerationOrder): boolean => {
  const comparable = (order: GenerationOrder) =>
    canonicalJson({ ...order, seed: order.seedGiven ? order.seed : null })
  return comparable(a) === comparable(b)
}
