import { forwardRef, useCallback, useEffect, useImperativeHandle, useMemo, useRef } from 'react'
import { onThemeChange } from '#app/lib/css-colour.ts'
import {
  boundsOf,
  centreFree,
  fitFree,
  fitView,
  toScreen,
  zoomAt,
  type Insets,
  type MapView,
} from '#app/lib/map-view.ts'
import { cn } from '#app/lib/cn.ts'
import { drawMap } from './draw-map.ts'
import { readColours, type MapGroup } from './map-colours.ts'
import { createMapModel, type MapEdge, type MapNode } from './map-model.ts'
import { createMapLayer, type MapLayer } from './map-layer.ts'
import { type MapColours, type Scene } from './map-scene.ts'
import { nearView } from './near-view.ts'
import { useMapCanvas } from './use-map-canvas.ts'
import { useMapGestures } from './use-map-gestures.ts'
import { useMapKeys } from './use-map-keys.ts'
import { useShip } from './use-ship.ts'

export type MapHandle = {
  zoom: (factor: number) => void
  showAll: () => void
  /** Three jumps around the ship, and follows it from then on. */
  centre: () => void
}

export type MapCanvasProps = {
  /** Description of the map for screen readers. */
  label: string
  describedBy?: string
  nodes: readonly MapNode[]
  edges: readonly MapEdge[]
  groups?: readonly MapGroup[]
  colourBy?: Scene['colourBy']
  currentId?: number | null
  selectedId?: number | null
  onSelect?: (id: number) => void
  /** Enter or double click on the selected place. */
  onActivate?: (id: number) => void
  onHover?: (id: number | null) => void
  /** Where the ship can fly to now; a click does it. */
  flights?: readonly { id: number; key: string | null }[]
  onFly?: (id: number) => void
  /** Ids of the planned route, without where the ship is. */
  route?: readonly number[]
  charted?: ReadonlySet<number> | null
  /** An overlay: keys of `tintColours` by node id. */
  tints?: ReadonlyMap<number, string> | null
  tintColours?: readonly MapGroup[]
  /** More about a place under the pointer, by node id. */
  notes?: ReadonlyMap<number, string> | null
  /** Ids. */
  bookmarks?: readonly number[]
  pilotsHere?: boolean
  /** What is seen at first: everything, or three jumps around the ship. */
  start?: 'all' | 'near'
  /** What lies over the map now. */
  insets?: () => Insets
  /** Zooms with the wheel without being in focus: for pages that do not scroll. */
  isPage?: boolean
  className?: string
}

const NONE: readonly never[] = []
const NO_INSETS = (): Insets => ({ left: 0, right: 0, top: 0, bottom: 0 })
const ZOOM = { min: 0.6, max: 60 }

/** A map of thousands of places on a canvas: drag, wheel, pinch, keys. */
export const MapCanvas = forwardRef<MapHandle, MapCanvasProps>(function MapCanvas(props, handle) {
  const { label, describedBy, nodes, edges, onSelect, onActivate, onHover, onFly, className } = props
  const { groups = NONE, tintColours = NONE, flights = NONE, route = NONE, bookmarks = NONE } = props
  const { start = 'all', insets = NO_INSETS, isPage = false, currentId = null, selectedId = null } = props
  const { colourBy = 'group', charted = null, tints = null, notes = null, pilotsHere = false } = props

  const model = useMemo(() => createMapModel(nodes, edges), [nodes, edges])
  const bounds = useMemo(() => boundsOf(nodes), [nodes])
  const indices = useMemo(() => {
    const indicesOf = (ids: readonly number[]) =>
      ids.map(model.indexOf).filter((index): index is number => index !== null)
    return {
      current: model.indexOf(currentId),
      selected: model.indexOf(selectedId),
      flights: flights.flatMap(({ id, key }) => {
        const index = model.indexOf(id)
        return index === null ? [] : [{ index, key }]
      }),
      route: indicesOf(route),
      bookmarks: new Set(indicesOf(bookmarks)),
    }
  }, [model, currentId, selectedId, flights, route, bookmarks])
  const { current, selected } = indices
  const hovered = useRef<number | null>(null)
  const colours = useRef<MapColours | null>(null)
  const layer = useRef<MapLayer | null>(null)
  const isFollowing = useRef(start === 'near')
  const ship = useShip(model, current, indices.route)

  const nearShip = useCallback(
    (size: Scene['size']): MapView | null => nearView(model, current, size, insets()),
    [model, current, insets],
  )

  const { box, canvas, size, view, draw } = useMapCanvas(
    useCallback(
      (context, place, { time, ratio }) => {
        view.current ??=
          (start === 'near' ? nearShip(size.current) : null) ?? fitFree(bounds, size.current, insets())
        colours.current ??= readColours(place, groups, tintColours)
        const { position, isMoving } = ship.at(time)
        if (position && isFollowing.current && ship.hasMoved.current)
          view.current = centreFree(position, view.current.scale, insets())
        layer.current ??= createMapLayer()
        const isEnlarged = drawMap(
          context,
          layer.current,
          {
            ...model,
            ...indices,
            ...{ colourBy, charted, tints, notes, pilotsHere },
            view: view.current,
            size: size.current,
            colours: colours.current,
            fitScale: fitView(bounds, size.current).scale,
            hovered: hovered.current,
            ship: position,
          },
          { ratio, time },
        )
        return isMoving || isEnlarged
      },
      // eslint-disable-next-line react-hooks/exhaustive-deps -- refs of the hook itself
      [
        bounds,
        model,
        indices,
        nearShip,
        groups,
        tintColours,
        colourBy,
        charted,
        tints,
        notes,
        pilotsHere,
        start,
        ship,
        insets,
      ],
    ),
  )

  useEffect(() => {
    view.current = null
  }, [bounds, view])
  useEffect(() => {
    const reread = () => {
      colours.current = null
      draw()
    }
    reread()
    return onThemeChange(reread)
  }, [draw, groups, tintColours])

  const change = useCallback(
    (next: (now: MapView) => MapView) => {
      isFollowing.current = false
      if (view.current) view.current = next(view.current)
      draw()
    },
    [draw, view],
  )
  const zoom = useCallback(
    (factor: number, pixel = { x: size.current.width / 2, y: size.current.height / 2 }) => {
      const fitted = fitView(bounds, size.current).scale
      change((now) =>
        zoomAt(now, size.current, pixel, factor, { min: fitted * ZOOM.min, max: fitted * ZOOM.max }),
      )
    },
    [bounds, change, size],
  )
  const showAll = useCallback(
    () => change(() => fitFree(bounds, size.current, insets())),
    [bounds, change, insets, size],
  )
  const centre = useCallback(() => {
    change((now) => nearShip(size.current) ?? now)
    isFollowing.current = true
  }, [change, nearShip, size])
  useImperativeHandle(handle, () => ({ zoom, showAll, centre }), [zoom, showAll, centre])

  const select = useCallback(
    (index: number) => {
      const node = nodes[index]
      if (node === undefined) return
      onSelect?.(node.id)
      const seen = view.current && toScreen(view.current, size.current, node)
      const { left, right, top, bottom } = insets()
      const { width, height } = size.current
      const isHidden =
        seen &&
        (seen.x < left + 30 ||
          seen.y < top + 30 ||
          seen.x > width - right - 30 ||
          seen.y > height - bottom - 30)
      if (isHidden) change((now) => centreFree(node, now.scale, insets()))
    },
    [nodes, onSelect, change, insets, size, view],
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
  /** Flies to a neighbour, or does what the page does with a place. */
  const act = (index: number | null, otherwise: ((id: number) => void) | undefined) => {
    const id = index === null ? undefined : nodes[index]?.id
    if (id === undefined) return
    if (onFly && indices.flights.some((flight) => flight.index === index)) onFly(id)
    else otherwise?.(id)
  }

  useMapGestures({
    ...{ box, view, size, nodes, isPage },
    preferred: indices.flights.map(({ index }) => index),
    onZoom: zoom,
    onPan: (dx, dy) => change((now) => ({ ...now, x: now.x - dx / now.scale, y: now.y - dy / now.scale })),
    onSelect: (index) => act(index, () => select(index)),
    onHover: hover,
    onActivate: (index) => {
      if (!indices.flights.some((flight) => flight.index === index)) act(index, onActivate)
    },
  })
  const onKeyDown = useMapKeys({
    model,
    start: selected ?? current ?? 0,
    flights: indices.flights,
    onSelect: select,
    onAct: (index) => act(index, onActivate),
    onPan: (dx, dy) => change((now) => ({ ...now, x: now.x - dx / now.scale, y: now.y - dy / now.scale })),
    onZoom: (factor) => {
      // Around the selection, which would otherwise leave the view.
      const node = nodes[selected ?? current ?? -1]
      zoom(factor, node && view.current ? toScreen(view.current, size.current, node) : undefined)
    },
    onShowAll: showAll,
    onCentre: centre,
  })

  return (
    // A map has its own keys, which is what role="application" is for.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <div
      ref={box}
      role="application"
      aria-label={label}
      aria-describedby={describedBy}
      // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
      onKeyDown={onKeyDown}
      className={cn(
        'cursor-grab touch-none focus-visible:outline-offset-[-2px] active:cursor-grabbing',
        className,
      )}
    >
      <canvas ref={canvas} className="size-full" />
    </div>
  )
})
