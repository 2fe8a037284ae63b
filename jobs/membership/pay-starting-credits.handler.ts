import { type Ctx } from '#server/services/context.ts'
import { payStartingCredits } from '#server/services/membership/pay-starting-credits.ts'

export async function handlePayStartingCredits(ctx: Ctx, payload: { userId: string }): Promise<void> {
  await payStartingCredits(ctx, payload)
}
