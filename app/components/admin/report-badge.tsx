import { Badge } from '#app/components/ui/badge.tsx'
import { OUTCOME_LABELS, type ReportOutcome, type ReportState } from '#server/domain/reports/report-rules.ts'

export type ReportBadgeProps = { state: ReportState; takenBy: string | null; outcome: ReportOutcome | null }

/** Where a report stands. */
export function ReportBadge({ state, takenBy, outcome }: ReportBadgeProps) {
  if (outcome !== null) return <Badge>{OUTCOME_LABELS[outcome]}</Badge>
  if (state === 'taken') return <Badge tone="info">Taken by {takenBy}</Badge>
  return <Badge tone="warning">Open</Badge>
}
