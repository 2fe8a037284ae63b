import { type Ctx } from '#server/services/context.ts'
import { payPatrols } from '#server/services/economy/pay-patrols.ts'

export async function handlePayPatrols(ctx: Ctx): Promise<void> {
  await payPatrols(ctx)
}
