import { and, eq, gt, ne } from 'drizzle-orm'
import { reports } from '#db/schema/platform/reports.ts'
import { REPORTS_PER_DAY, type FileReportInput } from '#server/domain/reports/report-rules.ts'
import { DAY_MS } from '#server/domain/utc-day.ts'
import { GameError } from '#server/errors.ts'
import { transact, type Ctx } from '../context.ts'
import { lockAccount } from '../identity/lock-account.ts'
import { requireUser } from '../require-actor.ts'
import { readMatter } from './read-matter.ts'

/**
 * Reports a pilot or a text to the administrators, who see it as it is now. One unsettled report for each person and matter, ten a day.
 * @throws UNAUTHORIZED; NOT_FOUND for what the reporter may not read; CONFLICT `own`, `already-reported`, `too-many-reports`.
 */
export async function fileReport(
  ctx: Ctx,
  { category, text, ...input }: FileReportInput,
): Promise<{ reportId: string }> {
  const { userId: reporterId } = requireUser(ctx)
  const { subjectId, reportedUserId, matter } = await readMatter(ctx, input)
  const refuse = (reason: string, message: string) => new GameError('CONFLICT', message, { reason })
  if (reportedUserId === reporterId) throw refuse('own', 'This is your own. Change it instead.')
  return transact(ctx, async (tx) => {
    await lockAccount(tx, reporterId)
    const mine = eq(reports.reporterId, reporterId)
    const same = and(mine, eq(reports.subject, input.subject), eq(reports.subjectId, subjectId))
    if ((await tx.db.$count(reports, and(same, ne(reports.state, 'closed')))) > 0)
      throw refuse('already-reported', 'You reported this already. We tell you once it was looked into.')
    const since = new Date(tx.now.getTime() - DAY_MS)
    if ((await tx.db.$count(reports, and(mine, gt(reports.createdAt, since)))) >= REPORTS_PER_DAY)
      throw refuse('too-many-reports', `You can file ${REPORTS_PER_DAY} reports a day. Try again tomorrow.`)
    const [filed] = await tx.db
      .insert(reports)
      .values({
        ...{ reporterId, subjectId, reportedUserId, category, text, matter },
        subject: input.subject,
        createdAt: tx.now,
        state: 'open',
      })
      .returning({ id: reports.id })
    if (!filed) throw new Error('the report was not written')
    // Not whom: an administrator who is reported reads the audit log too.
    await tx.audit({
      action: 'report.filed',
      subject: { type: 'report', id: filed.id },
      detail: { category },
    })
    return { reportId: filed.id }
  })
}
