import { type Ctx } from '#server/services/context.ts'
import { sweepCrossings } from '#server/services/custody/sweep-crossings.ts'

export async function handleSweepCrossings(ctx: Ctx): Promise<void> {
  await sweepCrossings(ctx)
}
