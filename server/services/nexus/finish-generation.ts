import { transact, type Ctx } from '../context.ts'
import { endOperation } from '../operations/end-operation.ts'
import { type GenerationRecord } from './generation-record.ts'
import { saveNexusState } from './queries.ts'

/**
 * Tells the platform what the galaxy has become. The galaxy's own record is the truth: this may come late (a crash in
 * between, then the next attempt or the sweep) and more than once.
 */
export async function finishGeneration(
  ctx: Ctx,
  { galaxyId, record }: { galaxyId: string; record: GenerationRecord & { at: Date } },
): Promise<void> {
  await transact(ctx, async (tx) => {
    await saveNexusState(tx.db, galaxyId, record)
    const { at, ...result } = record
    const isFirst = await endOperation(tx, record.operationId, {
      status: 'succeeded',
      result: { ...result, at: at.toISOString() },
    })
    if (isFirst) {
      await tx.audit({
        action: 'nexus.generated',
        subject: { type: 'nexus', id: galaxyId },
        detail: { ...result },
      })
    }
    tx.publish({ audience: { kind: 'public' }, topic: 'nexus', id: galaxyId })
  })
}
