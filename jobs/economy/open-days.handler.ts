import { type Ctx } from '#server/services/context.ts'
import { openDays } from '#server/services/economy/open-days.ts'

export async function handleOpenDays(ctx: Ctx): Promise<void> {
  await openDays(ctx)
}
