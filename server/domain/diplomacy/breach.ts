import { allow, refuse, type Verdict } from '../refusal.ts'
import { isInForce } from './treaty-machine.ts'
import { type TreatyStatus } from './treaty-types.ts'

const DAY_MS = 86_400_000

/** How long after its end a treaty's breach may still be reported. */
export const BREACH_REPORT_DAYS = 30

/**
 * A side reports a breach of what is in force, or was until lately; one unanswered report a side at a time, so that the
 * record is an exchange and no pile. The record binds nobody: it is what others see before they sign with either.
 */
export function mayReportBreach(
  treaty: { status: TreatyStatus; signedAt: Date | null; endedAt: Date | null; ownUnanswered: number },
  now: Date,
): Verdict<undefined, 'never-in-force' | 'long-over' | 'report-open'> {
  const { status, signedAt, endedAt, ownUnanswered } = treaty
  if (signedAt === null) return refuse('never-in-force', 'What was never in force cannot be broken.')
  const isRecent = endedAt !== null && now.getTime() < endedAt.getTime() + BREACH_REPORT_DAYS * DAY_MS
  if (!isInForce(status) && !isRecent)
    return refuse('long-over', `A breach is reported within ${BREACH_REPORT_DAYS} days of the treaty's end.`)
  if (ownUnanswered > 0)
    return refuse('report-open', 'Your last report is not answered yet. Wait for the other side.')
  return allow(undefined)
}

/** The accused side answers a report, once. */
export function mayAnswerBreach(report: {
  isOwnReport: boolean
  isAnswered: boolean
}): Verdict<undefined, 'own-report' | 'already-answered'> {
  if (report.isOwnReport) return refuse('own-report', 'The other side answers your report.')
  if (report.isAnswered) return refuse('already-answered', 'This report is answered already.')
  return allow(undefined)
}
