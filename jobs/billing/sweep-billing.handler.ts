import { sweepBilling } from '#server/services/billing/sweep-billing.ts'
import { type Ctx } from '#server/services/context.ts'

export async function handleSweepBilling(ctx: Ctx): Promise<void> {
  await sweepBilling(ctx)
}
