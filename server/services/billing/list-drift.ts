import { desc, eq, inArray } from 'drizzle-orm'
import { z } from 'zod'
import { billingEvents, subscriptions } from '#db/schema/platform/billing.ts'
import { users } from '#db/schema/platform/identity.ts'
import { BILLING_FLAGS } from '#server/domain/billing/billing-effects.ts'
import { FLAG_LABELS } from '#server/domain/billing/notice-text.ts'
import { offsetOf, type Page, type Paging } from '#server/domain/paging.ts'
import { type Ctx } from '../context.ts'
import { requireAdmin } from '../require-actor.ts'
import { formatAmount } from './format-amount.ts'

export type DriftEntry = {
  id: string
  at: string
  subscriptionId: string
  paypalSubscriptionId: string | null
  owner: string
  plan: string
  status: string
  what: string
}

const detailSchema = z.object({
  kind: z.enum(['missing-payment', 'missing-refund']).optional(),
  saleId: z.string().optional(),
  amountMinor: z.number().optional(),
  flag: z.enum(BILLING_FLAGS).optional(),
})

/** Differences between our ledger and PayPal's, and flagged subscriptions, newest first. @throws FORBIDDEN. */
export async function listDrift(ctx: Ctx, input: Paging): Promise<Page<DriftEntry>> {
  requireAdmin(ctx)
  const listed = inArray(billingEvents.kind, ['drift', 'flag'])
  const rows = await ctx.db
    .select({ event: billingEvents, subscription: subscriptions, owner: users.callsign })
    .from(billingEvents)
    .innerJoin(subscriptions, eq(subscriptions.id, billingEvents.subscriptionId))
    .innerJoin(users, eq(users.id, subscriptions.userId))
    .where(listed)
    .orderBy(desc(billingEvents.at), desc(billingEvents.id))
    .limit(input.pageSize)
    .offset(offsetOf(input))
  return {
    items: rows.map(({ event, subscription, owner }) => ({
      id: event.id,
      at: event.at.toISOString(),
      subscriptionId: subscription.id,
      paypalSubscriptionId: subscription.paypalSubscriptionId,
      owner,
      plan: subscription.plan,
      status: subscription.status,
      what: describeDrift(detailSchema.parse(event.detail), subscription.currency),
    })),
    total: await ctx.db.$count(billingEvents, listed),
    ...input,
  }
}

function describeDrift(detail: z.infer<typeof detailSchema>, currency: string): string {
  if (detail.flag) return FLAG_LABELS[detail.flag]
  const amount = `${formatAmount(detail.amountMinor ?? 0, currency)} ${currency}`
  return detail.kind === 'missing-refund'
    ? `PayPal returned money of sale ${detail.saleId} (${amount}) without a matching event`
    : `A payment of ${amount} (sale ${detail.saleId}) was missing here and was recorded by reconciliation`
}
