import { boundsOf, fitFree, type Insets, type MapView, type Size } from '#app/lib/map-view.ts'
import { withinJumps, type MapModel } from './map-model.ts'

const NEAR_JUMPS = 3

/** What is seen at first: three jumps around the ship, in what is free of the map. Null without a ship. */
export function nearView(model: MapModel, ship: number | null, size: Size, insets: Insets): MapView | null {
  if (ship === null) return null
  const near = withinJumps(model, ship, NEAR_JUMPS).flatMap((index) => model.nodes[index] ?? [])
  return fitFree(boundsOf(near), size, insets)
}
