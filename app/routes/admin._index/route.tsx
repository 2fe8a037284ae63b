import { type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { Link, useLoaderData } from '@remix-run/react'
import { Database, ListChecks, Orbit, TriangleAlert } from 'lucide-react'
import { load } from '#app/caller.server.ts'
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
})

export default function AdminOverview() {
  const { nexus, audit } = useLoaderData<typeof loader>()
  const { queue, generation } = nexus
  return (
    <>
      <PageHeader
        title="Administration"
        eyebrow="Platform"
        description="The Central Nexus, background jobs and recent activity."
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
