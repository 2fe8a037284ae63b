import { useNavigate } from '@remix-run/react'
import { SectorList } from '#app/components/sector-list.tsx'
import { Panel } from '#app/components/ui/panel.tsx'
import { listedSectors } from '#app/lib/listed-sectors.ts'
import { type DeckProps } from './deck-props.ts'

/** All sectors of the map as a list; choosing one plans the route there. */
export function SectorsPanel({ view: { sector, route }, terms, map, isMapMissing }: DeckProps) {
  const navigate = useNavigate()
  return (
    <Panel title={`Find a ${terms.sector.toLowerCase()} or port`} className="noscript:hidden">
      {map ? (
        <SectorList
          sectors={listedSectors(map)}
          selectedId={route?.to ?? sector.id}
          onSelect={(id) => navigate(`/play?to=${id}`, { preventScrollReset: true })}
        />
      ) : (
        <p className="text-ink-2">{isMapMissing ? 'The map could not be loaded.' : 'Loading the map…'}</p>
      )}
    </Panel>
  )
}
