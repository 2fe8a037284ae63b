import { contains, visibleBounds } from '#app/lib/map-view.ts'
import { type Scene } from './map-scene.ts'

const EDGE_PX = 40

/** Indices of the sectors in sight. */
export function visibleNodes({ nodes, view, size }: Scene): number[] {
  const seen = visibleBounds(view, size, EDGE_PX)
  const visible: number[] = []
  nodes.forEach((node, index) => {
    if (contains(seen, node)) visible.push(index)
  })
  return visible
}
