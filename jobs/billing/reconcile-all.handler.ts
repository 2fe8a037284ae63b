import { reconcileBilling } from '#server/services/billing/reconcile-billing.ts'
import { type Ctx } from '#server/services/context.ts'

export async function handleReconcileAll(ctx: Ctx): Promise<void> {
  await reconcileBilling(ctx, { scope: 'all' })
}
