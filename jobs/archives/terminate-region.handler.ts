import { terminateRegion } from '#server/services/archives/terminate-region.ts'
import { type Ctx } from '#server/services/context.ts'

export async function handleTerminateRegion(ctx: Ctx, input: { operationId: string }): Promise<void> {
  await terminateRegion(ctx, input)
}
