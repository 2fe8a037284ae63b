import { type Ctx } from '#server/services/context.ts'
import { provisionRegion } from '#server/services/provisioning/provision-region.ts'

export async function handleProvisionRegion(ctx: Ctx, payload: { operationId: string }): Promise<void> {
  await provisionRegion(ctx, payload)
}
