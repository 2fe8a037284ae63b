import { ensurePlans } from '#server/services/billing/ensure-plans.ts'
import { reconcileBilling } from '#server/services/billing/reconcile-billing.ts'
import { type Ctx } from '#server/services/context.ts'

export async function handleReconcileUrgent(ctx: Ctx): Promise<void> {
  await reconcileBilling(ctx, { scope: 'urgent' })
  // PayPal may have been unavailable when the game started.
  await ensurePlans(ctx)
}
