import { type Ctx } from '#server/services/context.ts'
import { sweepGifts } from '#server/services/economy/sweep-gifts.ts'

export async function handleSweepGifts(ctx: Ctx): Promise<void> {
  await sweepGifts(ctx)
}
