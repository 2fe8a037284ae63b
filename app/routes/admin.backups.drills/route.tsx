import { type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { ShieldCheck } from 'lucide-react'
import { load } from '#app/caller.server.ts'
import { RouteError } from '#app/components/route-error.tsx'
import { Badge } from '#app/components/ui/badge.tsx'
import { EmptyState } from '#app/components/ui/empty-state.tsx'
import { LinkButton } from '#app/components/ui/link-button.tsx'
import { PageHeader } from '#app/components/ui/page-header.tsx'
import { PagedTable } from '#app/components/ui/paged-table.tsx'
import { Panel } from '#app/components/ui/panel.tsx'
import { type Column } from '#app/components/ui/table.tsx'
import { Time } from '#app/components/ui/time.tsx'
import { formatDuration, formatNumber } from '#app/lib/format.ts'
import { pageOfQuery } from '#app/lib/route-param.ts'
import { type ApiOutputs } from '#app/lib/trpc-client.ts'

export const meta: MetaFunction = () => [{ title: 'Drills · SectorWars 2102' }]

export const loader = async (args: LoaderFunctionArgs) => ({
  drills: await load(args, (api) => api.backups.drills({ page: pageOfQuery(args.request) })),
})

type Drill = ApiOutputs['backups']['drills']['items'][number]

const COLUMNS: Column<Drill>[] = [
  { key: 'at', header: 'When', primary: true, cell: ({ at }) => <Time at={at} /> },
  { key: 'database', header: 'Database', cell: ({ displayName }) => displayName },
  {
    key: 'result',
    header: 'Result',
    cell: ({ passed, error }) => (
      <>
        <Badge tone={passed ? 'success' : 'danger'}>{passed ? 'Restored' : 'Failed'}</Badge>
        {error === null ? null : <p className="text-ink-2 mt-1 text-sm wrap-anywhere">{error}</p>}
      </>
    ),
  },
  {
    key: 'of',
    header: 'Backup of',
    cell: ({ takenAt }) => (takenAt === null ? '—' : <Time at={takenAt} />),
  },
  {
    key: 'rows',
    header: 'Rows',
    numeric: true,
    cell: ({ rows }) => (rows === null ? '—' : formatNumber(rows)),
  },
  { key: 'took', header: 'Took', cell: ({ durationMs }) => formatDuration(durationMs) },
]

/** Restores for practice. */
export default function DrillsPage() {
  const { drills } = useLoaderData<typeof loader>()
  return (
    <>
      <PageHeader
        eyebrow="Backups"
        title="Drills"
        description="Each week the newest backup of the platform and of a random region is loaded beside the game, checked and dropped again."
        actions={<LinkButton to="/admin/backups">All backups</LinkButton>}
      />
      <Panel flush>
        <PagedTable
          caption="Drills, newest first"
          columns={COLUMNS}
          of={drills}
          noun="drills"
          rowKey={({ id }) => id}
          empty={
            <EmptyState icon={<ShieldCheck />} title="No drill yet">
              The first one runs within an hour of the first backup.
            </EmptyState>
          }
        />
      </Panel>
    </>
  )
}

export { RouteError as ErrorBoundary }
