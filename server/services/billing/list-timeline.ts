import { and, desc, eq, inArray, ne, sql } from 'drizzle-orm'
import { z } from 'zod'
import { billingEvents, paymentLedger, subscriptions } from '#db/schema/platform/billing.ts'
import { regions } from '#db/schema/platform/regions.ts'
import { PLANS } from '#server/domain/billing/plans.ts'
import { type TimelineEntry } from '#server/domain/billing/subscription-output.ts'
import { offsetOf, type Page, type Paging } from '#server/domain/paging.ts'
import { type Ctx } from '../context.ts'
import { requireUser } from '../require-actor.ts'
import { formatAmount } from './format-amount.ts'

const detailSchema = z.object({
  amountMinor: z.number().optional(),
  currency: z.string().optional(),
  until: z.string().optional(),
  flag: z.string().optional(),
})

/** Billing events of the current user, newest first. Drift is shown to administrators only. @throws UNAUTHORIZED. */
export async function listTimeline(ctx: Ctx, input: Paging): Promise<Page<TimelineEntry>> {
  const own = ctx.db
    .select({ id: subscriptions.id })
    .from(subscriptions)
    .where(eq(subscriptions.userId, requireUser(ctx).userId))
  const mine = and(inArray(billingEvents.subscriptionId, own), ne(billingEvents.kind, 'drift'))
  const rows = await ctx.db
    .select({
      event: billingEvents,
      plan: subscriptions.plan,
      draft: subscriptions.draft,
      regionName: regions.displayName,
      paymentId: paymentLedger.id,
    })
    .from(billingEvents)
    .innerJoin(subscriptions, eq(subscriptions.id, billingEvents.subscriptionId))
    .leftJoin(regions, eq(regions.id, subscriptions.regionId))
    .leftJoin(
      paymentLedger,
      and(
        eq(billingEvents.kind, 'payment'),
        eq(paymentLedger.kind, 'payment'),
        eq(paymentLedger.paypalId, sql`${billingEvents.detail} ->> 'paypalId'`),
      ),
    )
    .where(mine)
    .orderBy(desc(billingEvents.at), desc(billingEvents.id))
    .limit(input.pageSize)
    .offset(offsetOf(input))
  return {
    items: rows.map(({ event, plan, draft, regionName, paymentId }) => {
      const { amountMinor, currency, until, flag } = detailSchema.parse(event.detail)
      const hasAmount = amountMinor !== undefined && currency !== undefined
      return {
        id: event.id,
        subscriptionId: event.subscriptionId,
        subscriptionName: regionName ?? draft?.displayName ?? PLANS[plan].name,
        at: event.at.toISOString(),
        kind: event.kind,
        amount: hasAmount ? { value: formatAmount(amountMinor, currency), currency } : null,
        until: until ?? null,
        paymentId,
        flag: flag ?? null,
      }
    }),
    total: await ctx.db.$count(billingEvents, mine),
    ...input,
  }
}
