import { type Ctx } from '#server/services/context.ts'
import { sweepExports } from '#server/services/exports/sweep-exports.ts'

export async function handleSweepExports(ctx: Ctx): Promise<void> {
  await sweepExports(ctx)
}
