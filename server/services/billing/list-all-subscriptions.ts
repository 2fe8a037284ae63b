import { and, desc, eq, inArray, or, sql } from 'drizzle-orm'
import { paypalBindings, subscriptions } from '#db/schema/platform/billing.ts'
import { users } from '#db/schema/platform/identity.ts'
import { regions } from '#db/schema/platform/regions.ts'
import { type AllSubscriptionsInput } from '#server/domain/billing/billing-lists.ts'
import { OWING_STATUSES } from '#server/domain/billing/dunning-step.ts'
import { offsetOf, type Page, type Paging } from '#server/domain/paging.ts'
import { type Queryable } from '#db/client.ts'
import { type Ctx } from '../context.ts'
import { requireAdmin } from '../require-actor.ts'

const readSubscriptions = (db: Queryable) =>
  db
    .select({
      id: subscriptions.id,
      plan: subscriptions.plan,
      status: subscriptions.status,
      amountMinor: subscriptions.amountMinor,
      currency: subscriptions.currency,
      paypalSubscriptionId: subscriptions.paypalSubscriptionId,
      paidThrough: subscriptions.paidThrough,
      nextStepAt: subscriptions.nextTransitionAt,
      createdAt: subscriptions.createdAt,
      owner: { id: users.id, callsign: users.callsign },
      region: { name: regions.name, displayName: regions.displayName },
    })
    .from(subscriptions)
    .innerJoin(users, eq(users.id, subscriptions.userId))
    .leftJoin(regions, eq(regions.id, subscriptions.regionId))

type Row = Awaited<ReturnType<typeof readSubscriptions>>[number]

const toLine = ({ paidThrough, nextStepAt, createdAt, ...row }: Row) => ({
  ...row,
  paidThrough: paidThrough?.toISOString() ?? null,
  nextStepAt: nextStepAt?.toISOString() ?? null,
  createdAt: createdAt.toISOString(),
})
export type SubscriptionLine = ReturnType<typeof toLine>

/** Everybody's subscriptions and checkouts, the newest first. @throws FORBIDDEN. */
export async function listAllSubscriptions(
  ctx: Ctx,
  { text, status, ...paging }: AllSubscriptionsInput,
): Promise<Page<SubscriptionLine>> {
  requireAdmin(ctx)
  const listed = and(
    status === undefined ? undefined : eq(subscriptions.status, status),
    text ? matching(ctx.db, text) : undefined,
  )
  const rows = await readSubscriptions(ctx.db)
    .where(listed)
    .orderBy(desc(subscriptions.createdAt), desc(subscriptions.id))
    .limit(paging.pageSize)
    .offset(offsetOf(paging))
  return { items: rows.map(toLine), total: await ctx.db.$count(subscriptions, listed), ...paging }
}

/** Subscriptions whose payment failed, by when dunning does its next step. @throws FORBIDDEN. */
export async function listOwing(ctx: Ctx, paging: Paging): Promise<Page<SubscriptionLine>> {
  requireAdmin(ctx)
  const owing = inArray(subscriptions.status, [...OWING_STATUSES])
  const rows = await readSubscriptions(ctx.db)
    .where(owing)
    .orderBy(sql`${subscriptions.nextTransitionAt} asc nulls last`, subscriptions.id)
    .limit(paging.pageSize)
    .offset(offsetOf(paging))
  return { items: rows.map(toLine), total: await ctx.db.$count(subscriptions, owing), ...paging }
}

/** Each part has an index: a subscription is found by any of PayPal's that it ever had. */
const matching = (db: Queryable, text: string) =>
  or(
    inArray(
      subscriptions.id,
      db
        .select({ id: paypalBindings.subscriptionId })
        .from(paypalBindings)
        .where(eq(paypalBindings.paypalSubscriptionId, text)),
    ),
    eq(subscriptions.paypalSubscriptionId, text),
    inArray(
      subscriptions.userId,
      db
        .select({ id: users.id })
        .from(users)
        .where(sql`lower(${users.callsign}) = lower(${text})`),
    ),
    inArray(
      subscriptions.regionId,
      db.select({ id: regions.id }).from(regions).where(eq(regions.name, text.toLowerCase())),
    ),
  )
