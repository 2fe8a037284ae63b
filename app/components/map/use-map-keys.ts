import { type KeyboardEvent } from 'react'
import { indexInDirection, type Direction } from '#app/lib/map-view.ts'
import { type MapModel } from './map-model.ts'
import { type Flight } from './map-scene.ts'

export type MapKeys = {
  model: MapModel
  /** Where arrow keys start from. */
  start: number
  flights: readonly Flight[]
  onSelect: (index: number) => void
  /** Enter, or a number. */
  onAct: (index: number | null) => void
  onPan: (dx: number, dy: number) => void
  onZoom: (factor: number) => void
  onShowAll: () => void
  onCentre: () => void
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
const ZOOM_STEP = 1.5

/** The keys of a map: arrows jump along warps, numbers fly. */
export function useMapKeys(keys: MapKeys): (event: KeyboardEvent) => void {
  return (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const action = actionOf(event, keys)
    if (!action) return
    event.preventDefault()
    action()
  }
}

function actionOf({ key, shiftKey }: KeyboardEvent, keys: MapKeys): (() => void) | null {
  const { model, start, flights } = keys
  const direction = ARROWS[key]
  if (direction !== undefined && shiftKey) return () => keys.onPan(...PAN[direction])
  if (direction !== undefined) {
    const { nodes, next } = model
    const along = indexInDirection(nodes, start, direction, next[start] ?? [])
    const index = along ?? indexInDirection(nodes, start, direction)
    return index === null ? null : () => keys.onSelect(index)
  }
  const flight = flights.find((one) => one.key === key)
  if (flight) return () => keys.onAct(flight.index)
  switch (key) {
    case '+':
    case '=':
      return () => keys.onZoom(ZOOM_STEP)
    case '-':
      return () => keys.onZoom(1 / ZOOM_STEP)
    case '0':
      return keys.onShowAll
    case 'Home':
      return keys.onCentre
    case 'Enter':
      return () => keys.onAct(start)
    default:
      return null
  }
}
