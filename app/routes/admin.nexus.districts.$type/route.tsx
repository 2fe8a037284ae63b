import { data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { load } from '#app/caller.server.ts'
import { Badge } from '#app/components/ui/badge.tsx'
import { Breadcrumbs } from '#app/components/ui/breadcrumbs.tsx'
import { DataList } from '#app/components/ui/data-list.tsx'
import { LevelBar } from '#app/components/ui/level-bar.tsx'
import { LinkButton } from '#app/components/ui/link-button.tsx'
import { Panel } from '#app/components/ui/panel.tsx'
import { formatCompact, formatLabel, formatNumber } from '#app/lib/format.ts'
import { DISTRICT_TYPES } from '#server/domain/galaxy/district-types.ts'

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.district.name ?? 'District'} · SectorWars 2102` },
]

export const loader = async (args: LoaderFunctionArgs) => {
  const districtType = DISTRICT_TYPES.find((type) => type === args.params.type)
  if (!districtType) throw data({ message: 'Invalid district type', reason: null }, { status: 400 })
  return { district: await load(args, (api) => api.nexus.district({ districtType })) }
}

export default function DistrictPage() {
  const { district } = useLoaderData<typeof loader>()
  return (
    <div className="grid gap-6">
      <Breadcrumbs items={[{ label: 'Districts', to: '/admin/nexus/districts' }, { label: district.name }]} />
      <Panel
        title={district.name}
        actions={
          <LinkButton to={`/admin/nexus/generate?district=${district.districtType}`}>
            Regenerate this district
          </LinkButton>
        }
      >
        <div className="grid gap-6 md:grid-cols-2">
          <DataList
            items={[
              {
                label: 'Sector numbers',
                value: district.sectorRange.map((end) => formatNumber(end)).join('–'),
              },
              { label: 'Sectors', value: formatNumber(district.sectorsCount) },
              { label: 'Ports', value: formatNumber(district.portsCount) },
              { label: 'Planets', value: formatNumber(district.planetsCount) },
            ]}
          />
          <div className="grid content-start gap-3">
            <LevelBar label="Security" level={district.securityLevel} />
            <LevelBar label="Development" level={district.developmentLevel} />
            <LevelBar label="Traffic" level={district.currentTraffic} />
            <p className="flex flex-wrap gap-2 pt-2">
              {district.characteristics.map((characteristic) => (
                <Badge key={characteristic}>{formatLabel(characteristic)}</Badge>
              ))}
            </p>
          </div>
        </div>
      </Panel>
      <div className="grid gap-6 lg:grid-cols-3">
        <Panel title="Busiest sectors">
          <DataList
            items={district.sampleSectors.map((sector) => ({
              key: String(sector.id),
              label: `${sector.id}`,
              value: sector.name,
            }))}
          />
        </Panel>
        <Panel title="Ports">
          <DataList
            items={district.samplePorts.map((port) => ({
              key: String(port.id),
              label: formatLabel(port.portClass),
              value: port.name,
            }))}
          />
        </Panel>
        <Panel title="Most populous planets">
          <DataList
            items={district.samplePlanets.map((planet) => ({
              key: String(planet.id),
              label: `${formatLabel(planet.planetClass)}, ${formatCompact(planet.population)}`,
              value: planet.name,
            }))}
          />
        </Panel>
      </div>
    </div>
  )
}
