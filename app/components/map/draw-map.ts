import { contains, visibleBounds } from '#app/lib/map-view.ts'
import { drawLabels } from './draw-labels.ts'
import { drawWarps, drawWays } from './draw-lines.ts'
import { drawMarks } from './draw-marks.ts'
import { drawNodes } from './draw-nodes.ts'
import { type Scene } from './map-scene.ts'

const RADIUS = { min: 1.4, max: 7 }

/** Draws one frame: one path per line kind and look, skipping everything outside the view. */
export function drawMap(context: CanvasRenderingContext2D, scene: Scene): void {
  const { nodes, size, view, fitScale } = scene
  const radius = Math.min(RADIUS.max, Math.max(RADIUS.min, 1.5 * Math.sqrt(view.scale / fitScale)))
  const seen = visibleBounds(view, size, 40)
  const visible: number[] = []
  nodes.forEach((node, index) => {
    if (contains(seen, node)) visible.push(index)
  })
  context.clearRect(0, 0, size.width, size.height)
  drawWarps(context, scene, radius)
  drawWays(context, scene)
  drawNodes(context, scene, visible, radius)
  drawMarks(context, scene, radius)
  drawLabels(context, scene, visible, radius)
}
