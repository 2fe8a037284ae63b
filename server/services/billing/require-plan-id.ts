import { type PlanKey } from '#server/domain/billing/plans.ts'
import { GameError } from '#server/errors.ts'
import { type Ctx } from '../context.ts'
import { getPayPalPlanId } from './queries.ts'

/** PayPal's id of one of our plans. @throws UNAVAILABLE before setup has created it. */
export async function requirePlanId(ctx: Ctx, key: PlanKey): Promise<string> {
  const id = await getPayPalPlanId(ctx.db, ctx.config.paypalEnvironment, key)
  if (id) return id
  throw new GameError('UNAVAILABLE', 'Subscriptions are not available yet: the plans are not set up.', {
    reason: 'plans-missing',
  })
}
