import { type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { Link, useLoaderData } from '@remix-run/react'
import { Flag } from 'lucide-react'
import { load } from '#app/caller.server.ts'
import { ReportBadge } from '#app/components/admin/report-badge.tsx'
import { RouteError } from '#app/components/route-error.tsx'
import { EmptyState } from '#app/components/ui/empty-state.tsx'
import { LinkButton } from '#app/components/ui/link-button.tsx'
import { PageHeader } from '#app/components/ui/page-header.tsx'
import { PagedTable } from '#app/components/ui/paged-table.tsx'
import { Panel } from '#app/components/ui/panel.tsx'
import { type Column } from '#app/components/ui/table.tsx'
import { Time } from '#app/components/ui/time.tsx'
import { formatLabel } from '#app/lib/format.ts'
import { choiceOfQuery, pageOfQuery } from '#app/lib/route-param.ts'
import { type ApiOutputs } from '#app/lib/trpc-client.ts'
import { CATEGORY_TEXTS, REPORT_STATES, SUBJECT_LABELS } from '#server/domain/reports/report-rules.ts'

export const meta: MetaFunction = () => [{ title: 'Reports · SectorWars 2102' }]

const CHOICES = ['all', ...REPORT_STATES] as const

export const loader = async (args: LoaderFunctionArgs) => {
  const choice = choiceOfQuery(args.request, 'state', CHOICES) ?? 'open'
  const aboutUserId = new URL(args.request.url).searchParams.get('about') ?? undefined
  const reports = await load(args, (api) =>
    api.reports.list({
      page: pageOfQuery(args.request),
      ...(choice === 'all' ? {} : { state: choice }),
      ...(aboutUserId === undefined ? {} : { aboutUserId }),
    }),
  )
  return { choice, aboutUserId, reports }
}

type Report = ApiOutputs['reports']['list']['items'][number]

const COLUMNS: Column<Report>[] = [
  {
    key: 'matter',
    header: 'What',
    primary: true,
    cell: ({ id, matter }) => (
      <Link className="link wrap-anywhere" to={`/admin/reports/${id}`}>
        {matter.title}
      </Link>
    ),
  },
  { key: 'subject', header: 'Kind', cell: ({ subject }) => formatLabel(SUBJECT_LABELS[subject]) },
  { key: 'category', header: 'About', cell: ({ category }) => CATEGORY_TEXTS[category] },
  {
    key: 'reported',
    header: 'Whose',
    cell: ({ reported }) => (
      <Link className="link" to={`/admin/players/${reported.id}`}>
        {reported.callsign}
      </Link>
    ),
  },
  { key: 'state', header: 'State', cell: (report) => <ReportBadge {...report} /> },
  { key: 'at', header: 'Reported', cell: ({ at }) => <Time at={at} format="relative" /> },
]

export default function ReportsPage() {
  const { choice, aboutUserId, reports } = useLoaderData<typeof loader>()
  const about = aboutUserId === undefined ? '' : `&about=${encodeURIComponent(aboutUserId)}`
  return (
    <>
      <PageHeader
        eyebrow="Administration"
        title="Reports"
        description="What players report, the oldest first. What is reported is kept as it was then. A report about yourself is shown to your colleagues only."
        actions={
          aboutUserId === undefined ? undefined : (
            <LinkButton to={`/admin/reports?state=${choice}`}>Reports about everybody</LinkButton>
          )
        }
      />
      <nav aria-label="State" className="mb-4 flex flex-wrap gap-2">
        {CHOICES.map((one) => (
          <LinkButton
            key={one}
            to={`/admin/reports?state=${one}${about}`}
            size="sm"
            variant={one === choice ? 'primary' : 'ghost'}
            aria-current={one === choice ? 'page' : undefined}
          >
            {formatLabel(one)}
          </LinkButton>
        ))}
      </nav>
      <Panel flush>
        <PagedTable
          caption="Reports"
          columns={COLUMNS}
          of={reports}
          noun="reports"
          rowKey={({ id }) => id}
          empty={
            <EmptyState icon={<Flag />} title={choice === 'all' ? 'No reports' : `No ${choice} reports`} />
          }
        />
      </Panel>
    </>
  )
}

export { RouteError as ErrorBoundary }
