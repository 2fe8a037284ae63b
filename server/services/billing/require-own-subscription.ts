import { notFound } from '#server/errors.ts'
import { type Ctx } from '../context.ts'
import { requireUser } from '../require-actor.ts'
import { getOwnSubscription, type SubscriptionRow } from './queries.ts'

/** One's own subscription. @throws UNAUTHORIZED; NOT_FOUND for anybody else's. */
export async function requireOwnSubscription(ctx: Ctx, id: string): Promise<SubscriptionRow> {
  const row = await getOwnSubscription(ctx.db, requireUser(ctx).userId, id)
  if (!row) throw notFound('This subscription')
  return row
}
