import { reconcileSubscription } from '#server/services/billing/reconcile-subscription.ts'
import { type Ctx } from '#server/services/context.ts'

export async function handleReconcileSubscription(
  ctx: Ctx,
  payload: { subscriptionId: string },
): Promise<void> {
  await reconcileSubscription(ctx, payload)
}
