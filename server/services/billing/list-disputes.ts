import { desc, eq } from 'drizzle-orm'
import { disputes, subscriptions } from '#db/schema/platform/billing.ts'
import { users } from '#db/schema/platform/identity.ts'
import { regions } from '#db/schema/platform/regions.ts'
import { offsetOf, type Page, type Paging } from '#server/domain/paging.ts'
import { type Ctx } from '../context.ts'
import { requireAdmin } from '../require-actor.ts'
import { type DisputeRow } from './dispute-queries.ts'
import { formatAmount } from './format-amount.ts'

export type DisputeView = {
  id: string
  paypalId: string
  saleId: string
  reason: string
  stage: string | null
  amount: string
  currency: string
  openedAt: string
  resolvedAt: string | null
  outcome: DisputeRow['outcome']
}

export const viewDispute = (row: DisputeRow): DisputeView => ({
  id: row.id,
  paypalId: row.paypalId,
  saleId: row.saleId,
  reason: row.reason,
  stage: row.stage,
  amount: formatAmount(row.amountMinor, row.currency),
  currency: row.currency,
  openedAt: row.openedAt.toISOString(),
  resolvedAt: row.resolvedAt?.toISOString() ?? null,
  outcome: row.outcome,
})

export type DisputeLine = DisputeView & {
  owner: { id: string; callsign: string }
  region: string | null
  status: string
}

/** Disputes of all payments, the newest first. @throws FORBIDDEN. */
export async function listDisputes(ctx: Ctx, paging: Paging): Promise<Page<DisputeLine>> {
  requireAdmin(ctx)
  const rows = await ctx.db
    .select({
      dispute: disputes,
      owner: { id: users.id, callsign: users.callsign },
      region: regions.displayName,
      status: subscriptions.status,
    })
    .from(disputes)
    .innerJoin(subscriptions, eq(subscriptions.id, disputes.subscriptionId))
    .innerJoin(users, eq(users.id, subscriptions.userId))
    .leftJoin(regions, eq(regions.id, subscriptions.regionId))
    .orderBy(desc(disputes.openedAt), desc(disputes.id))
    .limit(paging.pageSize)
    .offset(offsetOf(paging))
  return {
    items: rows.map(({ dispute, ...of }) => ({ ...viewDispute(dispute), ...of })),
    total: await ctx.db.$count(disputes),
    ...paging,
  }
}
