import { and, asc, eq, gte, inArray, sql } from 'drizzle-orm'
import { billingEvents, paymentLedger, subscriptions } from '#db/schema/platform/billing.ts'
import { ENDED_STATUSES, RECURRING_STATUSES } from '#server/domain/billing/dunning-step.ts'
import { type Currency } from '#server/domain/billing/money.ts'
import { type PlanKey } from '#server/domain/billing/plans.ts'
import { type Ctx } from '../context.ts'
import { requireAdmin } from '../require-actor.ts'

const MONTHS = 12

export type Recurring = {
  plan: PlanKey
  currency: Currency
  subscriptions: number
  /** What they pay in a month, minor units. */
  amountMinor: number
  /** Of which a payment is owed. */
  owing: number
  owingMinor: number
}

export type RevenueMonth = {
  /** `YYYY-MM`, UTC. */
  month: string
  received: { currency: Currency; paidMinor: number; returnedMinor: number }[]
  /** Payments that failed: subscriptions that went into grace. */
  failed: number
  /** Paid for at the beginning of the month. */
  activeAtStart: number
  /** Of those, whose paid time ended within the month without another payment. */
  ended: number
}

/**
 * Monthly recurring revenue as it is now, and the last twelve months, the oldest first: money by the ledger, refunds and reversals as
 * returned, failed payments and churn. Amounts in minor units. @throws FORBIDDEN.
 */
export async function getRevenue(ctx: Ctx): Promise<{ recurring: Recurring[]; months: RevenueMonth[] }> {
  requireAdmin(ctx)
  const now = await ctx.clock.now(ctx.db)
  const starts = Array.from(
    { length: MONTHS },
    (_, at) => new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - (MONTHS - 1) + at, 1)),
  )
  const [recurring, money, failed, churn] = await Promise.all([
    findRecurring(ctx),
    sumLedger(ctx, starts[0] ?? now),
    countFailed(ctx, starts[0] ?? now),
    countChurn(ctx, starts),
  ])
  return {
    recurring,
    months: starts.map((start) => {
      const month = start.toISOString().slice(0, 7)
      const { activeAtStart = 0, ended = 0 } = churn.get(month) ?? {}
      return {
        month,
        received: money
          .filter((row) => row.month === month)
          .map(({ currency, paidMinor, returnedMinor }) => ({ currency, paidMinor, returnedMinor })),
        failed: failed.find((row) => row.month === month)?.count ?? 0,
        activeAtStart,
        ended,
      }
    }),
  }
}

const findRecurring = (ctx: Ctx): Promise<Recurring[]> => {
  const isOwing = sql`(${subscriptions.status} = 'grace')`
  return ctx.db
    .select({
      plan: subscriptions.plan,
      currency: subscriptions.currency,
      subscriptions: sql<number>`count(*)`.mapWith(Number),
      amountMinor: sql<number>`sum(${subscriptions.amountMinor})`.mapWith(Number),
      owing: sql<number>`count(*) filter (where ${isOwing})`.mapWith(Number),
      owingMinor:
        sql<number>`coalesce(sum(${subscriptions.amountMinor}) filter (where ${isOwing}), 0)`.mapWith(Number),
    })
    .from(subscriptions)
    .where(inArray(subscriptions.status, [...RECURRING_STATUSES]))
    .groupBy(subscriptions.plan, subscriptions.currency)
    .orderBy(asc(subscriptions.plan), asc(subscriptions.currency))
}

const monthOf = (at: typeof paymentLedger.occurredAt | typeof billingEvents.at) =>
  sql<string>`to_char(${at} at time zone 'UTC', 'YYYY-MM')`

const sumLedger = (ctx: Ctx, since: Date) => {
  const { amountMinor, kind, currency, occurredAt } = paymentLedger
  return ctx.db
    .select({
      month: monthOf(occurredAt),
      currency,
      paidMinor: sql<number>`coalesce(sum(${amountMinor}) filter (where ${kind} = 'payment'), 0)`.mapWith(
        Number,
      ),
      returnedMinor:
        sql<number>`coalesce(sum(${amountMinor}) filter (where ${kind} <> 'payment'), 0)`.mapWith(Number),
    })
    .from(paymentLedger)
    .where(gte(occurredAt, since))
    .groupBy(sql`1`, currency)
    .orderBy(sql`1`, asc(currency))
}

const countFailed = (ctx: Ctx, since: Date) =>
  ctx.db
    .select({ month: monthOf(billingEvents.at), count: sql<number>`count(*)`.mapWith(Number) })
    .from(billingEvents)
    .where(and(eq(billingEvents.kind, 'enter-grace'), gte(billingEvents.at, since)))
    .groupBy(sql`1`)

/** A subscription is paid for from its first payment until it ended: at the end of its paid time, if its status says so. */
async function countChurn(
  ctx: Ctx,
  starts: readonly Date[],
): Promise<Map<string, { activeAtStart: number; ended: number }>> {
  const { rows } = await ctx.db.execute<{ month: string; active: string; ended: string }>(sql`
    with lives as (
      select ${subscriptions.paidThrough} as ends, ${inArray(subscriptions.status, [...ENDED_STATUSES])} as is_ended,
        (select min(${paymentLedger.occurredAt}) from ${paymentLedger}
          where ${paymentLedger.subscriptionId} = ${subscriptions.id} and ${paymentLedger.kind} = 'payment') as begins
        from ${subscriptions}
       where ${subscriptions.paidThrough} is not null
    ), months as (
      select m.start, m.start + interval '1 month' as next from unnest(${sql.param(
        starts.map((start) => start.toISOString()),
      )}::timestamptz[]) as m (start)
    )
    select to_char(months.start at time zone 'UTC', 'YYYY-MM') as month, count(lives.ends) as active,
      count(lives.ends) filter (where lives.is_ended and lives.ends < months.next and lives.ends <= ${(
        await ctx.clock.now(ctx.db)
      ).toISOString()}::timestamptz) as ended
      from months
      left join lives on lives.begins < months.start and (not lives.is_ended or lives.ends >= months.start)
     group by months.start`)
  return new Map(
    rows.map(({ month, active, ended }) => [month, { activeAtStart: Number(active), ended: Number(ended) }]),
  )
}
