import { type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { load } from '#app/caller.server.ts'
import { PlaceMap } from '#app/components/place-map.tsx'
import { RegionTheme } from '#app/components/region-theme.tsx'
import { RouteError } from '#app/components/route-error.tsx'
import { PageHeader } from '#app/components/ui/page-header.tsx'
import { Panel } from '#app/components/ui/panel.tsx'
import { formatCount } from '#app/lib/format.ts'
import { termsOf } from '#server/domain/culture/language-pack.ts'

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `Map of ${data?.map.displayName ?? 'a region'} · SectorWars 2102` },
]

export const loader = async (args: LoaderFunctionArgs) => {
  const name = args.params.region ?? ''
  const map = await load(args, (api) => api.space.map({ region: name }))
  const asked = Number(new URL(args.request.url).searchParams.get('sector') ?? Number.NaN)
  const { displayName, languagePack, theme, gateSector, version } = map
  return {
    name,
    gates: gateSector === null ? [] : [{ sectorId: gateSector }],
    // The map itself is data of its own, which browsers keep: inside the page it would be parsed as part of every visit.
    map: { displayName, languagePack, theme, version },
    sectors: map.ids.length,
    ports: new Set(map.ports.sector).size,
    /** `?sector=` preselects a sector. */
    sector: map.ids.includes(asked) ? asked : null,
  }
}

export default function RegionMapPage() {
  const { name, gates, map, sectors, ports, sector } = useLoaderData<typeof loader>()
  const terms = termsOf(map.languagePack)
  return (
    <RegionTheme theme={map.theme}>
      <PageHeader
        title={`Map of ${map.displayName}`}
        breadcrumbs={[
          { label: 'Regions', to: '/regions' },
          ...(name === 'nexus' ? [] : [{ label: map.displayName, to: `/regions/${name}` }]),
          { label: 'Map' },
        ]}
        description={`${formatCount(sectors, terms.sector.toLowerCase())}, ${formatCount(ports, 'with a port', 'with ports')}.`}
      />
      <Panel>
        <PlaceMap
          place={name}
          version={map.version}
          label={`Map of ${map.displayName}`}
          gates={gates}
          initialId={sector}
        />
      </Panel>
    </RegionTheme>
  )
}

export { RouteError as ErrorBoundary }
