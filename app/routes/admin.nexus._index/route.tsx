import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { Anchor, Globe, Orbit, Rocket } from 'lucide-react'
import { attempt, load } from '#app/caller.server.ts'
import { Badge, type Tone } from '#app/components/ui/badge.tsx'
import { Banner } from '#app/components/ui/banner.tsx'
import { DataList } from '#app/components/ui/data-list.tsx'
import { EmptyState } from '#app/components/ui/empty-state.tsx'
import { LinkButton } from '#app/components/ui/link-button.tsx'
import { Panel } from '#app/components/ui/panel.tsx'
import { StatGrid, StatTile } from '#app/components/ui/stat-tile.tsx'
import { Table, type Column } from '#app/components/ui/table.tsx'
import { Time } from '#app/components/ui/time.tsx'
import { redirectWithFlash } from '#app/flash.server.ts'
import { formatCount, formatDuration, formatLabel, formatNumber } from '#app/lib/format.ts'
import { type ApiOutputs } from '#app/lib/trpc-client.ts'
import { GenerationProgress } from './generation-progress.tsx'

export const meta: MetaFunction = () => [{ title: 'Nexus Manager · SectorWars 2102' }]

export const loader = async (args: LoaderFunctionArgs) => ({
  nexus: await load(args, (api) => api.nexus.progress()),
  overview: await load(args, (api) => api.nexus.overview()),
})

export const action = async (args: ActionFunctionArgs) => {
  const result = await attempt(args, (api) => api.nexus.cancel())
  return redirectWithFlash(
    '/admin/nexus',
    result.ok ? result.value.message : result.message,
    result.ok ? 'info' : 'danger',
  )
}

type Overview = ApiOutputs['nexus']['overview']
type Run = Overview['recentRuns'][number]

const RUN_TONES: Record<Run['status'], Tone> = {
  queued: 'info',
  running: 'accent',
  succeeded: 'success',
  failed: 'danger',
  cancelled: 'neutral',
}

const RUN_COLUMNS: Column<Run>[] = [
  { key: 'at', header: 'Requested', primary: true, cell: ({ createdAt }) => <Time at={createdAt} /> },
  {
    key: 'status',
    header: 'Result',
    cell: ({ status }) => <Badge tone={RUN_TONES[status]}>{formatLabel(status)}</Badge>,
  },
  { key: 'attempts', header: 'Attempts', numeric: true, cell: ({ attempts }) => formatNumber(attempts) },
  {
    key: 'took',
    header: 'Duration',
    numeric: true,
    cell: ({ startedAt, finishedAt }) =>
      startedAt === null || finishedAt === null
        ? '–'
        : formatDuration(Date.parse(finishedAt) - Date.parse(startedAt)),
  },
]

export default function NexusState() {
  const { nexus, overview } = useLoaderData<typeof loader>()
  return (
    <div className="grid gap-6">
      {nexus.job ? <GenerationProgress job={nexus.job} /> : null}
      {nexus.exists ? (
        <Figures stats={overview.stats} />
      ) : nexus.job ? null : (
        <Panel>
          <EmptyState
            title="There is no Central Nexus yet"
            icon={<Orbit />}
            action={
              <LinkButton to="/admin/nexus/generate" variant="primary">
                Generate the Nexus
              </LinkButton>
            }
          >
            It takes a second or two. Until then, the gates of the regions lead nowhere.
          </EmptyState>
        </Panel>
      )}
      <div className="grid gap-6 lg:grid-cols-2">
        <HealthPanel overview={overview} />
        <Panel title="Job queue" description="For the whole platform.">
          {overview.queue ? (
            <DataList
              items={[
                { label: 'Not yet queued', value: formatNumber(overview.queue.outbox) },
                { label: 'Waiting', value: formatNumber(overview.queue.waiting) },
                { label: 'Running', value: formatNumber(overview.queue.active) },
                { label: 'Scheduled', value: formatNumber(overview.queue.delayed) },
                { label: 'Failed', value: formatNumber(overview.queue.failed) },
              ]}
            />
          ) : (
            <p className="text-ink-2">This server process does not run the job queue.</p>
          )}
        </Panel>
      </div>
      {overview.recentRuns.length === 0 ? null : (
        <Panel title="Recent generations" flush>
          <Table
            caption="Recent generations"
            columns={RUN_COLUMNS}
            rows={overview.recentRuns}
            rowKey={({ taskId }) => taskId}
          />
        </Panel>
      )}
    </div>
  )
}

function Figures({ stats }: { stats: Overview['stats'] }) {
  if (!stats)
    return (
      <Banner tone="warning" title="The database of the Nexus does not answer. Its figures are missing." />
    )
  return (
    <StatGrid>
      <StatTile
        label="Sectors"
        icon={<Orbit />}
        value={formatNumber(stats.totalSectors)}
        age={formatCount(stats.districts.length, 'district')}
      />
      <StatTile label="Ports" icon={<Anchor />} value={formatNumber(stats.totalPorts)} />
      <StatTile label="Planets" icon={<Globe />} value={formatNumber(stats.totalPlanets)} />
      <StatTile
        label="Pilots here"
        icon={<Rocket />}
        value={formatNumber(stats.activePlayers)}
        age={`${formatCount(stats.dailyTraffic, 'movement')} in 24 hours`}
      />
    </StatGrid>
  )
}

function HealthPanel({ overview }: { overview: Overview }) {
  const { generation } = overview
  if (!generation)
    return (
      <Panel title="Health">
        <p className="text-ink-2">Generate the Nexus first to see its overview.</p>
      </Panel>
    )
  return (
    <Panel title="Health">
      <DataList
        items={[
          {
            label: 'All sectors connected',
            value: generation.stronglyConnected ? 'Yes' : 'No',
          },
          { label: 'Generation time', value: formatDuration(generation.generationMs) },
          { label: 'Generated', value: <Time at={generation.generatedAt} /> },
          { label: 'Version', value: formatNumber(generation.version) },
          { label: 'Seed', value: generation.seed },
          { label: 'Districts with their own seed', value: formatNumber(generation.reseededDistricts) },
          {
            label: 'Database response time',
            value: overview.galaxyAnswerMs === null ? 'no answer' : formatDuration(overview.galaxyAnswerMs),
          },
        ]}
      />
    </Panel>
  )
}
