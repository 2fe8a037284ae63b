import { type Ctx } from '#server/services/context.ts'
import { keepLogs } from '#server/services/economy/keep-logs.ts'

export async function handleKeepLogs(ctx: Ctx): Promise<void> {
  await keepLogs(ctx)
}
