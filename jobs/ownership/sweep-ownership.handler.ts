import { sweepOwnership } from '#server/services/billing/sweep-ownership.ts'
import { type Ctx } from '#server/services/context.ts'

export async function handleSweepOwnership(ctx: Ctx): Promise<void> {
  await sweepOwnership(ctx)
}
