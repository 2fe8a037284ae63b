import { type Ctx } from '#server/services/context.ts'
import { sweepDrills } from '#server/services/backups/sweep-drills.ts'

export async function handleSweepDrills(ctx: Ctx): Promise<void> {
  await sweepDrills(ctx)
}
