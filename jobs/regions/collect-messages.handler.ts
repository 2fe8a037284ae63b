import { type Ctx } from '#server/services/context.ts'
import { collectMessages } from '#server/services/galaxy/collect-messages.ts'

export async function handleCollectMessages(ctx: Ctx): Promise<void> {
  await collectMessages(ctx)
}
