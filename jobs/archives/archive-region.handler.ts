import { archiveRegion } from '#server/services/archives/archive-region.ts'
import { type Ctx } from '#server/services/context.ts'

export async function handleArchiveRegion(ctx: Ctx, input: { operationId: string }): Promise<void> {
  await archiveRegion(ctx, input)
}
