import { Link } from '@remix-run/react'
import { ReportBadge } from '#app/components/admin/report-badge.tsx'
import { EmptyState } from '#app/components/ui/empty-state.tsx'
import { LinkButton } from '#app/components/ui/link-button.tsx'
import { Panel } from '#app/components/ui/panel.tsx'
import { Time } from '#app/components/ui/time.tsx'
import { type Player } from '#app/lib/api-types.ts'
import { CATEGORY_TEXTS } from '#server/domain/reports/report-rules.ts'

/** The newest reports about a player, or what they wrote or own. */
export function ReportsPanel({ player: { id, reports } }: { player: Player }) {
  return (
    <Panel
      title="Reports about the player"
      flush
      actions={
        reports.total > reports.newest.length ? (
          <LinkButton size="sm" to={`/admin/reports?state=all&about=${id}`}>
            All {reports.total}
          </LinkButton>
        ) : undefined
      }
    >
      {reports.total === 0 ? (
        <EmptyState title="No reports" />
      ) : (
        <ul className="divide-line divide-y">
          {reports.newest.map(({ id: reportId, title, category, at, ...state }) => (
            <li key={reportId} className="flex flex-wrap items-baseline gap-x-4 gap-y-1 px-4 py-3 sm:px-6">
              <Link className="link min-w-0 flex-1 basis-48 wrap-anywhere" to={`/admin/reports/${reportId}`}>
                {title}: {CATEGORY_TEXTS[category]}
              </Link>
              <ReportBadge {...state} />
              <Time at={at} format="relative" className="text-ink-2 text-sm" />
            </li>
          ))}
        </ul>
      )}
    </Panel>
  )
}
