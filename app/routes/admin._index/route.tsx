import { type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { Link, useLoaderData } from '@remix-run/react'
import { Database, ListChecks, Orbit, TriangleAlert } from 'lucide-react'
import { load } from '#app/caller.server.ts'
import { Badge } from '#app/components/ui/badge.tsx'
import { PageHeader } from '#app/components/ui/page-header.tsx'
import { Panel } from '#app/components/ui/panel.tsx'
import { StatGrid, StatTile } from '#app/components/ui/stat-tile.tsx'
import { Time } from '#app/components/ui/time.tsx'
import { LinkButton } from '#app/components/ui/link-button.tsx'
import { formatNumber } from '#app/lib/format.ts'

export const meta: MetaFunction = () => [{ title: 'Administration · SectorWars 2102' }]

const RECENT = 10

export const loader = async (args: LoaderFunctionArgs) => ({
  nexus: await load(args, (api) => api.nexus.overview()),
  audit: await load(args, (api) => api.operations.audit({ pageSize: RECENT })),
  openReports: await load(args, (api) => api.reports.count()),
})

const PLACES = [
  { to: '/admin/players', label: 'Players', text: 'Find, suspend, log out' },
  { to: '/admin/reports', label: 'Reports', text: 'What players report' },
  { to: '/admin/regions', label: 'Regions', text: 'Every status, with owners' },
  { to: '/admin/subscriptions', label: 'Subscriptions', text: 'Who pays for what' },
  { to: '/admin/revenue', label: 'Revenue', text: 'Recurring, churn, failed payments' },
  { to: '/admin/operations', label: 'Operations', text: 'Regions, queues, backups, failed jobs' },
  { to: '/admin/alerts', label: 'Alerts', text: 'What fires, and what to do' },
  { to: '/admin/incidents', label: 'Incidents', text: 'What the status page says' },
  { to: '/admin/prices', label: 'Prices', text: 'What new buyers and owners pay' },
  { to: '/admin/disputes', label: 'Disputes', text: 'Payments that are taken back' },
  { to: '/admin/refunds', label: 'Refunds', text: 'What went back, and what PayPal refused' },
  { to: '/admin/billing', label: 'Billing health', text: 'Differences to PayPal, failed events' },
  { to: '/admin/invitations', label: 'Administrators', text: 'Invite, revoke' },
  { to: '/admin/mail', label: 'Mail', text: 'Sent, queued, failed' },
  { to: '/admin/messages', label: 'Messages', text: 'What galaxies could not have applied' },
  { to: '/admin/conservation', label: 'Conservation', text: 'Whether everything adds up' },
  { to: '/admin/audit', label: 'Audit log', text: 'Who did what' },
] as const

export default function AdminOverview() {
  const { nexus, audit, openReports } = useLoaderData<typeof loader>()
  const { queue, generation } = nexus
  return (
    <>
      <PageHeader
        title="Administration"
        eyebrow="Platform"
        description="Players, payments, the Central Nexus, background jobs and recent activity."
      />
      <StatGrid className="mb-6">
        <StatTile
          label="Nexus sectors"
          icon={<Orbit />}
          value={nexus.stats ? formatNumber(nexus.stats.totalSectors) : '–'}
          age={generation ? <Time at={generation.generatedAt} format="relative" /> : 'not generated'}
        />
        <StatTile
          label="Nexus response time"
          icon={<Database />}
          value={nexus.galaxyAnswerMs === null ? '–' : formatNumber(nexus.galaxyAnswerMs, 1)}
          unit="ms"
        />
        <StatTile
          label="Jobs waiting"
          icon={<ListChecks />}
          value={queue ? formatNumber(queue.waiting + queue.outbox) : '–'}
        />
        <StatTile
          label="Jobs failed"
          icon={<TriangleAlert />}
          value={queue ? formatNumber(queue.failed) : '–'}
        />
      </StatGrid>
      <Panel title="Administer" className="mb-6">
        <ul className="grid gap-x-6 gap-y-3 sm:grid-cols-2 lg:grid-cols-3">
          {PLACES.map(({ to, label, text }) => (
            <li key={to}>
              <Link className="link font-semibold" to={to}>
                {label}
              </Link>
              {to === '/admin/reports' && openReports > 0 ? (
                <Badge tone="warning" className="ml-2">
                  {formatNumber(openReports)} open
                </Badge>
              ) : null}
              <span className="text-ink-2 block text-sm">{text}</span>
            </li>
          ))}
        </ul>
      </Panel>
      <Panel
        title="Recent activity"
        flush
        actions={
          <LinkButton to="/admin/audit" size="sm">
            View full log
          </LinkButton>
        }
      >
        <ul className="divide-line divide-y">
          {audit.items.map((entry) => (
            <li
              key={entry.id}
              className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1 px-4 py-3 sm:px-6"
            >
              <span className="min-w-0 break-words">
                <Link className="link" to={`/admin/audit?action=${encodeURIComponent(entry.action)}`}>
                  {entry.action}
                </Link>{' '}
                <span className="text-ink-2">by {entry.actor ?? 'the system'}</span>
              </span>
              <Time at={entry.at} format="relative" className="text-ink-2 text-sm" />
            </li>
          ))}
        </ul>
      </Panel>
    </>
  )
}
