import { and, count, desc, eq, gt, inArray, isNull, lte, max, min, sql, type SQL } from 'drizzle-orm'
import { backupDrills, backups } from '#db/schema/platform/backups.ts'
import { billingEvents, paypalInbox, subscriptions } from '#db/schema/platform/billing.ts'
import { conservationAudits } from '#db/schema/platform/conservation.ts'
import { regionDeployments } from '#db/schema/platform/deployments.ts'
import { users } from '#db/schema/platform/identity.ts'
import { mails } from '#db/schema/platform/mail.ts'
import { jobOutbox, operations } from '#db/schema/platform/operations.ts'
import { collectedPilotDays } from '#db/schema/platform/pilots.ts'
import { galaxies, regions } from '#db/schema/platform/regions.ts'
import { setAsideMessages } from '#db/schema/platform/set-aside-messages.ts'
import { custody } from '#db/schema/platform/travel.ts'
import { votes } from '#db/schema/platform/voting.ts'
import { RECURRING_STATUSES } from '#server/domain/billing/dunning-step.ts'
import { OPEN_CUSTODY } from '#server/domain/travel/landing.ts'
import { isoDay, utcDay } from '#server/domain/utc-day.ts'
import { type Ctx } from '../context.ts'

/** Who did something so long ago counts as playing now. Days are collected every ten minutes. */
const ACTIVE_MS = 30 * 60_000

/** Numbers of the platform for operators. Ages in seconds, 0 where there is nothing to be old. */
export type PlatformGauges = {
  accounts: number
  regionsByStatus: Record<string, number>
  /** Every galaxy that has a database; the Nexus counts as the region `nexus`. */
  galaxies: { galaxy: string; region: string; status: string; activePilots: number; tradesToday: number }[]
  votes: { open: number; overdue: number; oldestSeconds: number }
  /** Empty while the queue cannot be reached. */
  queue: { jobs: Record<string, number>; oldestSeconds: Record<string, number> }
  outbox: { jobs: number; oldestSeconds: number }
  /** Verified deliveries that are not processed; how many of them failed at least once. */
  inbox: { waiting: number; failing: number; oldestSeconds: number }
  /** All differences between our ledger and PayPal's that reconciliation has found. */
  billingDrift: number
  subscriptions: { plan: string; status: string; n: number }[]
  revenue: { plan: string; currency: string; amountMinor: number }[]
  mails: { byState: Record<string, number>; oldestSeconds: number }
  operations: { kind: string; status: string; n: number }[]
  conservation: { differences: number; ageSeconds: number }
  /** Time since the newest backup that can be restored: of the platform, and of the galaxy whose newest is oldest. */
  backupSeconds: Record<'platform' | 'galaxy', number>
  /** Time since a restore for practice passed. */
  drillSeconds: Record<'platform' | 'galaxy', number>
  /** Time since the oldest restore, or return of a region from the archive, that is under way was asked for. */
  restoreSeconds: number
  /** Servers that regions have of their own. */
  regionServers: {
    byState: Record<string, number>
    /** How often one was lost and started again. */
    restarts: number
    /** Since when the one is away that is away longest. */
    awaySeconds: number
  }
  /** Ships between two galaxies, and how late the latest is. */
  crossings: { open: number; lateSeconds: number }
  /** Messages of galaxies that could not be applied. */
  setAsideMessages: number
}

/** What operators watch. For the metrics endpoint only. */
export async function getPlatformGauges(ctx: Ctx): Promise<PlatformGauges> {
  const { db } = ctx
  const now = await ctx.clock.now(db)
  const ageOf = (at: Date | null | undefined) => (at ? Math.max(0, (now.getTime() - at.getTime()) / 1000) : 0)
  const [waiting] = await db
    .select({ n: count(), failing: countWhere(gt(paypalInbox.attempts, 0)), at: min(paypalInbox.receivedAt) })
    .from(paypalInbox)
    .where(isNull(paypalInbox.processedAt))
  const [vote] = await db
    .select({ open: count(), overdue: countWhere(lte(votes.closesAt, now)), at: min(votes.closesAt) })
    .from(votes)
    .where(eq(votes.state, 'open'))
  // A job that is due later has not begun to wait.
  const [pending] = await db
    .select({ at: min(jobOutbox.runAt) })
    .from(jobOutbox)
    .where(lte(jobOutbox.runAt, now))
  const [mail] = await db
    .select({ at: min(mails.dueAt) })
    .from(mails)
    .where(eq(mails.state, 'queued'))
  const [audit] = await db
    .select({ at: conservationAudits.at, total: conservationAudits.differencesTotal })
    .from(conservationAudits)
    .orderBy(desc(conservationAudits.at))
    .limit(1)
  const [crossing] = await db
    .select({ open: count(), at: min(custody.arrivesAt) })
    .from(custody)
    .where(inArray(custody.state, [...OPEN_CUSTODY]))
  const [account] = await db.select({ n: count() }).from(users)
  return {
    accounts: account?.n ?? 0,
    regionsByStatus: await countByStatus(ctx),
    galaxies: await galaxiesNow(ctx, now),
    votes: { open: vote?.open ?? 0, overdue: vote?.overdue ?? 0, oldestSeconds: ageOf(vote?.at) },
    queue: (await ctx.outbox.waiting()) ?? { jobs: {}, oldestSeconds: {} },
    outbox: { jobs: await db.$count(jobOutbox), oldestSeconds: ageOf(pending?.at) },
    inbox: { waiting: waiting?.n ?? 0, failing: waiting?.failing ?? 0, oldestSeconds: ageOf(waiting?.at) },
    billingDrift: await db.$count(billingEvents, eq(billingEvents.kind, 'drift')),
    subscriptions: await db
      .select({ plan: subscriptions.plan, status: subscriptions.status, n: count() })
      .from(subscriptions)
      .groupBy(subscriptions.plan, subscriptions.status),
    revenue: await db
      .select({
        plan: subscriptions.plan,
        currency: subscriptions.currency,
        amountMinor: sql`sum(${subscriptions.amountMinor})`.mapWith(Number),
      })
      .from(subscriptions)
      .where(inArray(subscriptions.status, [...RECURRING_STATUSES]))
      .groupBy(subscriptions.plan, subscriptions.currency),
    mails: {
      byState: {
        queued: await db.$count(mails, eq(mails.state, 'queued')),
        failed: await db.$count(mails, eq(mails.state, 'failed')),
      },
      oldestSeconds: ageOf(mail?.at),
    },
    operations: await db
      .select({ kind: operations.kind, status: operations.status, n: count() })
      .from(operations)
      .where(inArray(operations.status, ['queued', 'running']))
      .groupBy(operations.kind, operations.status),
    conservation: { differences: audit?.total ?? 0, ageSeconds: ageOf(audit?.at) },
    backupSeconds: await backupAges(ctx, ageOf),
    drillSeconds: {
      platform: await drillAge(ctx, ageOf, 'platform'),
      galaxy: await drillAge(ctx, ageOf, 'galaxy'),
    },
    restoreSeconds: await restoreAge(ctx, ageOf),
    regionServers: await serversOfRegions(ctx, ageOf),
    crossings: { open: crossing?.open ?? 0, lateSeconds: ageOf(crossing?.at) },
    setAsideMessages: await db.$count(setAsideMessages),
  }
}

/** What has no backup yet is as old as itself: a galaxy since it was made. */
async function backupAges(
  { db }: Ctx,
  ageOf: (at: Date | null) => number,
): Promise<PlatformGauges['backupSeconds']> {
  const [platform] = await db
    .select({ at: max(backups.takenAt) })
    .from(backups)
    .where(and(eq(backups.status, 'ready'), eq(backups.kind, 'platform')))
  const newest = db
    .select({ galaxyId: backups.galaxyId, at: max(backups.takenAt).as('at') })
    .from(backups)
    .where(and(eq(backups.status, 'ready'), eq(backups.kind, 'galaxy')))
    .groupBy(backups.galaxyId)
    .as('newest')
  const [galaxy] = await db
    .select({ at: sql`min(coalesce(${newest.at}, ${galaxies.createdAt}))`.mapWith(galaxies.createdAt) })
    .from(galaxies)
    .leftJoin(newest, eq(newest.galaxyId, galaxies.id))
    .where(eq(galaxies.status, 'ready'))
  const [oldest] = await db.select({ at: min(users.createdAt) }).from(users)
  return { platform: ageOf(platform?.at ?? oldest?.at ?? null), galaxy: ageOf(galaxy?.at ?? null) }
}

/** Without one as old as the oldest backup that could have been tried. */
async function drillAge(
  { db }: Ctx,
  ageOf: (at: Date | null) => number,
  kind: 'platform' | 'galaxy',
): Promise<number> {
  const [passed] = await db
    .select({ at: max(backupDrills.at) })
    .from(backupDrills)
    .where(and(eq(backupDrills.kind, kind), eq(backupDrills.passed, true)))
  if (passed?.at) return ageOf(passed.at)
  const [first] = await db
    .select({ at: min(backups.takenAt) })
    .from(backups)
    .where(and(eq(backups.status, 'ready'), eq(backups.kind, kind)))
  return ageOf(first?.at ?? null)
}

async function restoreAge({ db }: Ctx, ageOf: (at: Date | null) => number): Promise<number> {
  const [restore] = await db
    .select({ at: min(operations.createdAt) })
    .from(operations)
    .where(
      and(
        // Somebody waits for each: a region that was paid for comes back from the archive as by a restore.
        inArray(operations.kind, ['restore-galaxy', 'return-region']),
        inArray(operations.status, ['queued', 'running']),
      ),
    )
  return ageOf(restore?.at ?? null)
}

/** One that is starting was away before, and is until it has started. */
async function serversOfRegions(
  { db }: Ctx,
  ageOf: (at: Date | null) => number,
): Promise<PlatformGauges['regionServers']> {
  const rows = await db
    .select({
      state: sql<string>`coalesce(${regionDeployments.observedState}, 'starting')`,
      n: count(),
      restarts: sql`sum(${regionDeployments.restarts})`.mapWith(Number),
      since: min(regionDeployments.observedSince),
    })
    .from(regionDeployments)
    .where(and(eq(regionDeployments.servedBy, 'own'), isNull(regionDeployments.suspendedAt)))
    .groupBy(sql`1`)
  return {
    byState: Object.fromEntries(rows.map(({ state, n }) => [state, n])),
    restarts: rows.reduce((sum, row) => sum + row.restarts, 0),
    awaySeconds: ageOf(rows.find(({ state }) => state === 'away')?.since ?? null),
  }
}

const countWhere = (condition: SQL) => sql`count(*) filter (where ${condition})`.mapWith(Number)

async function countByStatus({ db }: Ctx): Promise<Record<string, number>> {
  const rows = await db.select({ status: regions.status, n: count() }).from(regions).groupBy(regions.status)
  return Object.fromEntries(rows.map(({ status, n }) => [status, n]))
}

async function galaxiesNow({ db }: Ctx, now: Date): Promise<PlatformGauges['galaxies']> {
  const places = await db
    .select({
      ...{ galaxy: galaxies.id, region: regions.name, status: regions.status },
      suspendedAt: regionDeployments.suspendedAt,
    })
    .from(galaxies)
    .leftJoin(regions, eq(regions.galaxyId, galaxies.id))
    .leftJoin(regionDeployments, eq(regionDeployments.regionId, regions.id))
    .where(eq(galaxies.status, 'ready'))
  const activeSince = new Date(now.getTime() - ACTIVE_MS)
  const [today, firstDay] = [isoDay(utcDay(now)), isoDay(utcDay(activeSince))]
  const done = await db
    .select({
      galaxy: collectedPilotDays.galaxyId,
      active:
        sql`count(distinct ${collectedPilotDays.userId}) filter (where ${gt(collectedPilotDays.changedAt, activeSince)})`.mapWith(
          Number,
        ),
      trades:
        sql`coalesce(sum(${collectedPilotDays.trades}) filter (where ${eq(collectedPilotDays.day, today)}), 0)`.mapWith(
          Number,
        ),
    })
    .from(collectedPilotDays)
    .where(inArray(collectedPilotDays.day, [...new Set([firstDay, today])]))
    .groupBy(collectedPilotDays.galaxyId)
  const byGalaxy = new Map(done.map((row) => [row.galaxy, row]))
  return places.map(({ galaxy, region, status, suspendedAt }) => ({
    galaxy,
    region: region ?? 'nexus',
    // Alerts leave both kinds of suspension alone: of a government that does not pay, and by an operator.
    status: suspendedAt ? 'suspended' : (status ?? 'open'),
    activePilots: byGalaxy.get(galaxy)?.active ?? 0,
    tradesToday: byGalaxy.get(galaxy)?.trades ?? 0,
  }))
}
