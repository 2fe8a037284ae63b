import { eq } from 'drizzle-orm'
import { reports } from '#db/schema/platform/reports.ts'
import { transact, type Ctx } from '../context.ts'
import { requireAdmin } from '../require-actor.ts'
import { lockUnsettled } from './report-rows.ts'

/** Says that this administrator looks into a report; one that a colleague took changes hands. @throws as `lockUnsettled`. */
export async function takeReport(ctx: Ctx, { reportId }: { reportId: string }): Promise<void> {
  const { userId: takenBy } = requireAdmin(ctx)
  await transact(ctx, async (tx) => {
    const report = await lockUnsettled(tx, reportId)
    if (report.takenBy === takenBy) return
    await tx.db.update(reports).set({ state: 'taken', takenBy }).where(eq(reports.id, reportId))
    await tx.audit({ action: 'report.taken', subject: { type: 'report', id: reportId } })
  })
}
