import { Link } from '@remix-run/react'
import { Flag } from 'lucide-react'
import { SUBJECT_LABELS, type ReportSubject } from '#server/domain/reports/report-rules.ts'

export type ReportLinkProps = {
  subject: ReportSubject
  /** The callsign, the region's name, `candidacyRef`, or the id. */
  of: string
}

/** The way to tell administrators of a pilot or a text. */
export function ReportLink({ subject, of }: ReportLinkProps) {
  return (
    <Link
      to={`/report?${new URLSearchParams({ subject, of }).toString()}`}
      className="link text-ink-2 inline-flex min-h-8 items-center gap-1.5 text-sm"
    >
      <Flag aria-hidden className="size-4" />
      Report this {SUBJECT_LABELS[subject]}
    </Link>
  )
}
