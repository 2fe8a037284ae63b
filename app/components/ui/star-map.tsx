import { Maximize, Minus, Plus } from 'lucide-react'
import { useId, useRef, useState, type ReactNode } from 'react'
import { MapButton } from '#app/components/map/map-button.tsx'
import { MapCanvas, type MapCanvasProps, type MapHandle } from '#app/components/map/map-canvas.tsx'
import { groupColour } from '#app/components/map/map-colours.ts'
import { ShapeLegend } from '#app/components/map/shape-legend.tsx'
import { cn } from '#app/lib/cn.ts'
import { Kbd } from './kbd.tsx'

export type StarMapProps = Omit<MapCanvasProps, 'describedBy' | 'isPage'> & {
  /** The same places as a list or table. */
  children: ReactNode
}

/** A map in a frame, with legend, keys and the same content as a list. */
export function StarMap({ children, className, ...props }: StarMapProps) {
  const { nodes, groups = [], currentId } = props
  const map = useRef<MapHandle>(null)
  const helpId = useId()
  const [ownSelection, setOwnSelection] = useState<number | null>(null)
  const selectedId = props.selectedId === undefined ? ownSelection : props.selectedId
  const selected = nodes.find(({ id }) => id === selectedId)
  return (
    <div className={className}>
      <div className="bg-surface-2 border-line relative overflow-hidden border">
        <MapCanvas
          ref={map}
          {...props}
          selectedId={selectedId}
          onSelect={(id) => {
            setOwnSelection(id)
            props.onSelect?.(id)
          }}
          describedBy={helpId}
          className="h-80 sm:h-[30rem]"
        />
        <div className="absolute top-3 right-3 grid gap-1.5">
          <MapButton label="Zoom in" onClick={() => map.current?.zoom(1.5)} icon={<Plus />} />
          <MapButton label="Zoom out" onClick={() => map.current?.zoom(1 / 1.5)} icon={<Minus />} />
          <MapButton label="Show all" onClick={() => map.current?.showAll()} icon={<Maximize />} />
        </div>
        <p
          role="status"
          className={cn(
            'bg-surface/90 pointer-events-none absolute bottom-3 left-3 px-2.5 py-1 text-sm',
            !selected && 'sr-only',
          )}
        >
          {selected?.label ?? ''}
          {selected !== undefined && selected.id === currentId ? ', you are here' : ''}
        </p>
      </div>
      <div className="flex flex-wrap gap-x-8 gap-y-1 px-1 pt-3">
        {groups.length > 0 ? (
          <ul aria-label="Colours" className="text-ink-2 flex flex-wrap gap-x-4 gap-y-1 text-sm">
            {groups.map((group, index) => (
              <li key={group.key} className="flex items-center gap-2">
                <span
                  aria-hidden
                  className="size-2.5 rounded-full"
                  style={{ background: groupColour(group, index) }}
                />
                {group.label}
              </li>
            ))}
          </ul>
        ) : null}
        <ShapeLegend />
      </div>
      <p id={helpId} className="text-ink-3 hidden px-1 pt-2 text-sm sm:block">
        <Kbd>←</Kbd> <Kbd>→</Kbd> <Kbd>↑</Kbd> <Kbd>↓</Kbd> jump along warps; with <Kbd>Shift</Kbd> they move
        the map. <Kbd>+</Kbd> <Kbd>−</Kbd> zoom, <Kbd>0</Kbd> shows all.
      </p>
      <details className="group/twin mt-3">
        <summary className="link inline-flex min-h-8 items-center">Show as list</summary>
        <div className="pt-3">{children}</div>
      </details>
    </div>
  )
}
