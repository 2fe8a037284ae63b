import { useNavigate } from '@remix-run/react'
import { LocateFixed, Maximize, Minus, Plus } from 'lucide-react'
import { useId, useMemo, useRef } from 'react'
import { MapButton } from '#app/components/map/map-button.tsx'
import { MapCanvas, type MapHandle } from '#app/components/map/map-canvas.tsx'
import { type Insets } from '#app/lib/map-view.ts'
import { type DeckProps } from './deck-props.ts'
import { MapLegend } from './map-legend.tsx'
import { RouteCard } from './route-card.tsx'
import { useCharted } from './use-charted.ts'
import { flightKey, useFly } from './use-fly.ts'
import { useOverlay } from './use-overlay.ts'

const NO_COLOURS: readonly never[] = []

/** The map of the galaxy that the pilot is in: neighbours are flown to, other sectors get a route. */
export function DeckMap({ insets, ...deck }: DeckProps & { insets: () => Insets }) {
  const { view, map, isMapMissing } = deck
  const { place, sector, warps, route, pilots, bookmarks } = view
  const navigate = useNavigate()
  const fly = useFly()
  const handle = useRef<MapHandle>(null)
  const helpId = useId()
  const choice = useOverlay(deck)
  const charted = useCharted(place.id, sector.id)
  const flights = useMemo(
    () => warps.map(({ sectorId }, index) => ({ id: sectorId, key: flightKey(index) })),
    [warps],
  )
  const routeIds = useMemo(() => route?.legs.map(({ sectorId }) => sectorId) ?? [], [route])
  const bookmarkIds = useMemo(() => bookmarks.map(({ sectorId }) => sectorId), [bookmarks])
  const planTo = (id: number) =>
    navigate(id === sector.id ? '/play' : `/play?to=${id}`, { preventScrollReset: true })
  if (!map)
    return (
      <div
        role={isMapMissing ? 'alert' : 'status'}
        className="text-ink-2 absolute inset-0 grid place-items-center p-4 noscript:max-lg:static"
      >
        <p>
          {isMapMissing ? 'The map could not be loaded. Reload the page to try again.' : 'Loading the map…'}
          <noscript> The map needs JavaScript. The rest of this page works without it.</noscript>
        </p>
      </div>
    )
  return (
    <>
      <MapCanvas
        ref={handle}
        label={`Map of ${place.displayName}`}
        describedBy={helpId}
        className="absolute inset-0"
        isPage
        start="near"
        colourBy="kind"
        nodes={map.nodes}
        edges={map.edges}
        groups={map.groups}
        currentId={sector.id}
        selectedId={route?.to ?? null}
        flights={flights}
        onFly={fly}
        onSelect={planTo}
        onActivate={planTo}
        route={routeIds}
        bookmarks={bookmarkIds}
        charted={charted}
        tints={choice.overlay?.tints ?? null}
        tintColours={choice.overlay?.legend ?? NO_COLOURS}
        notes={choice.overlay?.notes ?? null}
        pilotsHere={pilots.total > 0}
        insets={insets}
      />
      <p id={helpId} className="sr-only">
        Number keys fly to the neighbouring sectors. Arrow keys choose a sector along the warps, Enter flies
        to a neighbour or plans a route. Plus and minus zoom, 0 shows all, Home centres on your ship.
      </p>
      <div className="absolute right-2 bottom-16 z-10 grid gap-1.5 lg:right-auto lg:bottom-4 lg:left-94 xl:left-94">
        <MapButton label="Centre on me" onClick={() => handle.current?.centre()} icon={<LocateFixed />} />
        <MapButton label="Zoom in" onClick={() => handle.current?.zoom(1.5)} icon={<Plus />} />
        <MapButton label="Zoom out" onClick={() => handle.current?.zoom(1 / 1.5)} icon={<Minus />} />
        <MapButton label="Show all" onClick={() => handle.current?.showAll()} icon={<Maximize />} />
      </div>
      <MapLegend choice={choice} />
      <RouteCard {...deck} />
    </>
  )
}
