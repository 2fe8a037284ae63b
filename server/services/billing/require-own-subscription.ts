import { notFound } from '#server/errors.ts'
import { type Ctx } from '../context.ts'
import { requireUser } from '../require-actor.ts'
import { getOwnSubscription, type SubscriptionRow } from './queries.ts'

/** The current user's subscription. @throws UNAUTHORIZED; NOT_FOUND for any other user's. */
export async function requireOwnSubscription(ctx: Ctx, id: string): Promise<SubscriptionRow> {
  const row = await getOwnSubscription(ctx.db, requireUser(ctx).userId, id)
  if (!row) throw notFound('This subscription')
  return row
}
