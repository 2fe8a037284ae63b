import { eq } from 'drizzle-orm'
import { reports } from '#db/schema/platform/reports.ts'
import { OUTCOME_NOTICES, type CloseReportInput } from '#server/domain/reports/report-rules.ts'
import { transact, type Ctx } from '../context.ts'
import { notify } from '../notifications/notify.ts'
import { requireAdmin } from '../require-actor.ts'
import { lockUnsettled } from './report-rows.ts'

/** Settles a report. The reporter is told the outcome in general words, the audit log the reason. @throws as `lockUnsettled`. */
export async function closeReport(ctx: Ctx, { reportId, outcome, reason }: CloseReportInput): Promise<void> {
  const { userId: closedBy } = requireAdmin(ctx)
  await transact(ctx, async (tx) => {
    const { reporterId, matter } = await lockUnsettled(tx, reportId)
    await tx.db
      .update(reports)
      .set({ state: 'closed', takenBy: null, closedAt: tx.now, closedBy, outcome, closingReason: reason })
      .where(eq(reports.id, reportId))
    await tx.audit({
      action: 'report.closed',
      subject: { type: 'report', id: reportId },
      detail: { outcome, reason },
    })
    await notify(tx, {
      userIds: [reporterId],
      kind: 'report.closed',
      title: `Your report about ${matter.title}`,
      body: OUTCOME_NOTICES[outcome],
    })
  })
}
