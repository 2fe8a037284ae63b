import { PlanetDisc } from '#app/components/pictures/planet-disc.tsx'
import { DataList } from '#app/components/ui/data-list.tsx'
import { EmptyState } from '#app/components/ui/empty-state.tsx'
import { Pagination } from '#app/components/ui/pagination.tsx'
import { Panel } from '#app/components/ui/panel.tsx'
import { formatCompact, formatLabel, formatNumber } from '#app/lib/format.ts'
import { type DeckProps } from './deck-props.ts'

/** Planets and people of the current sector. */
export function SectorContents({ view, terms }: DeckProps) {
  const { ports, planets, pilots } = view
  return (
    <>
      {ports.length === 0 && planets.length === 0 ? (
        <Panel>
          <EmptyState title="Empty space">No ports or planets here. Pick a warp to fly on.</EmptyState>
        </Panel>
      ) : null}
      {planets.map((planet) => (
        <Panel
          key={planet.id}
          title={planet.name}
          description={`${terms.planet}, ${formatLabel(planet.planetClass).toLowerCase()}`}
          actions={<PlanetDisc planetClass={planet.planetClass} name={planet.name} />}
        >
          <DataList
            items={[
              { label: 'Population', value: formatCompact(planet.population) },
              { label: 'Habitability', value: `${formatNumber(planet.habitability)}%` },
            ]}
          />
        </Panel>
      ))}
      <Panel title="Also here">
        {pilots.total === 0 ? (
          <p className="text-ink-2">Nobody else.</p>
        ) : (
          <>
            <p className="break-words">{pilots.items.join(', ')}</p>
            {pilots.total > pilots.pageSize ? <Pagination {...pilots} noun="pilots" param="pilots" /> : null}
          </>
        )}
      </Panel>
    </>
  )
}
