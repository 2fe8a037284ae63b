import { type Ctx } from '#server/services/context.ts'
import { sweepTreaties } from '#server/services/diplomacy/sweep-treaties.ts'

export async function handleSweepTreaties(ctx: Ctx): Promise<void> {
  await sweepTreaties(ctx)
}
