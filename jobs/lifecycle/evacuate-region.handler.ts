import { type Ctx } from '#server/services/context.ts'
import { evacuateRegion } from '#server/services/lifecycle/evacuate-region.ts'

export async function handleEvacuateRegion(ctx: Ctx, input: { operationId: string }): Promise<void> {
  await evacuateRegion(ctx, input)
}
