import { type Ctx } from '#server/services/context.ts'
import { reconcileDeployment } from '#server/services/deployments/reconcile-deployment.ts'

export async function handleReconcileDeployment(ctx: Ctx, payload: { regionId: string }): Promise<void> {
  await reconcileDeployment(ctx, payload)
}
