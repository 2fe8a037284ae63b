import { movePrice } from '#server/services/billing/move-price.ts'
import { type Ctx } from '#server/services/context.ts'

export async function handleMovePrice(ctx: Ctx, payload: { priceId: string }): Promise<void> {
  await movePrice(ctx, payload)
}
