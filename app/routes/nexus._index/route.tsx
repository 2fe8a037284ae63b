import { type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { Link, useLoaderData } from '@remix-run/react'
import { load } from '#app/caller.server.ts'
import { PlaceMap } from '#app/components/place-map.tsx'
import { MarketsToday } from '#app/components/trade/markets-today.tsx'
import { RouteError } from '#app/components/route-error.tsx'
import { EmptyState } from '#app/components/ui/empty-state.tsx'
import { LinkButton } from '#app/components/ui/link-button.tsx'
import { PageHeader } from '#app/components/ui/page-header.tsx'
import { Panel } from '#app/components/ui/panel.tsx'
import { Table, type Column } from '#app/components/ui/table.tsx'
import { formatCount, formatPercent } from '#app/lib/format.ts'
import { type Gate } from '#app/lib/map-overlay.ts'

export const meta: MetaFunction = () => [{ title: 'Map of the Central Nexus · SectorWars 2102' }]

export const loader = async (args: LoaderFunctionArgs) => {
  const place = { region: 'nexus' }
  const [map, gates, news] = await load(args, (api) =>
    Promise.all([api.space.map(place), api.space.gates(place), api.space.news(place)]),
  )
  return {
    version: map.version,
    sectors: map.ids.length,
    ports: new Set(map.ports.sector).size,
    gates,
    news,
  }
}

export default function NexusPage() {
  const { version, sectors, ports, gates, news } = useLoaderData<typeof loader>()
  return (
    <>
      <PageHeader
        title="The Central Nexus"
        eyebrow="Map"
        description={`${formatCount(sectors, 'sector')}, ${formatCount(ports, 'with a port', 'with ports')}. All regions meet here; each has a gate.`}
        actions={
          <>
            <LinkButton to="/play" variant="primary">
              Play
            </LinkButton>
            <LinkButton to="/nexus/council">Galactic Council</LinkButton>
          </>
        }
      />
      <div className="grid gap-6">
        <Panel>
          <PlaceMap place="nexus" version={version} label="Map of the Central Nexus" gates={gates} />
        </Panel>
        <MarketsToday news={news} />
        <Panel title="Gates" description="Where the ways to the regions begin." flush>
          <Table
            caption="Gates of the Nexus"
            columns={COLUMNS}
            rows={gates.filter(({ region }) => region !== null)}
            rowKey={({ region }) => region?.name ?? ''}
            empty={<EmptyState title="No regions yet">Found the first one.</EmptyState>}
          />
        </Panel>
      </div>
    </>
  )
}

const COLUMNS: Column<Gate>[] = [
  {
    key: 'region',
    header: 'Region',
    primary: true,
    cell: ({ region }) => (
      <Link className="link" to={`/regions/${region?.name}`}>
        {region?.displayName}
      </Link>
    ),
  },
  { key: 'owner', header: 'Owner', cell: ({ region }) => region?.owner },
  {
    key: 'tax',
    header: 'Sales tax',
    numeric: true,
    cell: ({ region }) => formatPercent(region?.taxRate ?? 0),
  },
  { key: 'sector', header: 'Sector', numeric: true, cell: ({ sectorId }) => sectorId },
  {
    key: 'map',
    header: 'Map',
    cell: ({ region }) => (
      <Link className="link" to={`/regions/${region?.name}/map`}>
        Map<span className="sr-only"> of {region?.displayName}</span>
      </Link>
    ),
  },
]

export { RouteError as ErrorBoundary }
