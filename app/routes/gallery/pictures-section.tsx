import { useState } from 'react'
import { Avatar } from '#app/components/ui/avatar.tsx'
import { Chart, type ChartMarker } from '#app/components/ui/chart.tsx'
import { Emblem } from '#app/components/ui/emblem.tsx'
import { Panel } from '#app/components/ui/panel.tsx'
import { StarMap } from '#app/components/ui/star-map.tsx'
import { formatLabel } from '#app/lib/format.ts'
import { EMBLEMS } from '#server/domain/culture/theme.ts'
import { DAYS, MAP_EDGES, MAP_GROUPS, MAP_NODES, TREND } from './samples.ts'

const SERIES = [
  { key: 'treasury', label: 'Treasury', values: TREND, area: true },
  {
    key: 'trade',
    label: 'Trade',
    values: TREND.map((value, day) => (day === 12 ? null : value * 0.7 + (day % 5) * 40)),
  },
]

const MARKERS: ChartMarker[] = [
  { at: DAYS[8] ?? '', label: 'Tax to 12.5%', kind: 'law' },
  { at: DAYS[17] ?? '', label: 'Election of the governor', kind: 'election' },
  { at: DAYS[24] ?? '', label: 'Treaty with Veil', kind: 'treaty' },
]

export function PicturesSection() {
  const [selected, setSelected] = useState<number | null>(2640)
  return (
    <>
      <Panel title="Trends">
        <Chart label="Treasury and trade, last 30 days" days={DAYS} series={SERIES} markers={MARKERS} />
      </Panel>
      <Panel title="Emblems">
        <ul className="grid grid-cols-[repeat(auto-fill,minmax(5.5rem,1fr))] gap-4">
          {EMBLEMS.map((name) => (
            <li key={name} className="grid justify-items-center gap-1.5 text-sm">
              <Emblem name={name} size="lg" />
              {formatLabel(name)}
            </li>
          ))}
        </ul>
        <div className="mt-6 flex flex-wrap items-end gap-4">
          <Emblem name="star" size="sm" />
          <Emblem name="star" size="md" label="Star of Ashfall" />
          <Emblem name="star" size="xl" />
          <Avatar callsign="nova rider" size="sm" />
          <Avatar callsign="kestrel" />
          <Avatar callsign="Ada_Vance" size="lg" />
        </div>
      </Panel>
      <Panel title="Star map" description="5,000 places, some 11,600 warps">
        <StarMap
          label="Map of the Central Nexus"
          nodes={MAP_NODES}
          edges={MAP_EDGES}
          groups={MAP_GROUPS}
          currentId={2551}
          selectedId={selected}
          onSelect={setSelected}
        >
          <ul className="list-disc pl-5">
            {MAP_GROUPS.map((group) => (
              <li key={group.key}>{group.label}</li>
            ))}
          </ul>
        </StarMap>
      </Panel>
    </>
  )
}
