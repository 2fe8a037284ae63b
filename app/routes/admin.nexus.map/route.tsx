import { type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { Link, useLoaderData } from '@remix-run/react'
import { load } from '#app/caller.server.ts'
import { PlaceMap } from '#app/components/place-map.tsx'
import { EmptyState } from '#app/components/ui/empty-state.tsx'
import { LinkButton } from '#app/components/ui/link-button.tsx'
import { Panel } from '#app/components/ui/panel.tsx'
import { areaName } from '#app/lib/galaxy-map.ts'
import { formatNumber } from '#app/lib/format.ts'
import { districtOfSector } from '#server/domain/galaxy/districts.ts'

export const meta: MetaFunction = () => [{ title: 'Map of the Nexus · SectorWars 2102' }]

export const loader = async (args: LoaderFunctionArgs) => ({
  nexus: await load(args, (api) => api.nexus.progress()),
  districts: await load(args, (api) => api.nexus.districts()),
})

export default function NexusMapPage() {
  const { nexus, districts } = useLoaderData<typeof loader>()
  if (!nexus.exists)
    return (
      <Panel>
        <EmptyState
          title="No map yet"
          action={<LinkButton to="/admin/nexus/generate">Generate the Nexus</LinkButton>}
        />
      </Panel>
    )
  return (
    <div className="grid gap-6">
      <Panel title="The Central Nexus" description={`Version ${nexus.version}`}>
        <PlaceMap
          place="nexus"
          version={nexus.version}
          label="Map of the Central Nexus"
          actions={(sectorId) => {
            const district = districtOfSector(sectorId)
            return district === null ? null : (
              <p>
                Sector {sectorId} is in{' '}
                <Link className="link" to={`/admin/nexus/districts/${district}`}>
                  {areaName(district)}
                </Link>
                .
              </p>
            )
          }}
        />
      </Panel>
      <Panel title="Districts" level={2}>
        <ul className="grid gap-x-6 gap-y-1 sm:grid-cols-2 lg:grid-cols-3">
          {districts.map((district) => (
            <li key={district.districtType} className="flex items-baseline justify-between gap-3 py-1">
              <Link className="link" to={`/admin/nexus/districts/${district.districtType}`}>
                {district.name}
              </Link>
              <span className="numerals text-ink-2 text-sm">
                {district.sectorRange.map((end) => formatNumber(end)).join('–')}
              </span>
            </li>
          ))}
        </ul>
      </Panel>
    </div>
  )
}
