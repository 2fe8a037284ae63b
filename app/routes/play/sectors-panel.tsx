import { useNavigate } from '@remix-run/react'
import { SectorList } from '#app/components/sector-list.tsx'
import { Panel } from '#app/components/ui/panel.tsx'
import { usePlaceMap } from '#app/lib/use-place-map.ts'
import { type DeckProps } from './deck-props.ts'

/** All sectors of the map as a list; choosing one plans the route there. */
export function SectorsPanel({ view: { place, sector, route }, terms }: DeckProps) {
  const { map, failed } = usePlaceMap(place.ref, place.version, place.gateSector)
  const navigate = useNavigate()
  return (
    <Panel title={`Find a ${terms.sector.toLowerCase()}`} className="noscript:hidden">
      {map ? (
        <SectorList
          sectors={map.nodes}
          selectedId={route?.to ?? sector.id}
          onSelect={(id) => navigate(`/play?to=${id}`, { preventScrollReset: true })}
        />
      ) : (
        <p className="text-ink-2">{failed ? 'The map could not be loaded.' : 'Loading the map…'}</p>
      )}
    </Panel>
  )
}
