import { type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { load } from '#app/caller.server.ts'
import { ComponentBadge, SeverityBadge } from '#app/components/incidents/incident-badges.tsx'
import { IncidentUpdates } from '#app/components/incidents/incident-updates.tsx'
import { RouteError } from '#app/components/route-error.tsx'
import { Banner } from '#app/components/ui/banner.tsx'
import { DataList } from '#app/components/ui/data-list.tsx'
import { PageHeader } from '#app/components/ui/page-header.tsx'
import { Panel } from '#app/components/ui/panel.tsx'
import { Time } from '#app/components/ui/time.tsx'
import { formatCount } from '#app/lib/format.ts'
import { useLiveRevalidation } from '#app/lib/use-live-events.ts'
import { COMPONENT_LABELS, HISTORY_DAYS } from '#server/domain/incidents/incident-rules.ts'
import { type IncidentView } from '#server/domain/incidents/status-wire.ts'

export const meta: MetaFunction = () => [
  { title: 'Status · SectorWars 2102' },
  { tagName: 'link', rel: 'alternate', type: 'application/atom+xml', title: 'Status', href: '/status.atom' },
]

export const loader = (args: LoaderFunctionArgs) => load(args, (api) => api.status.now())

const SUMMARIES = {
  up: { tone: 'success', title: 'Everything works' },
  degraded: { tone: 'warning', title: 'Something does not work as it should' },
  down: { tone: 'danger', title: 'Something is unavailable' },
} as const

/** What works and what does not, for everybody. */
export default function StatusPage() {
  const { at, state, components, regions, openIncidents, pastIncidents } = useLoaderData<typeof loader>()
  useLiveRevalidation({ topics: ['status'], pace: 'calm' })
  const { open, away } = regions
  return (
    <>
      <PageHeader
        title="Status"
        eyebrow="What works, and what does not"
        actions={
          <a className="link" href="/status.atom">
            Feed
          </a>
        }
      />
      <div className="grid gap-6">
        <Banner tone={SUMMARIES[state].tone} title={SUMMARIES[state].title}>
          As of <Time at={at} />.
        </Banner>
        {openIncidents.map((incident) => (
          <Incident key={incident.id} incident={incident} />
        ))}
        <Panel title="Parts">
          <DataList
            items={components.map(({ name, state: ofIt }) => ({
              key: name,
              label: COMPONENT_LABELS[name],
              value: <ComponentBadge state={ofIt} />,
              ...(name === 'regions' ? { note: <RegionNote open={open} away={away} /> } : {}),
            }))}
          />
        </Panel>
        <Panel title={`Resolved in the last ${HISTORY_DAYS} days`}>
          {pastIncidents.length === 0 ? (
            <p className="text-ink-2">No incident.</p>
          ) : (
            <div className="grid gap-6">
              {pastIncidents.map((incident) => (
                <article key={incident.id} className="grid gap-3">
                  <IncidentHead incident={incident} level={3} />
                  <IncidentUpdates updates={incident.updates} />
                </article>
              ))}
            </div>
          )}
        </Panel>
      </div>
    </>
  )
}

function RegionNote({ open, away }: { open: number; away: readonly { displayName: string }[] }) {
  if (away.length === 0) return <>{formatCount(open, 'region')}, all of which answer.</>
  return (
    <span className="wrap-anywhere">
      {away.length} of {formatCount(open, 'region')} unavailable:{' '}
      {away.map(({ displayName }) => displayName).join(', ')}.
    </span>
  )
}

const Incident = ({ incident }: { incident: IncidentView }) => (
  <Panel>
    <div className="grid gap-3 pt-4 sm:pt-5">
      <IncidentHead incident={incident} level={2} />
      <IncidentUpdates updates={incident.updates} />
    </div>
  </Panel>
)

function IncidentHead({ incident, level }: { incident: IncidentView; level: 2 | 3 }) {
  const Heading = `h${level}` as const
  const { title, component, severity, startedAt, resolvedAt } = incident
  return (
    <header className="grid gap-1.5">
      <Heading className="text-lg wrap-anywhere">{title}</Heading>
      <p className="text-ink-2 flex flex-wrap items-center gap-x-3 gap-y-1 text-sm">
        <SeverityBadge severity={severity} />
        <span>{COMPONENT_LABELS[component]}</span>
        <span>
          <Time at={startedAt} />
          {resolvedAt === null ? null : (
            <>
              {' '}
              to <Time at={resolvedAt} />
            </>
          )}
        </span>
      </p>
    </header>
  )
}

export { RouteError as ErrorBoundary }
