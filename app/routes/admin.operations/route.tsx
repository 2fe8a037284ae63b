import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { Link, useLoaderData } from '@remix-run/react'
import { Archive, BellRing, ListChecks, Map } from 'lucide-react'
import { attempt, load } from '#app/caller.server.ts'
import { RouteError } from '#app/components/route-error.tsx'
import { Banner } from '#app/components/ui/banner.tsx'
import { DataList } from '#app/components/ui/data-list.tsx'
import { LinkButton } from '#app/components/ui/link-button.tsx'
import { PageHeader } from '#app/components/ui/page-header.tsx'
import { Panel } from '#app/components/ui/panel.tsx'
import { StatGrid, StatTile } from '#app/components/ui/stat-tile.tsx'
import { redirectWithFlash } from '#app/flash.server.ts'
import { formText } from '#app/lib/form-text.ts'
import { formatAge, formatLabel, formatNumber } from '#app/lib/format.ts'
import { useLiveRevalidation } from '#app/lib/use-live-events.ts'
import { type ApiOutputs } from '#app/lib/trpc-client.ts'
import { QUEUE_NAMES } from '#server/domain/operations/failed-jobs.ts'
import { FailedJobs } from './failed-jobs.tsx'

export const meta: MetaFunction = () => [{ title: 'Operations · SectorWars 2102' }]

const HERE = '/admin/operations'

export const loader = async (args: LoaderFunctionArgs) => ({
  essentials: await load(args, (api) => api.operations.essentials()),
  failed: await load(args, (api) => api.operations.failedJobs()),
})

export const action = async (args: ActionFunctionArgs) => {
  const form = await args.request.formData()
  const how = formText(form, 'intent') === 'remove' ? 'remove' : 'retry'
  const queue = QUEUE_NAMES.find((name) => name === formText(form, 'queue')) ?? 'prompt'
  const settled = await attempt(args, (api) =>
    api.operations.settleFailedJob({ queue, id: formText(form, 'id'), how }),
  )
  return settled.ok
    ? redirectWithFlash(HERE, how === 'retry' ? 'The job runs again' : 'The job is removed')
    : redirectWithFlash(HERE, settled.message, 'danger')
}

type Essentials = ApiOutputs['operations']['essentials']

const age = (seconds: number | undefined): string => (seconds ? formatAge(seconds) : '—')
const ago = (seconds: number | undefined): string => (seconds ? `${formatAge(seconds)} ago` : '—')

/** A note on what waits, where something does. */
const since = (what: string, seconds: number | undefined): { note?: string } =>
  seconds ? { note: `${what}: ${formatAge(seconds)}` } : {}

/** What an operator looks at first. */
export default function OperationsPage() {
  const { essentials, failed } = useLoaderData<typeof loader>()
  useLiveRevalidation({ topics: ['status', 'operation'], pace: 'calm' })
  const { galaxies, away, alerts, queue, backupSeconds } = essentials
  return (
    <>
      <PageHeader
        title="Operations"
        eyebrow="Administration"
        description="What to look at first: what does not answer, what waits, what could be restored."
        actions={
          <>
            <LinkButton to="/admin/alerts">Alerts</LinkButton>
            <LinkButton to="/admin/backups">Backups</LinkButton>
          </>
        }
      />
      <StatGrid className="mb-6">
        <StatTile
          label="Galaxies that answer"
          icon={<Map />}
          value={formatNumber(galaxies - away.length)}
          unit={`of ${formatNumber(galaxies)}`}
        />
        <StatTile
          label="Alerts firing"
          icon={<BellRing />}
          value={formatNumber(alerts.critical + alerts.warning)}
          age={`${formatNumber(alerts.critical)} critical`}
        />
        <StatTile
          label="Jobs failed"
          icon={<ListChecks />}
          value={queue.jobs.failed === undefined ? '–' : formatNumber(queue.jobs.failed)}
        />
        <StatTile
          label="Oldest backup of a galaxy"
          icon={<Archive />}
          value={age(backupSeconds.galaxy)}
          age={`Platform: ${age(backupSeconds.platform)}`}
        />
      </StatGrid>
      <div className="mb-6 grid gap-6 lg:grid-cols-2">
        <RegionsPanel essentials={essentials} />
        <WaitingPanel essentials={essentials} />
      </div>
      <Panel
        title="Failed jobs"
        description="Tried as often as they may be. The log has the cause, under the job’s id."
        flush
      >
        {failed === null ? <QueueAway /> : <FailedJobs jobs={failed} />}
      </Panel>
    </>
  )
}

const QueueAway = () => (
  <Banner tone="danger" title="The job queue cannot be reached" className="m-4">
    Nothing that was committed is lost: jobs wait in the platform’s database. Start Redis, or look at
    REDIS_URL.
  </Banner>
)

function RegionsPanel({ essentials }: { essentials: Essentials }) {
  const { regionsByStatus, away, ofOwnProcess, restoreSeconds, drillSeconds, conservation } = essentials
  return (
    <Panel title="Regions and backups">
      <DataList
        items={[
          ...away.map(({ name, displayName, isRestoring }) => ({
            key: `away ${name}`,
            label: (
              <Link className="link wrap-anywhere" to={name === 'nexus' ? '/nexus' : `/regions/${name}`}>
                {displayName}
              </Link>
            ),
            value: isRestoring ? 'Being restored' : 'Does not answer',
          })),
          ...Object.entries(regionsByStatus).map(([status, n]) => ({
            key: status,
            label: `Regions: ${formatLabel(status).toLowerCase()}`,
            value: formatNumber(n),
          })),
          {
            label: 'Served by a process of their own',
            value: formatNumber(ofOwnProcess.length),
            ...(ofOwnProcess.length === 0
              ? {}
              : { note: ofOwnProcess.map(({ displayName }) => displayName).join(', ') }),
          },
          { label: 'Restore under way for', value: age(restoreSeconds) },
          { label: 'Last drill passed, platform', value: ago(drillSeconds.platform) },
          { label: 'Last drill passed, a region', value: ago(drillSeconds.galaxy) },
          {
            label: 'Last conservation audit',
            value: ago(conservation.ageSeconds),
            note: `${formatNumber(conservation.differences)} differences`,
          },
        ]}
      />
    </Panel>
  )
}

function WaitingPanel({ essentials }: { essentials: Essentials }) {
  const { queue, outbox, mails, inbox, votes } = essentials
  return (
    <Panel title="What waits">
      <DataList
        items={[
          ...Object.entries(queue.oldestSeconds).map(([name, seconds]) => ({
            key: name,
            label: `Oldest job: ${name}`,
            value: age(seconds),
          })),
          ...Object.entries(queue.jobs).map(([state, n]) => ({
            key: state,
            label: `Jobs ${state}`,
            value: formatNumber(n),
          })),
          {
            label: 'Committed, not yet queued',
            value: formatNumber(outbox.jobs),
            ...since('Oldest', outbox.oldestSeconds),
          },
          {
            label: 'Mails due',
            value: formatNumber(mails.byState.queued ?? 0),
            ...since('Oldest', mails.oldestSeconds),
          },
          { label: 'Mails failed', value: formatNumber(mails.byState.failed ?? 0) },
          {
            label: 'PayPal deliveries',
            value: formatNumber(inbox.waiting),
            ...since('Oldest', inbox.oldestSeconds),
          },
          {
            label: 'Votes past their close',
            value: formatNumber(votes.overdue),
            ...since('Latest', votes.oldestSeconds),
          },
        ]}
      />
    </Panel>
  )
}

export { RouteError as ErrorBoundary }
