import { drawHovered } from './draw-labels.ts'
import { drawMarks } from './draw-marks.ts'
import { showLayer, type MapLayer } from './map-layer.ts'
import { type Scene } from './map-scene.ts'

const RADIUS = { min: 1.4, max: 7 }

/** Draws one frame. Returns whether another one is needed although nothing changes. */
export function drawMap(
  context: CanvasRenderingContext2D,
  layer: MapLayer,
  scene: Scene,
  { ratio, time }: { ratio: number; time: number },
): boolean {
  const { size, view, fitScale } = scene
  const radius = Math.min(RADIUS.max, Math.max(RADIUS.min, 1.5 * Math.sqrt(view.scale / fitScale)))
  context.clearRect(0, 0, size.width, size.height)
  const isEnlarged = showLayer(context, layer, scene, { ratio, time, radius })
  drawMarks(context, scene, radius)
  drawHovered(context, scene, radius)
  return isEnlarged
}
