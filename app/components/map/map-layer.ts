import { toScreen, type MapView, type Size } from '#app/lib/map-view.ts'
import { drawLabels } from './draw-labels.ts'
import { drawWarps, drawWays } from './draw-lines.ts'
import { drawNodes } from './draw-nodes.ts'
import { visibleNodes } from './visible-nodes.ts'
import { type Scene } from './map-scene.ts'

/** How far the picture reaches beyond each edge of the window, as a share of it: so far the map moves without being drawn again. */
const MARGIN = 0.3
/** Beyond this enlargement the picture is drawn again at once, otherwise when zooming has ended. */
const ENLARGED_MAX = 2
const SHARPEN_AFTER_MS = 120

/**
 * A picture of the galaxy that is larger than the window. Thousands of lines and shapes are drawn once, and while the map moves only this
 * picture does: without a graphics card that is the difference between 10 and 60 frames a second.
 */
export type MapLayer = {
  canvas: HTMLCanvasElement
  of: { scene: Scene; view: MapView; size: Size; ratio: number } | null
  lastScale: number
  zoomedAt: number
}

export const createMapLayer = (): MapLayer => ({
  canvas: document.createElement('canvas'),
  of: null,
  lastScale: 0,
  zoomedAt: 0,
})

/** Shows the picture where it belongs. Returns whether it has to be drawn again soon, for it is enlarged. */
export function showLayer(
  context: CanvasRenderingContext2D,
  layer: MapLayer,
  scene: Scene,
  { ratio, time, radius }: { ratio: number; time: number; radius: number },
): boolean {
  if (layer.lastScale !== scene.view.scale) {
    layer.lastScale = scene.view.scale
    layer.zoomedAt = time
  }
  const hasSettled = time - layer.zoomedAt > SHARPEN_AFTER_MS
  if (!isUsable(layer, scene, ratio, hasSettled)) redraw(layer, scene, ratio, radius)
  const { of } = layer
  if (!of) return false
  const { left, top, width, height } = placeOf(of, scene)
  context.drawImage(layer.canvas, left, top, width, height)
  return of.view.scale !== scene.view.scale
}

function isUsable({ of }: MapLayer, scene: Scene, ratio: number, hasSettled: boolean): boolean {
  if (!of || of.ratio !== ratio || hasChanged(of.scene, scene)) return false
  const enlarged = scene.view.scale / of.view.scale
  if (enlarged !== 1 && (hasSettled || enlarged > ENLARGED_MAX)) return false
  const { left, top, width, height } = placeOf(of, scene)
  const { size } = scene
  return left <= 0 && top <= 0 && left + width >= size.width && top + height >= size.height
}

/** Everything that the picture shows; the ship, the pointer and the view are not part of it. */
const hasChanged = (before: Scene, now: Scene): boolean =>
  SHOWN.some((part) => before[part] !== now[part]) ||
  before.size.width !== now.size.width ||
  before.size.height !== now.size.height

const SHOWN = [
  ...(['nodes', 'edges', 'colours', 'colourBy', 'fitScale', 'current', 'selected'] as const),
  ...(['flights', 'route', 'charted', 'tints'] as const),
]

function placeOf({ view, size, ratio }: NonNullable<MapLayer['of']>, scene: Scene) {
  const enlarged = scene.view.scale / view.scale
  const centre = toScreen(scene.view, scene.size, view)
  const [width, height] = [size.width * enlarged, size.height * enlarged]
  // On whole pixels, or every picture that is not enlarged would be blurred.
  const snap = (pixels: number) => Math.round(pixels * ratio) / ratio
  return { left: snap(centre.x - width / 2), top: snap(centre.y - height / 2), width, height }
}

function redraw(layer: MapLayer, scene: Scene, ratio: number, radius: number): void {
  const size = {
    width: Math.ceil(scene.size.width * (1 + 2 * MARGIN)),
    height: Math.ceil(scene.size.height * (1 + 2 * MARGIN)),
  }
  const { canvas } = layer
  if (canvas.width !== size.width * ratio) canvas.width = size.width * ratio
  if (canvas.height !== size.height * ratio) canvas.height = size.height * ratio
  const context = canvas.getContext('2d')
  if (!context) return
  const drawn = { ...scene, size }
  const visible = visibleNodes(drawn)
  context.setTransform(ratio, 0, 0, ratio, 0, 0)
  context.clearRect(0, 0, size.width, size.height)
  drawWarps(context, drawn, radius)
  drawWays(context, drawn)
  drawNodes(context, drawn, visible, radius)
  drawLabels(context, drawn, visible, radius)
  layer.of = { scene, view: scene.view, size, ratio }
}
