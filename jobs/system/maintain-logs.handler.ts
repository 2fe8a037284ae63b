import { type Ctx } from '#server/services/context.ts'
import { maintainLogs } from '#server/services/economy/maintain-logs.ts'

export async function handleMaintainLogs(ctx: Ctx): Promise<void> {
  await maintainLogs(ctx)
}
