import { type Ctx } from '#server/services/context.ts'
import { sweepEvacuations } from '#server/services/lifecycle/sweep-evacuations.ts'

export async function handleSweepEvacuations(ctx: Ctx): Promise<void> {
  await sweepEvacuations(ctx)
}
