import { desc, eq } from 'drizzle-orm'
import { subscriptions } from '#db/schema/platform/billing.ts'
import { type SubscriptionView } from '#server/domain/billing/subscription-output.ts'
import { offsetOf, type Page, type Paging } from '#server/domain/paging.ts'
import { type Ctx } from '../context.ts'
import { requireUser } from '../require-actor.ts'
import { loadSubscriptionView } from './load-subscription-view.ts'

/** The current user's subscriptions and checkouts, newest first. @throws UNAUTHORIZED. */
export async function listSubscriptions(ctx: Ctx, input: Paging): Promise<Page<SubscriptionView>> {
  const mine = eq(subscriptions.userId, requireUser(ctx).userId)
  const rows = await ctx.db
    .select()
    .from(subscriptions)
    .where(mine)
    .orderBy(desc(subscriptions.createdAt), desc(subscriptions.id))
    .limit(input.pageSize)
    .offset(offsetOf(input))
  return {
    items: await Promise.all(rows.map((row) => loadSubscriptionView(ctx, row))),
    total: await ctx.db.$count(subscriptions, mine),
    ...input,
  }
}
