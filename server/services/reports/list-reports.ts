import { and, asc, desc, eq, ne } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import { users } from '#db/schema/platform/identity.ts'
import { reports } from '#db/schema/platform/reports.ts'
import { offsetOf, type Page } from '#server/domain/paging.ts'
import { type ListReportsInput } from '#server/domain/reports/report-rules.ts'
import { notFound } from '#server/errors.ts'
import { type Ctx } from '../context.ts'
import { requireAdmin } from '../require-actor.ts'
import { isVisibleTo } from './report-rows.ts'

const reporters = alias(users, 'reporters')
const reported = alias(users, 'reported')
const takers = alias(users, 'takers')
const closers = alias(users, 'closers')

const readReports = (ctx: Ctx) =>
  ctx.db
    .select({
      report: reports,
      reporter: { id: reporters.id, callsign: reporters.callsign },
      reported: { id: reported.id, callsign: reported.callsign },
      takenBy: takers.callsign,
      closedBy: closers.callsign,
    })
    .from(reports)
    .innerJoin(reporters, eq(reporters.id, reports.reporterId))
    .innerJoin(reported, eq(reported.id, reports.reportedUserId))
    .leftJoin(takers, eq(takers.id, reports.takenBy))
    .leftJoin(closers, eq(closers.id, reports.closedBy))

type Row = Awaited<ReturnType<typeof readReports>>[number]

const toView = ({ report, ...people }: Row) => ({
  id: report.id,
  subject: report.subject,
  category: report.category,
  text: report.text,
  matter: report.matter,
  at: report.createdAt.toISOString(),
  state: report.state,
  outcome: report.outcome,
  closingReason: report.closingReason,
  closedAt: report.closedAt?.toISOString() ?? null,
  ...people,
})
export type ReportView = ReturnType<typeof toView>

/**
 * The queue: reports of a state, or about a player. Unsettled ones the oldest first, closed ones the newest; those about the reader are
 * left out. @throws FORBIDDEN.
 */
export async function listReports(
  ctx: Ctx,
  { state, aboutUserId, ...paging }: ListReportsInput,
): Promise<Page<ReportView>> {
  const { userId } = requireAdmin(ctx)
  const listed = and(
    isVisibleTo(userId),
    state === undefined ? undefined : eq(reports.state, state),
    aboutUserId === undefined ? undefined : eq(reports.reportedUserId, aboutUserId),
  )
  const order = state === 'closed' || state === undefined ? desc : asc
  const rows = await readReports(ctx)
    .where(listed)
    .orderBy(order(reports.createdAt), order(reports.id))
    .limit(paging.pageSize)
    .offset(offsetOf(paging))
  return { items: rows.map(toView), total: await ctx.db.$count(reports, listed), ...paging }
}

/** One report with all that is known of it. @throws FORBIDDEN; NOT_FOUND, also for one about the reader. */
export async function getReport(ctx: Ctx, { reportId }: { reportId: string }): Promise<ReportView> {
  const { userId } = requireAdmin(ctx)
  const [row] = await readReports(ctx).where(and(eq(reports.id, reportId), isVisibleTo(userId)))
  if (!row) throw notFound('This report')
  return toView(row)
}

/** How many reports wait for somebody to settle them. @throws FORBIDDEN. */
export async function countUnsettledReports(ctx: Ctx): Promise<number> {
  const { userId } = requireAdmin(ctx)
  return ctx.db.$count(reports, and(isVisibleTo(userId), ne(reports.state, 'closed')))
}
