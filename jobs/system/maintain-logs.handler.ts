import { type Ctx } from '#server/services/context.ts'
import { dropHiddenEmblems } from '#server/services/government/drop-hidden-emblems.ts'
import { maintainLogs } from '#server/services/economy/maintain-logs.ts'

export async function handleMaintainLogs(ctx: Ctx): Promise<void> {
  await dropHiddenEmblems(ctx)
  await maintainLogs(ctx)
}
