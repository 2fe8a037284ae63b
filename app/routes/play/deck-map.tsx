import { useNavigate } from '@remix-run/react'
import { PlaceMap } from '#app/components/place-map.tsx'
import { type DeckProps } from './deck-props.ts'

/** The map of the galaxy that the pilot is in. */
export function DeckMap({ view: { place, sector } }: DeckProps) {
  const navigate = useNavigate()
  return (
    <PlaceMap
      fill
      place={place.ref}
      version={place.version}
      label={`Map of ${place.displayName}`}
      currentId={sector.id}
      gateSector={place.gateSector}
      onActivate={(id) => navigate(`/play?to=${id}`, { preventScrollReset: true })}
    />
  )
}
