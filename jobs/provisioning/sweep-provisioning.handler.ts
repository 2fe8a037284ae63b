import { type Ctx } from '#server/services/context.ts'
import { sweepProvisioning } from '#server/services/provisioning/sweep-provisioning.ts'

export async function handleSweepProvisioning(ctx: Ctx): Promise<void> {
  await sweepProvisioning(ctx)
}
