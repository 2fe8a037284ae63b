import { and, count, desc, eq, gt, isNotNull, isNull, lte, or } from 'drizzle-orm'
import { alerts } from '#db/schema/platform/alerts.ts'
import { type AlertSeverity } from '#server/domain/alerts/alert-delivery.ts'
import { alertState, SILENT_AFTER_MS, type AlertState } from '#server/domain/alerts/alert-steps.ts'
import { offsetOf, type Page, type Paging } from '#server/domain/paging.ts'
import { type Ctx } from '../context.ts'
import { requireAdmin } from '../require-actor.ts'

export type AlertView = {
  id: string
  name: string
  severity: AlertSeverity
  state: AlertState
  summary: string
  labels: Record<string, string>
  startedAt: string
  endedAt: string | null
  lastToldAt: string
}

type Row = typeof alerts.$inferSelect

const toView = (row: Row, now: Date): AlertView => ({
  ...{ id: row.id, name: row.name, severity: row.severity, summary: row.summary, labels: row.labels },
  state: alertState(row, now),
  startedAt: row.startedAt.toISOString(),
  endedAt: row.endedAt?.toISOString() ?? null,
  lastToldAt: row.lastToldAt.toISOString(),
})

/** More at once would help nobody. */
const MOST_FIRING = 100

const silentBefore = (now: Date) => new Date(now.getTime() - SILENT_AFTER_MS)
const isFiring = (now: Date) => and(isNull(alerts.endedAt), gt(alerts.lastToldAt, silentBefore(now)))

/** What fires now, critical alerts first, then the newest. @throws FORBIDDEN. */
export async function listFiringAlerts(ctx: Ctx): Promise<AlertView[]> {
  requireAdmin(ctx)
  const now = await ctx.clock.now(ctx.db)
  const rows = await ctx.db
    .select()
    .from(alerts)
    .where(isFiring(now))
    // In the order of the alphabet critical comes before warning.
    .orderBy(alerts.severity, desc(alerts.startedAt), desc(alerts.id))
    .limit(MOST_FIRING)
  return rows.map((row) => toView(row, now))
}

/** What fired and is over, or is not told of any more; the newest first. @throws FORBIDDEN. */
export async function listPastAlerts(ctx: Ctx, paging: Paging): Promise<Page<AlertView>> {
  requireAdmin(ctx)
  const now = await ctx.clock.now(ctx.db)
  const past = or(isNotNull(alerts.endedAt), lte(alerts.lastToldAt, silentBefore(now)))
  const rows = await ctx.db
    .select()
    .from(alerts)
    .where(past)
    .orderBy(desc(alerts.startedAt), desc(alerts.id))
    .limit(paging.pageSize)
    .offset(offsetOf(paging))
  return {
    items: rows.map((row) => toView(row, now)),
    total: await ctx.db.$count(alerts, past),
    ...paging,
  }
}

/** How many alerts fire now. @throws FORBIDDEN. */
export async function countFiringAlerts(ctx: Ctx): Promise<{ critical: number; warning: number }> {
  requireAdmin(ctx)
  const now = await ctx.clock.now(ctx.db)
  const rows = await ctx.db
    .select({ severity: alerts.severity, n: count() })
    .from(alerts)
    .where(isFiring(now))
    .groupBy(alerts.severity)
  const of = (severity: AlertSeverity) => rows.find((row) => row.severity === severity)?.n ?? 0
  return { critical: of('critical'), warning: of('warning') }
}

/** Names of regions of which an alert says that they do not answer; `nexus` is one of them. For the platform itself. */
export async function findUnavailable(ctx: Ctx): Promise<Set<string>> {
  const now = await ctx.clock.now(ctx.db)
  const rows = await ctx.db
    .select({ labels: alerts.labels })
    .from(alerts)
    .where(and(isFiring(now), or(eq(alerts.name, 'RegionUnavailable'), eq(alerts.name, 'NexusUnavailable'))))
    .limit(MOST_FIRING)
  return new Set(rows.flatMap(({ labels }) => labels.region ?? []))
}
