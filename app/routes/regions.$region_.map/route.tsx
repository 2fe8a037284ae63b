import { type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { useMemo, useState } from 'react'
import { load } from '#app/caller.server.ts'
import { RegionTheme } from '#app/components/region-theme.tsx'
import { RouteError } from '#app/components/route-error.tsx'
import { SectorList } from '#app/components/sector-list.tsx'
import { PageHeader } from '#app/components/ui/page-header.tsx'
import { Panel } from '#app/components/ui/panel.tsx'
import { StarMap } from '#app/components/ui/star-map.tsx'
import { unpackMap } from '#app/lib/galaxy-map.ts'
import { formatCount } from '#app/lib/format.ts'
import { termsOf } from '#server/domain/culture/language-pack.ts'

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `Map of ${data?.map.displayName ?? 'a region'} · SectorWars 2102` },
]

export const loader = async (args: LoaderFunctionArgs) => {
  const name = args.params.region ?? ''
  const map = await load(args, (api) => api.space.map({ region: name }))
  const asked = Number(new URL(args.request.url).searchParams.get('sector') ?? Number.NaN)
  /** `?sector=` preselects a sector. */
  return { name, map, sector: map.ids.includes(asked) ? asked : null }
}

export default function RegionMapPage() {
  const { name, map, sector } = useLoaderData<typeof loader>()
  const [selectedId, setSelectedId] = useState<number | null>(sector)
  const terms = termsOf(map.languagePack)
  const drawn = useMemo(() => unpackMap(map, map.gateSector), [map])
  return (
    <RegionTheme theme={map.theme}>
      <PageHeader
        title={`Map of ${map.displayName}`}
        breadcrumbs={[
          { label: 'Regions', to: '/regions' },
          ...(name === 'nexus' ? [] : [{ label: map.displayName, to: `/regions/${name}` }]),
          { label: 'Map' },
        ]}
        description={`${formatCount(map.ids.length, terms.sector.toLowerCase())}, ${formatCount(map.portSectors.length, 'with a port', 'with ports')}.`}
      />
      <Panel>
        <StarMap
          label={`Map of ${map.displayName}`}
          nodes={drawn.nodes}
          edges={drawn.edges}
          groups={drawn.groups}
          selectedId={selectedId}
          onSelect={setSelectedId}
        >
          <SectorList sectors={drawn.nodes} selectedId={selectedId} onSelect={setSelectedId} />
        </StarMap>
      </Panel>
    </RegionTheme>
  )
}

export { RouteError as ErrorBoundary }
