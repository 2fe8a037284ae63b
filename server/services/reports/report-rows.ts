import { and, eq, ne } from 'drizzle-orm'
import { reports } from '#db/schema/platform/reports.ts'
import { GameError, notFound } from '#server/errors.ts'
import { type Tx } from '../context.ts'
import { requireAdmin } from '../require-actor.ts'

export type ReportRow = typeof reports.$inferSelect

/** Which reports this administrator sees: all but those about themselves, which would say who reported them. */
export const isVisibleTo = (userId: string) => ne(reports.reportedUserId, userId)

/** A report that is not settled, locked. @throws FORBIDDEN; NOT_FOUND, also for one about oneself; CONFLICT `report-closed`. */
export async function lockUnsettled(tx: Tx, reportId: string): Promise<ReportRow> {
  const { userId } = requireAdmin(tx)
  const [report] = await tx.db
    .select()
    .from(reports)
    .where(and(eq(reports.id, reportId), isVisibleTo(userId)))
    .for('update')
  if (!report) throw notFound('This report')
  if (report.state === 'closed')
    throw new GameError('CONFLICT', 'This report is closed already.', { reason: 'report-closed' })
  return report
}
