import { and, asc, desc, eq, isNull } from 'drizzle-orm'
import { paymentLedger, subscriptions } from '#db/schema/platform/billing.ts'
import { offices } from '#db/schema/platform/elections.ts'
import { users } from '#db/schema/platform/identity.ts'
import { memberships } from '#db/schema/platform/membership.ts'
import { regions } from '#db/schema/platform/regions.ts'
import { suspensionAt } from '#server/domain/identity/suspension.ts'
import { notFound } from '#server/errors.ts'
import { withActor, type Ctx } from '../context.ts'
import { listPrograms } from '../identity/list-programs.ts'
import { listSessions } from '../identity/list-sessions.ts'
import { toActor, toPerson } from '../identity/person.ts'
import { listReports, type ReportView } from '../reports/list-reports.ts'
import { requireAdmin } from '../require-actor.ts'

/** Of each kind of thing that a player has, so many are shown. */
const SHOWN = 100
const PAYMENTS_SHOWN = 20
const REPORTS_SHOWN = 10

export type PlayerView = Awaited<ReturnType<typeof getPlayer>>

/** All that an administrator sees of an account, but for its audit log. @throws FORBIDDEN, NOT_FOUND. */
export async function getPlayer(ctx: Ctx, { userId }: { userId: string }) {
  requireAdmin(ctx)
  const [user] = await ctx.db.select().from(users).where(eq(users.id, userId))
  if (!user) throw notFound('This player')
  const now = await ctx.clock.now(ctx.db)
  const asPlayer = withActor(ctx, toActor(toPerson(user)))
  const [sessions, programs, memberOf, owns, holds, paysFor, payments, reported] = await Promise.all([
    listSessions(asPlayer, { page: 1, pageSize: SHOWN, sessionId: null }),
    listPrograms(asPlayer),
    findMemberships(ctx, userId),
    findOwned(ctx, userId),
    findOffices(ctx, userId),
    findSubscriptions(ctx, userId),
    findPayments(ctx, userId),
    listReports(ctx, { aboutUserId: userId, page: 1, pageSize: REPORTS_SHOWN }),
  ])
  return {
    id: user.id,
    callsign: user.callsign,
    email: user.email,
    role: user.role,
    createdAt: user.createdAt.toISOString(),
    confirmedAt: user.confirmedAt?.toISOString() ?? null,
    expiredAt: user.expiredAt?.toISOString() ?? null,
    lastSeenAt: sessions.items[0]?.lastSeenAt ?? null,
    suspension: suspensionAt(user, now),
    suspendedAt: user.suspendedAt?.toISOString() ?? null,
    sessions: sessions.items,
    programs,
    memberships: memberOf,
    owns,
    offices: holds,
    subscriptions: paysFor,
    payments,
    reports: { total: reported.total, newest: reported.items.map(toReportLine) },
  }
}

const toReportLine = ({ id, at, category, matter, state, outcome, takenBy }: ReportView) => ({
  ...{ id, at, category, state, outcome, takenBy },
  title: matter.title,
})

const regionOf = { name: regions.name, displayName: regions.displayName }

async function findMemberships(ctx: Ctx, userId: string) {
  const rows = await ctx.db
    .select({ ...regionOf, type: memberships.type, joinedAt: memberships.joinedAt })
    .from(memberships)
    .innerJoin(regions, eq(regions.id, memberships.regionId))
    .where(eq(memberships.userId, userId))
    .orderBy(asc(regions.displayName))
    .limit(SHOWN)
  return rows.map(({ joinedAt, ...row }) => ({ ...row, joinedAt: joinedAt.toISOString() }))
}

const findOwned = (ctx: Ctx, userId: string) =>
  ctx.db
    .select({ ...regionOf, status: regions.status })
    .from(regions)
    .where(eq(regions.ownerId, userId))
    .orderBy(asc(regions.displayName))
    .limit(SHOWN)

async function findOffices(ctx: Ctx, userId: string) {
  const rows = await ctx.db
    .select({ ...regionOf, position: offices.position, until: offices.termUntil })
    .from(offices)
    .innerJoin(regions, eq(regions.id, offices.regionId))
    .where(and(eq(offices.userId, userId), isNull(offices.endedAt)))
    .orderBy(asc(regions.displayName))
    .limit(SHOWN)
  return rows.map(({ until, ...row }) => ({ ...row, until: until.toISOString() }))
}

async function findSubscriptions(ctx: Ctx, userId: string) {
  const rows = await ctx.db
    .select({
      id: subscriptions.id,
      plan: subscriptions.plan,
      status: subscriptions.status,
      amountMinor: subscriptions.amountMinor,
      currency: subscriptions.currency,
      paidThrough: subscriptions.paidThrough,
      paypalSubscriptionId: subscriptions.paypalSubscriptionId,
      region: regions.displayName,
    })
    .from(subscriptions)
    .leftJoin(regions, eq(regions.id, subscriptions.regionId))
    .where(eq(subscriptions.userId, userId))
    .orderBy(desc(subscriptions.createdAt))
    .limit(SHOWN)
  return rows.map(({ paidThrough, ...row }) => ({ ...row, paidThrough: paidThrough?.toISOString() ?? null }))
}

/** The newest payments, refunds and reversals. */
async function findPayments(ctx: Ctx, userId: string) {
  const rows = await ctx.db
    .select({
      id: paymentLedger.id,
      kind: paymentLedger.kind,
      paypalId: paymentLedger.paypalId,
      amountMinor: paymentLedger.amountMinor,
      currency: paymentLedger.currency,
      occurredAt: paymentLedger.occurredAt,
      plan: subscriptions.plan,
    })
    .from(paymentLedger)
    .innerJoin(subscriptions, eq(subscriptions.id, paymentLedger.subscriptionId))
    .where(eq(subscriptions.userId, userId))
    .orderBy(desc(paymentLedger.occurredAt), desc(paymentLedger.id))
    .limit(PAYMENTS_SHOWN)
  return rows.map(({ occurredAt, ...row }) => ({ ...row, at: occurredAt.toISOString() }))
}
