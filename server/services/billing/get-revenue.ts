import { and, asc, eq, gte, inArray, sql } from 'drizzle-orm'
import { billingEvents, paymentLedger, subscriptions } from '#db/schema/platform/billing.ts'
import { ENDED_STATUSES, RECURRING_STATUSES } from '#server/domain/billing/dunning-step.ts'
import { CURRENCIES, type Currency } from '#server/domain/billing/money.ts'
import {
  afterFees,
  breakEvenRegions,
  costOf,
  type HostingCosts,
} from '#server/domain/billing/hosting-costs.ts'
import { PLAN_KEYS, type PlanKey } from '#server/domain/billing/plans.ts'
import { offerOf, TIERS, type Tier } from '#server/domain/billing/tiers.ts'
import { type Ctx } from '../context.ts'
import { requireAdmin } from '../require-actor.ts'
import { CORRECTION } from './correct-payment.ts'
import { countHostedRegions } from './count-hosted-regions.ts'
import { offerWords } from './offer-words.ts'

const MONTHS = 12

export type Recurring = {
  plan: PlanKey
  tier: Tier
  /** What it is called on receipts too. */
  name: string
  currency: Currency
  subscriptions: number
  /** What they pay in a month, minor units. */
  amountMinor: number
  /** Of which a payment is owed. */
  owing: number
  owingMinor: number
}

/** What the subscriptions of a plan were worth in a month. Amounts in minor units. */
export type PlanMonth = {
  plan: PlanKey
  currency: Currency
  paidMinor: number
  returnedMinor: number
  /** What PayPal kept, less what it gave back with refunds. */
  feeMinor: number
  /** Paid for at the beginning of the month, and what those pay in a month. */
  activeAtStart: number
  recurringMinor: number
  /** Of those, whose paid time ended within the month without another payment. */
  ended: number
  endedMinor: number
}

export type RevenueMonth = {
  /** `YYYY-MM`, UTC. */
  month: string
  received: Received[]
  /** What hosting cost by the operator's rates, from the least to the most. */
  cost: HostingMonth
  /** Payments that failed: subscriptions that went into grace. */
  failed: number
  /** Paid for at the beginning of the month. */
  activeAtStart: number
  /** Of those, whose paid time ended within the month without another payment. */
  ended: number
  /** The same split by plan; only plans that there is something to tell of. */
  plans: PlanMonth[]
}

/** `feelessMinor` was paid by payments of which PayPal does not say yet what it kept. */
type Received = {
  currency: Currency
  paidMinor: number
  returnedMinor: number
  feeMinor: number
  feelessMinor: number
}
type HostingMonth = { regions: number; leastMinor: number; mostMinor: number; currency: Currency }

/** What hosting costs now, and with how many regions it pays for itself at the least and at the most that one costs; null: never. */
export type Hosting = HostingMonth & {
  rates: HostingCosts
  breakEven: { least: number | null; most: number | null } | null
}

/**
 * Monthly recurring revenue as it is now, and the last twelve months, the oldest first: money by the ledger, refunds and reversals as
 * returned, what PayPal kept, failed payments, churn and what hosting cost, in all and by plan; what recurs also by tier. Amounts in minor
 * units. @throws FORBIDDEN.
 */
export async function getRevenue(
  ctx: Ctx,
): Promise<{ recurring: Recurring[]; months: RevenueMonth[]; hosting: Hosting }> {
  requireAdmin(ctx)
  const now = await ctx.clock.now(ctx.db)
  const starts = Array.from(
    { length: MONTHS },
    (_, at) => new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - (MONTHS - 1) + at, 1)),
  )
  const [recurring, money, failed, churn, hosted] = await Promise.all([
    findRecurring(ctx),
    sumLedger(ctx, starts[0] ?? now),
    countFailed(ctx, starts[0] ?? now),
    countChurn(ctx, starts),
    countHostedRegions(ctx, starts),
  ])
  const { hosting } = ctx.config
  const costWith = (regions: number) => ({
    ...{ regions, currency: hosting.currency },
    ...costOf(hosting, regions),
  })
  return {
    recurring,
    hosting: {
      ...costWith(hosted.at(-1) ?? 0),
      rates: hosting,
      breakEven: breakEvenOf(hosting, recurring, money),
    },
    months: starts.map((start, at) => {
      const month = start.toISOString().slice(0, 7)
      const plans = plansOf(
        money.filter((row) => row.month === month),
        churn.filter((row) => row.month === month),
      )
      const sum = (what: 'activeAtStart' | 'ended') => plans.reduce((total, plan) => total + plan[what], 0)
      return {
        month,
        received: receivedOf(money.filter((row) => row.month === month)),
        cost: costWith(hosted[at] ?? 0),
        failed: failed.find((row) => row.month === month)?.count ?? 0,
        activeAtStart: sum('activeAtStart'),
        ended: sum('ended'),
        plans,
      }
    }),
  }
}

type ReceivedOfPlan = Received & { plan: PlanKey }
type Churn = Omit<PlanMonth, 'paidMinor' | 'returnedMinor' | 'feeMinor'>

/**
 * By what the subscriptions of each plan pay in a month now, less the share that PayPal kept of what it told. Null before
 * somebody pays for a region: what one brings is not known then.
 */
function breakEvenOf(
  hosting: HostingCosts,
  recurring: readonly Recurring[],
  money: readonly ReceivedOfPlan[],
): Hosting['breakEven'] {
  const here = recurring.filter(({ currency }) => currency === hosting.currency)
  const regions = here.filter(({ plan }) => plan === 'regional_owner')
  const sumOfRegions = (what: 'amountMinor' | 'subscriptions') =>
    regions.reduce((total, row) => total + row[what], 0)
  if (regions.length === 0) return null
  const told = money.filter(({ currency }) => currency === hosting.currency)
  const net = (plan: PlanKey, amountMinor: number) => {
    const ofPlan = told.filter((row) => row.plan === plan)
    const sum = (amount: (row: ReceivedOfPlan) => number) =>
      ofPlan.reduce((total, row) => total + amount(row), 0)
    return afterFees(amountMinor, {
      feeMinor: sum((row) => row.feeMinor),
      paidMinor: sum((row) => row.paidMinor - row.feelessMinor),
    })
  }
  const others = here.filter(({ plan }) => plan !== 'regional_owner')
  const at = (regionCostMinor: number) =>
    breakEvenRegions({
      ...{ baseMinor: hosting.baseMinor, regionCostMinor },
      regionRevenueMinor: net(
        'regional_owner',
        Math.floor(sumOfRegions('amountMinor') / sumOfRegions('subscriptions')),
      ),
      otherRevenueMinor: others.reduce((sum, { plan, amountMinor }) => sum + net(plan, amountMinor), 0),
    })
  return { least: at(hosting.regionLeastMinor), most: at(hosting.regionMostMinor) }
}

/** One line for each plan and currency that money or churn of a month names, in the order of the plans. */
function plansOf(money: readonly ReceivedOfPlan[], churn: readonly Churn[]): PlanMonth[] {
  return PLAN_KEYS.flatMap((plan) =>
    CURRENCIES.flatMap((currency) => {
      const isIt = (row: ReceivedOfPlan | Churn) => row.plan === plan && row.currency === currency
      const { paidMinor = 0, returnedMinor = 0, feeMinor = 0 } = money.find(isIt) ?? {}
      const { activeAtStart = 0, recurringMinor = 0, ended = 0, endedMinor = 0 } = churn.find(isIt) ?? {}
      const line = {
        ...{ paidMinor, returnedMinor, feeMinor },
        ...{ activeAtStart, recurringMinor, ended, endedMinor },
      }
      return Object.values(line).some((figure) => figure !== 0) ? [{ plan, currency, ...line }] : []
    }),
  )
}

/** The money of a month by currency, over all plans. */
const receivedOf = (money: readonly ReceivedOfPlan[]): RevenueMonth['received'] =>
  CURRENCIES.flatMap((currency) => {
    const rows = money.filter((row) => row.currency === currency)
    const sum = (what: Exclude<keyof Received, 'currency'>) =>
      rows.reduce((total, row) => total + row[what], 0)
    return rows.length === 0
      ? []
      : [
          {
            currency,
            paidMinor: sum('paidMinor'),
            returnedMinor: sum('returnedMinor'),
            feeMinor: sum('feeMinor'),
            feelessMinor: sum('feelessMinor'),
          },
        ]
  })

async function findRecurring(ctx: Ctx): Promise<Recurring[]> {
  const isOwing = sql`(${subscriptions.status} = 'grace')`
  const rows = await ctx.db
    .select({
      plan: subscriptions.plan,
      tier: subscriptions.tier,
      currency: subscriptions.currency,
      subscriptions: sql<number>`count(*)`.mapWith(Number),
      amountMinor: sql<number>`sum(${subscriptions.amountMinor})`.mapWith(Number),
      owing: sql<number>`count(*) filter (where ${isOwing})`.mapWith(Number),
      owingMinor:
        sql<number>`coalesce(sum(${subscriptions.amountMinor}) filter (where ${isOwing}), 0)`.mapWith(Number),
    })
    .from(subscriptions)
    .where(inArray(subscriptions.status, [...RECURRING_STATUSES]))
    .groupBy(subscriptions.plan, subscriptions.tier, subscriptions.currency)
    .orderBy(asc(subscriptions.plan), asc(subscriptions.currency))
  return rows
    .map((row) => ({ ...row, name: offerWords(ctx.config, offerOf(row.plan, row.tier)).name }))
    .toSorted((a, b) => placeOf(a) - placeOf(b))
}

/** Regions before citizenships, and the smallest first. */
const placeOf = ({ plan, tier }: Pick<Recurring, 'plan' | 'tier'>) =>
  PLAN_KEYS.indexOf(plan) * TIERS.length + TIERS.indexOf(tier)

const monthOf = (at: typeof paymentLedger.occurredAt | typeof billingEvents.at) =>
  sql<string>`to_char(${at} at time zone 'UTC', 'YYYY-MM')`

const sumLedger = (ctx: Ctx, since: Date) => {
  const { amountMinor, feeMinor, kind, currency, occurredAt, paypalId } = paymentLedger
  return ctx.db
    .select({
      month: monthOf(occurredAt),
      plan: subscriptions.plan,
      currency,
      paidMinor: sql<number>`coalesce(sum(${amountMinor}) filter (where ${kind} = 'payment'), 0)`.mapWith(
        Number,
      ),
      // An administrator's correction moves no money.
      returnedMinor:
        sql<number>`coalesce(sum(case when ${kind} = 'reinstatement' then -${amountMinor} else ${amountMinor} end)
          filter (where ${kind} <> 'payment' and ${paypalId} not like ${`${CORRECTION}%`}), 0)`.mapWith(
          Number,
        ),
      feeMinor:
        sql<number>`coalesce(sum(case when ${kind} = 'payment' then ${feeMinor} else -${feeMinor} end), 0)`.mapWith(
          Number,
        ),
      feelessMinor:
        sql<number>`coalesce(sum(${amountMinor}) filter (where ${kind} = 'payment' and ${feeMinor} is null), 0)`.mapWith(
          Number,
        ),
    })
    .from(paymentLedger)
    .innerJoin(subscriptions, eq(subscriptions.id, paymentLedger.subscriptionId))
    .where(gte(occurredAt, since))
    .groupBy(sql`1`, subscriptions.plan, currency)
}

const countFailed = (ctx: Ctx, since: Date) =>
  ctx.db
    .select({ month: monthOf(billingEvents.at), count: sql<number>`count(*)`.mapWith(Number) })
    .from(billingEvents)
    .where(and(eq(billingEvents.kind, 'enter-grace'), gte(billingEvents.at, since)))
    .groupBy(sql`1`)

/** A subscription is paid for from its first payment until it ended: at the end of its paid time, if its status says so. */
async function countChurn(ctx: Ctx, starts: readonly Date[]): Promise<(Churn & { month: string })[]> {
  const now = (await ctx.clock.now(ctx.db)).toISOString()
  const { rows } = await ctx.db.execute<{ month: string; plan: PlanKey; currency: Currency } & ChurnSums>(sql`
    with lives as (
      select ${subscriptions.plan} as plan, ${subscriptions.currency} as currency, ${subscriptions.amountMinor} as amount_minor,
        ${subscriptions.paidThrough} as ends, ${inArray(subscriptions.status, [...ENDED_STATUSES])} as is_ended,
        (select min(${paymentLedger.occurredAt}) from ${paymentLedger}
          where ${paymentLedger.subscriptionId} = ${subscriptions.id} and ${paymentLedger.kind} = 'payment') as begins
        from ${subscriptions}
       where ${subscriptions.paidThrough} is not null
    ), months as (
      select m.start, m.start + interval '1 month' as next from unnest(${sql.param(
        starts.map((start) => start.toISOString()),
      )}::timestamptz[]) as m (start)
    )
    select to_char(months.start at time zone 'UTC', 'YYYY-MM') as month, plan, currency,
      count(*) as active, sum(amount_minor) as recurring,
      count(*) filter (where has_ended) as ended, coalesce(sum(amount_minor) filter (where has_ended), 0) as lost
      from months
      join lives on lives.begins < months.start and (not lives.is_ended or lives.ends >= months.start)
     cross join lateral (select is_ended and ends < months.next and ends <= ${now}::timestamptz as has_ended) as fate
     group by months.start, plan, currency`)
  return rows.map(({ active, recurring, ended, lost, ...line }) => ({
    ...line,
    activeAtStart: Number(active),
    recurringMinor: Number(recurring),
    ended: Number(ended),
    endedMinor: Number(lost),
  }))
}

/** Sums as PostgreSQL sends them. */
type ChurnSums = Record<'active' | 'recurring' | 'ended' | 'lost', string>
