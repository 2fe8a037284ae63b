import { useState } from 'react'
import { usePlaceMap } from '#app/lib/use-place-map.ts'
import { cn } from '#app/lib/cn.ts'
import { SectorList } from './sector-list.tsx'
import { StarMap } from './ui/star-map.tsx'

export type PlaceMapProps = {
  /** A region's name, or `nexus`. */
  place: string
  version: number
  label: string
  currentId?: number | null
  gateSector?: number | null
  /** Selected at first. */
  initialId?: number | null
  /** Enter or double click on a sector. */
  onActivate?: (id: number) => void
  /** Fills the box around it, without frame and list: for pages that are a map. */
  fill?: boolean
  /** What can be done with the selected sector. */
  actions?: (selectedId: number) => React.ReactNode
}

/** The map of a whole place, with the same content as a list. Loaded by JavaScript. */
export function PlaceMap({
  place,
  version,
  label,
  currentId = null,
  gateSector = null,
  initialId = null,
  onActivate,
  fill = false,
  actions,
}: PlaceMapProps) {
  const { map, failed } = usePlaceMap(place, version, gateSector)
  const [selectedId, setSelectedId] = useState<number | null>(initialId)
  if (failed) return <p role="alert">The map could not be loaded. Reload the page to try again.</p>
  if (!map) {
    return (
      <div
        role="status"
        className={cn(
          'bg-surface-2 border-line grid place-items-center border',
          fill ? 'absolute inset-0 noscript:max-lg:static noscript:max-lg:h-40' : 'h-80 sm:h-[30rem]',
        )}
      >
        <p className="text-ink-2">
          Loading the map…
          <noscript> The map needs JavaScript. The rest of this page works without it.</noscript>
        </p>
      </div>
    )
  }
  return (
    <div className={fill ? undefined : 'grid gap-4'}>
      <StarMap
        fill={fill}
        label={label}
        nodes={map.nodes}
        edges={map.edges}
        groups={map.groups}
        currentId={currentId}
        selectedId={selectedId}
        onSelect={setSelectedId}
        onActivate={onActivate}
      >
        <SectorList sectors={map.nodes} selectedId={selectedId} onSelect={setSelectedId} />
      </StarMap>
      {selectedId === null ? null : actions?.(selectedId)}
    </div>
  )
}
