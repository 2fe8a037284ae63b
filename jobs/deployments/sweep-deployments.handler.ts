import { type Ctx } from '#server/services/context.ts'
import { sweepDeployments } from '#server/services/deployments/sweep-deployments.ts'

export async function handleSweepDeployments(ctx: Ctx): Promise<void> {
  await sweepDeployments(ctx)
}
