import { bringRegionBack } from '#server/services/archives/bring-region-back.ts'
import { type Ctx } from '#server/services/context.ts'

export async function handleReturnRegion(ctx: Ctx, input: { operationId: string }): Promise<void> {
  await bringRegionBack(ctx, input)
}
