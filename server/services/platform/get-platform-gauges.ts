import { and, desc, eq, gt, inArray, isNull, sql } from 'drizzle-orm'
import { billingEvents, paypalInbox } from '#db/schema/platform/billing.ts'
import { conservationAudits } from '#db/schema/platform/conservation.ts'
import { mails } from '#db/schema/platform/mail.ts'
import { jobOutbox, operations } from '#db/schema/platform/operations.ts'
import { regions } from '#db/schema/platform/regions.ts'
import { setAsideMessages } from '#db/schema/platform/set-aside-messages.ts'
import { custody } from '#db/schema/platform/travel.ts'
import { OPEN_CUSTODY } from '#server/domain/travel/landing.ts'
import { type Ctx } from '../context.ts'

export type PlatformGauges = {
  /** Verified deliveries that are not processed yet. */
  inboxWaiting: number
  /** Of those, how many have failed at least once. */
  inboxFailing: number
  /** All differences between our ledger and PayPal's that reconciliation has found. */
  billingDrift: number
  /** Differences that the latest conservation audit found. */
  conservationDifferences: number
  /** Ships between two galaxies. */
  openCrossings: number
  /** Messages of galaxies that could not be applied. */
  setAsideMessages: number
  outboxJobs: number
  mailsWaiting: number
  mailsFailed: number
  runningOperations: number
  regionsByStatus: Record<string, number>
}

/** Gauges for operators: values that should stay small, and regions by status. For the metrics endpoint only. */
export async function getPlatformGauges(ctx: Ctx): Promise<PlatformGauges> {
  const open = isNull(paypalInbox.processedAt)
  const byStatus = await ctx.db
    .select({ status: regions.status, n: sql<number>`count(*)::int` })
    .from(regions)
    .groupBy(regions.status)
  const [audit] = await ctx.db
    .select({ total: conservationAudits.differencesTotal })
    .from(conservationAudits)
    .orderBy(desc(conservationAudits.at))
    .limit(1)
  return {
    inboxWaiting: await ctx.db.$count(paypalInbox, open),
    inboxFailing: await ctx.db.$count(paypalInbox, and(open, gt(paypalInbox.attempts, 0))),
    billingDrift: await ctx.db.$count(billingEvents, eq(billingEvents.kind, 'drift')),
    conservationDifferences: audit?.total ?? 0,
    openCrossings: await ctx.db.$count(custody, inArray(custody.state, [...OPEN_CUSTODY])),
    setAsideMessages: await ctx.db.$count(setAsideMessages),
    outboxJobs: await ctx.db.$count(jobOutbox),
    mailsWaiting: await ctx.db.$count(mails, eq(mails.state, 'queued')),
    mailsFailed: await ctx.db.$count(mails, eq(mails.state, 'failed')),
    runningOperations: await ctx.db.$count(operations, inArray(operations.status, ['queued', 'running'])),
    regionsByStatus: Object.fromEntries(byStatus.map((row) => [row.status, row.n])),
  }
}
