import { allow, refuse, type Verdict } from '../refusal.ts'
import { isInForce } from './treaty-machine.ts'
import { type TreatyStatus } from './treaty-types.ts'

const DAY_MS = 86_400_000

/** Days after a treaty's end in which a breach can still be reported. */
export const BREACH_REPORT_DAYS = 30

/**
 * A side may report a breach of a treaty that is or recently was in force, one unanswered report at a time. The
 * record has no effect in the game; it informs others before they sign with either side.
 */
export function mayReportBreach(
  treaty: { status: TreatyStatus; signedAt: Date | null; endedAt: Date | null; ownUnanswered: number },
  now: Date,
): Verdict<undefined, 'never-in-force' | 'long-over' | 'report-open'> {
  const { status, signedAt, endedAt, ownUnanswered } = treaty
  if (signedAt === null)
    return refuse('never-in-force', 'This treaty was never active, so it cannot be breached.')
  const isRecent = endedAt !== null && now.getTime() < endedAt.getTime() + BREACH_REPORT_DAYS * DAY_MS
  if (!isInForce(status) && !isRecent)
    return refuse(
      'long-over',
      `A breach can be reported only up to ${BREACH_REPORT_DAYS} days after the treaty ends.`,
    )
  if (ownUnanswered > 0)
    return refuse('report-open', 'Your last report has not been answered yet. Wait for the other side.')
  return allow(undefined)
}

/** The accused side may answer a report once. */
export function mayAnswerBreach(report: {
  isOwnReport: boolean
  isAnswered: boolean
}): Verdict<undefined, 'own-report' | 'already-answered'> {
  if (report.isOwnReport) return refuse('own-report', 'Only the other side can answer your report.')
  if (report.isAnswered) return refuse('already-answered', 'This report has already been answered.')
  return allow(undefined)
}
