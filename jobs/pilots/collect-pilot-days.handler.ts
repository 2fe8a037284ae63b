import { type Ctx } from '#server/services/context.ts'
import { collectPilotDays } from '#server/services/pilots/collect-pilot-days.ts'

export async function handleCollectPilotDays(ctx: Ctx): Promise<void> {
  await collectPilotDays(ctx)
}
