import { Maximize, Minus, Plus } from 'lucide-react'
import {
  useCallback,
  useEffect,
  useId,
  useMemo,
  useRef,
  useState,
  type KeyboardEvent,
  type ReactNode,
} from 'react'
import { cn } from '#app/lib/cn.ts'
import { CATEGORY_COLOURS, computedColours, onThemeChange } from '#app/lib/css-colour.ts'
import {
  boundsOf,
  fitView,
  indexInDirection,
  panBy,
  toScreen,
  zoomAt,
  type Direction,
  type MapView,
} from '#app/lib/map-view.ts'
import { Kbd } from './kbd.tsx'
import { drawMap, type IndexedEdge, type MapColours, type MapNode } from './star-map-draw.ts'
import { useMapGestures } from './use-map-gestures.ts'

export type { MapNode } from './star-map-draw.ts'

/** Ends are node ids. `oneWay` leads from `from` to `to`. */
export type MapEdge = { from: number; to: number; oneWay?: boolean }

/** `colour` is any CSS colour; by default the groups use the ten category colours in order. */
export type MapGroup = { key: string; label: string; colour?: string }

export type StarMapProps = {
  /** Description of the map for screen readers. */
  label: string
  nodes: readonly MapNode[]
  edges: readonly MapEdge[]
  groups?: readonly MapGroup[]
  currentId?: number | null
  selectedId?: number | null
  onSelect?: (id: number) => void
  /** Enter or double click on the selected place. */
  onActivate?: (id: number) => void
  onHover?: (id: number | null) => void
  className?: string
  /** Fills the nearest positioned box, without frame, legend and list. */
  fill?: boolean
  /** The same places as a list or table. */
  children: ReactNode
}

const ARROWS: Record<string, Direction> = {
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'up',
  ArrowDown: 'down',
}
const PAN: Record<Direction, [number, number]> = {
  left: [60, 0],
  right: [-60, 0],
  up: [0, 60],
  down: [0, -60],
}

const groupColour = (group: MapGroup, index: number): string =>
  group.colour ?? CATEGORY_COLOURS[index % CATEGORY_COLOURS.length] ?? 'var(--accent)'

const readColours = (place: Element, groups: readonly MapGroup[]): MapColours => {
  const [edge = '', highway = '', ink = '', halo = '', accent = '', fallback = '', ...ofGroups] =
    computedColours(place, [
      'color-mix(in oklab, var(--ink-3) 30%, transparent)',
      'color-mix(in oklab, var(--ink-3) 62%, transparent)',
      'var(--ink)',
      'var(--surface)',
      'var(--accent)',
      'var(--ink-2)',
      ...groups.map(groupColour),
    ])
  const byGroup = new Map(groups.map(({ key }, index) => [key, ofGroups[index] ?? fallback]))
  return { edge, highway, ink, halo, accent, fallback, groups: byGroup }
}

const NO_GROUPS: readonly MapGroup[] = []

/**
 * A map of thousands of places on a canvas: drag, wheel (with focus), pinch, arrow keys. The list below has the same
 * content.
 */
export function StarMap(props: StarMapProps) {
  const {
    label,
    nodes,
    edges,
    groups = NO_GROUPS,
    onSelect,
    onActivate,
    onHover,
    className,
    fill = false,
    children,
  } = props
  const box = useRef<HTMLDivElement>(null)
  const canvas = useRef<HTMLCanvasElement>(null)
  const size = useRef({ width: 1, height: 1 })
  const view = useRef<MapView | null>(null)
  const colours = useRef<MapColours | null>(null)
  const hovered = useRef<number | null>(null)
  const frame = useRef(0)
  const helpId = useId()
  const [ownSelection, setOwnSelection] = useState<number | null>(null)
  const selectedId = props.selectedId === undefined ? ownSelection : props.selectedId

  const indexById = useMemo(() => new Map(nodes.map((node, index) => [node.id, index])), [nodes])
  const indexOf = useCallback(
    (id: number | null | undefined) => (id == null ? null : (indexById.get(id) ?? null)),
    [indexById],
  )
  const bounds = useMemo(() => boundsOf(nodes), [nodes])
  const indexed = useMemo(
    () =>
      edges.flatMap((edge): IndexedEdge[] => {
        const [from, to] = [indexById.get(edge.from), indexById.get(edge.to)]
        if (from === undefined || to === undefined) return []
        return [{ from, to, oneWay: edge.oneWay ?? false, far: nodes[from]?.group !== nodes[to]?.group }]
      }),
    [edges, indexById, nodes],
  )
  const current = indexOf(props.currentId)
  const selected = indexOf(selectedId)

  const draw = useCallback(() => {
    cancelAnimationFrame(frame.current)
    frame.current = requestAnimationFrame(() => {
      const [context, place] = [canvas.current?.getContext('2d'), box.current]
      if (!context || !place || size.current.width <= 1) return
      const fitted = fitView(bounds, size.current)
      view.current ??= fitted
      colours.current ??= readColours(place, groups)
      const ratio = Math.min(devicePixelRatio, 2)
      context.setTransform(ratio, 0, 0, ratio, 0, 0)
      drawMap(context, {
        nodes,
        edges: indexed,
        view: view.current,
        size: size.current,
        colours: colours.current,
        fitScale: fitted.scale,
        current,
        selected,
        hovered: hovered.current,
      })
    })
  }, [bounds, nodes, indexed, groups, current, selected])

  useEffect(() => {
    view.current = null
  }, [bounds])

  useEffect(() => {
    colours.current = null
    draw()
    return onThemeChange(() => {
      colours.current = null
      draw()
    })
  }, [draw])

  useEffect(() => {
    const place = box.current
    if (!place) return
    const observer = new ResizeObserver(() => {
      const { clientWidth: width, clientHeight: height } = place
      const ratio = Math.min(devicePixelRatio, 2)
      size.current = { width, height }
      if (canvas.current) {
        canvas.current.width = width * ratio
        canvas.current.height = height * ratio
      }
      draw()
    })
    observer.observe(place)
    return () => observer.disconnect()
  }, [draw])

  const change = useCallback(
    (next: (now: MapView) => MapView) => {
      if (view.current) view.current = next(view.current)
      draw()
    },
    [draw],
  )
  const zoom = useCallback(
    (factor: number, pixel = { x: size.current.width / 2, y: size.current.height / 2 }) => {
      const fitted = fitView(bounds, size.current).scale
      change((now) => zoomAt(now, size.current, pixel, factor, { min: fitted * 0.6, max: fitted * 60 }))
    },
    [bounds, change],
  )
  const select = useCallback(
    (index: number) => {
      const node = nodes[index]
      if (node === undefined) return
      setOwnSelection(node.id)
      onSelect?.(node.id)
      const seen = view.current && toScreen(view.current, size.current, node)
      const { width, height } = size.current
      if (seen && (seen.x < 30 || seen.y < 30 || seen.x > width - 30 || seen.y > height - 30))
        change((now) => ({ ...now, x: node.x, y: node.y }))
    },
    [nodes, onSelect, change],
  )
  const hover = useCallback(
    (index: number | null) => {
      if (hovered.current === index) return
      hovered.current = index
      onHover?.(index === null ? null : (nodes[index]?.id ?? null))
      draw()
    },
    [nodes, onHover, draw],
  )
  const activate = (index: number | null) => {
    const node = index === null ? undefined : nodes[index]
    if (node !== undefined) onActivate?.(node.id)
  }

  useMapGestures({
    box,
    view,
    size,
    nodes,
    onZoom: zoom,
    onPan: (dx, dy) => change((now) => panBy(now, dx, dy)),
    onSelect: select,
    onHover: hover,
    onActivate: activate,
  })

  /** Keyboard zoom centres on the selection, which would otherwise leave the view. */
  const zoomOnSelection = (factor: number) => {
    const node = nodes[selected ?? current ?? -1]
    zoom(factor, node && view.current ? toScreen(view.current, size.current, node) : undefined)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const direction = ARROWS[event.key]
    const start = selected ?? current ?? 0
    if (direction !== undefined && event.shiftKey) change((now) => panBy(now, ...PAN[direction]))
    else if (direction !== undefined) {
      const warps = indexed.flatMap(({ from, to, oneWay }) =>
        from === start ? [to] : to === start && !oneWay ? [from] : [],
      )
      const next =
        indexInDirection(nodes, start, direction, warps) ?? indexInDirection(nodes, start, direction)
      if (next !== null) select(next)
    } else if (event.key === '+' || event.key === '=') zoomOnSelection(1.5)
    else if (event.key === '-') zoomOnSelection(1 / 1.5)
    else if (event.key === '0') change(() => fitView(bounds, size.current))
    else if (event.key === 'Enter') activate(selected)
    else return
    event.preventDefault()
  }

  const selectedNode = selected === null ? undefined : nodes[selected]
  return (
    <div className={className}>
      <div
        className={cn(
          'overflow-hidden',
          fill ? 'absolute inset-0' : 'bg-surface-2 border-line relative border',
        )}
      >
        {/* A map has its own keys, which is what role="application" is for. */}
        {/* eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions */}
        <div
          ref={box}
          role="application"
          aria-label={label}
          aria-describedby={helpId}
          // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
          tabIndex={0}
          onKeyDown={onKeyDown}
          className={cn(
            'cursor-grab touch-none focus-visible:outline-offset-[-2px] active:cursor-grabbing',
            fill ? 'h-full' : 'h-80 sm:h-[30rem]',
          )}
        >
          <canvas ref={canvas} className="size-full" />
        </div>
        <div
          className={cn(
            'absolute grid gap-1.5',
            fill ? 'right-3 bottom-20 lg:right-[28rem] lg:bottom-4 xl:right-[32rem]' : 'top-3 right-3',
          )}
        >
          <MapButton label="Zoom in" onClick={() => zoom(1.5)} icon={<Plus />} />
          <MapButton label="Zoom out" onClick={() => zoom(1 / 1.5)} icon={<Minus />} />
          <MapButton
            label="Show all"
            onClick={() => change(() => fitView(bounds, size.current))}
            icon={<Maximize />}
          />
        </div>
        <p
          role="status"
          className={cn(
            'bg-surface/90 pointer-events-none absolute bottom-3 left-3 px-2.5 py-1 text-sm',
            !selectedNode && 'sr-only',
          )}
        >
          {selectedNode === undefined ? '' : selectedNode.label}
          {selectedNode !== undefined && selected === current ? ', you are here' : ''}
        </p>
      </div>
      {groups.length > 0 && !fill ? (
        <ul aria-label="Colours" className="text-ink-2 flex flex-wrap gap-x-4 gap-y-1 px-1 pt-3 text-sm">
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
      <p id={helpId} className={cn('text-ink-3 hidden px-1 pt-2 text-sm', !fill && 'sm:block')}>
        <Kbd>←</Kbd> <Kbd>→</Kbd> <Kbd>↑</Kbd> <Kbd>↓</Kbd> jump along warps; with <Kbd>Shift</Kbd> they move
        the map. <Kbd>+</Kbd> <Kbd>−</Kbd> zoom, <Kbd>0</Kbd> shows all.
      </p>
      {fill ? null : (
        <details className="group/twin mt-3">
          <summary className="link inline-flex min-h-8 items-center">Show as list</summary>
          <div className="pt-3">{children}</div>
        </details>
      )}
    </div>
  )
}

function MapButton({ label, icon, onClick }: { label: string; icon: ReactNode; onClick: () => void }) {
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      onClick={onClick}
      className="border-line-strong bg-surface/90 text-ink hover:border-accent hover:text-accent grid size-9 place-items-center rounded-[4px] border [&>svg]:size-4"
    >
      {icon}
    </button>
  )
}
