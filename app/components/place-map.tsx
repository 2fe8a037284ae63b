import { useState } from 'react'
import { usePlaceMap } from '#app/lib/use-place-map.ts'
import { listedSectors } from '#app/lib/listed-sectors.ts'
import { SectorList } from './sector-list.tsx'
import { StarMap } from './ui/star-map.tsx'

export type PlaceMapProps = {
  /** A region's name, or `nexus`. */
  place: string
  version: number
  label: string
  currentId?: number | null
  gates?: readonly { sectorId: number }[]
  /** Selected at first. */
  initialId?: number | null
  /** Enter or double click on a sector. */
  onActivate?: (id: number) => void
  /** What can be done with the selected sector. */
  actions?: (selectedId: number) => React.ReactNode
}

/** The map of a whole place, with the same content as a list. Loaded by JavaScript. */
export function PlaceMap({
  place,
  version,
  label,
  currentId = null,
  gates,
  initialId = null,
  onActivate,
  actions,
}: PlaceMapProps) {
  const { map, failed } = usePlaceMap(place, version, gates)
  const [selectedId, setSelectedId] = useState<number | null>(initialId)
  if (failed) return <p role="alert">The map could not be loaded. Reload the page to try again.</p>
  if (!map) {
    return (
      <div
        role="status"
        className="bg-surface-2 border-line grid h-80 place-items-center border sm:h-[30rem]"
      >
        <p className="text-ink-2">
          Loading the map…
          <noscript> The map needs JavaScript. The rest of this page works without it.</noscript>
        </p>
      </div>
    )
  }
  return (
    <div className="grid gap-4">
      <StarMap
        label={label}
        nodes={map.nodes}
        edges={map.edges}
        groups={map.groups}
        currentId={currentId}
        selectedId={selectedId}
        onSelect={setSelectedId}
        onActivate={onActivate}
      >
        <SectorList sectors={listedSectors(map)} selectedId={selectedId} onSelect={setSelectedId} />
      </StarMap>
      {selectedId === null ? null : actions?.(selectedId)}
    </div>
  )
}
