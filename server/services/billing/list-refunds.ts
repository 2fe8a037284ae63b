import { desc } from 'drizzle-orm'
import { refunds } from '#db/schema/platform/billing.ts'
import { offsetOf, type Page, type Paging } from '#server/domain/paging.ts'
import { type Ctx } from '../context.ts'
import { requireAdmin } from '../require-actor.ts'
import { readRefunds, toRefundView, type RefundView } from './refund-view.ts'

/** All refunds by our own call, the newest first. @throws FORBIDDEN. */
export async function listRefunds(ctx: Ctx, input: Paging): Promise<Page<RefundView>> {
  requireAdmin(ctx)
  const rows = await readRefunds(ctx.db)
    .orderBy(desc(refunds.requestedAt), desc(refunds.id))
    .limit(input.pageSize)
    .offset(offsetOf(input))
  return { items: rows.map(toRefundView), total: await ctx.db.$count(refunds), ...input }
}
