import { type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { Link, useLoaderData } from '@remix-run/react'
import { load } from '#app/caller.server.ts'
import { EmptyState } from '#app/components/ui/empty-state.tsx'
import { LevelBar } from '#app/components/ui/level-bar.tsx'
import { LinkButton } from '#app/components/ui/link-button.tsx'
import { Panel } from '#app/components/ui/panel.tsx'
import { Table, type Column } from '#app/components/ui/table.tsx'
import { formatNumber } from '#app/lib/format.ts'
import { type ApiOutputs } from '#app/lib/trpc-client.ts'

export const meta: MetaFunction = () => [{ title: 'Districts of the Nexus · SectorWars 2102' }]

export const loader = async (args: LoaderFunctionArgs) => ({
  districts: await load(args, (api) => api.nexus.districts()),
})

type District = ApiOutputs['nexus']['districts'][number]

const COLUMNS: Column<District>[] = [
  {
    key: 'name',
    header: 'District',
    primary: true,
    cell: ({ name, districtType }) => (
      <Link className="link inline-block py-1" to={districtType}>
        {name}
      </Link>
    ),
  },
  {
    key: 'range',
    header: 'Sector numbers',
    numeric: true,
    cell: ({ sectorRange }) => sectorRange.map((end) => formatNumber(end)).join('–'),
  },
  { key: 'count', header: 'Sectors', numeric: true, cell: ({ sectorsCount }) => formatNumber(sectorsCount) },
  { key: 'ports', header: 'Ports', numeric: true, cell: ({ portsCount }) => formatNumber(portsCount) },
  {
    key: 'planets',
    header: 'Planets',
    numeric: true,
    cell: ({ planetsCount }) => formatNumber(planetsCount),
  },
  {
    key: 'security',
    header: 'Security',
    cell: ({ securityLevel }) => <LevelBar hideLabel label="Security" level={securityLevel} />,
  },
  {
    key: 'development',
    header: 'Development',
    cell: ({ developmentLevel }) => <LevelBar hideLabel label="Development" level={developmentLevel} />,
  },
  {
    key: 'traffic',
    header: 'Traffic',
    cell: ({ currentTraffic }) => <LevelBar hideLabel label="Traffic" level={currentTraffic} />,
  },
]

export default function DistrictsPage() {
  const { districts } = useLoaderData<typeof loader>()
  return (
    <Panel title="Ten districts" description="Levels are averages over the district’s sectors." flush>
      <Table
        caption="Districts of the Central Nexus"
        columns={COLUMNS}
        rows={districts}
        rowKey={({ districtType }) => districtType}
        empty={
          <EmptyState
            title="No districts yet"
            action={<LinkButton to="/admin/nexus/generate">Generate the Nexus</LinkButton>}
          />
        }
      />
    </Panel>
  )
}
