import { type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { Link, useLoaderData } from '@remix-run/react'
import { Orbit } from 'lucide-react'
import { load } from '#app/caller.server.ts'
import { FilterBar } from '#app/components/region/filter-bar.tsx'
import { RouteError } from '#app/components/route-error.tsx'
import { EmptyState } from '#app/components/ui/empty-state.tsx'
import { PageHeader } from '#app/components/ui/page-header.tsx'
import { PagedTable } from '#app/components/ui/paged-table.tsx'
import { Panel } from '#app/components/ui/panel.tsx'
import { StatusBadge } from '#app/components/ui/status-badge.tsx'
import { type Column } from '#app/components/ui/table.tsx'
import { Time } from '#app/components/ui/time.tsx'
import { formatLabel, formatNumber } from '#app/lib/format.ts'
import { choiceOfQuery, pageOfQuery } from '#app/lib/route-param.ts'
import { type ApiOutputs } from '#app/lib/trpc-client.ts'
import { REGION_STATUSES } from '#server/domain/regions/region-status.ts'

export const meta: MetaFunction = () => [{ title: 'Regions · Administration · SectorWars 2102' }]

export const loader = async (args: LoaderFunctionArgs) => {
  const text = new URL(args.request.url).searchParams.get('text')?.trim() ?? ''
  const status = choiceOfQuery(args.request, 'status', REGION_STATUSES)
  const page = pageOfQuery(args.request)
  return { text, status, regions: await load(args, (api) => api.regions.listAll({ text, status, page })) }
}

type Region = ApiOutputs['regions']['listAll']['items'][number]

const COLUMNS: Column<Region>[] = [
  {
    key: 'name',
    header: 'Region',
    primary: true,
    cell: ({ name, displayName }) => (
      <Link className="link wrap-anywhere" to={`/admin/regions/${name}`}>
        {displayName}
      </Link>
    ),
  },
  { key: 'slug', header: 'Name', cell: ({ name }) => name },
  {
    key: 'owner',
    header: 'Owner',
    cell: ({ owner }) => (
      <Link className="link" to={`/admin/players/${owner.id}`}>
        {owner.callsign}
      </Link>
    ),
  },
  { key: 'status', header: 'Status', cell: ({ status }) => <StatusBadge kind="region" status={status} /> },
  {
    key: 'since',
    header: 'Since',
    cell: ({ statusChangedAt }) => <Time at={statusChangedAt} format="date" />,
  },
  { key: 'citizens', header: 'Citizens', numeric: true, cell: ({ citizens }) => formatNumber(citizens) },
  { key: 'founded', header: 'Founded', cell: ({ createdAt }) => <Time at={createdAt} format="date" /> },
]

/** Regions of every status. */
export default function AdminRegionsPage() {
  const { text, status, regions } = useLoaderData<typeof loader>()
  return (
    <>
      <PageHeader
        eyebrow="Administration"
        title="Regions"
        description="Regions of every status, with their owners."
      />
      <Panel className="mb-6" flush>
        <FilterBar
          label="Search regions"
          search={{ name: 'text', label: 'Name', value: text, maxLength: 100 }}
          filters={[
            {
              name: 'status',
              label: 'Status',
              value: status ?? '',
              options: REGION_STATUSES.map((value) => ({ value, label: formatLabel(value) })),
            },
          ]}
        />
      </Panel>
      <Panel flush>
        <PagedTable
          caption="Regions"
          columns={COLUMNS}
          of={regions}
          noun="regions"
          rowKey={({ id }) => id}
          empty={
            <EmptyState title="No region found" icon={<Orbit />}>
              Try fewer letters, or another status.
            </EmptyState>
          }
        />
      </Panel>
    </>
  )
}

export { RouteError as ErrorBoundary }
