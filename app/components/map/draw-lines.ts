import { mayCross, toScreen, visibleBounds } from '#app/lib/map-view.ts'
import { type IndexedEdge } from './map-model.ts'
import { type Scene } from './map-scene.ts'

const ARROWS_UP_TO = 500
const ARROWS_FROM_RADIUS = 2.5

/** All warps in sight. No object a line: a phone would spend most of a frame on clearing those away. */
export function drawWarps(context: CanvasRenderingContext2D, scene: Scene, radius: number): void {
  const { nodes, edges, view, size, colours } = scene
  const seen = visibleBounds(view, size)
  const { scale } = view
  const [left, top] = [size.width / 2 - view.x * scale, size.height / 2 - view.y * scale]
  const near = new Path2D()
  const far = new Path2D()
  const arrows: IndexedEdge[] = []
  for (const edge of edges) {
    const a = nodes[edge.from]
    const b = nodes[edge.to]
    if (a === undefined || b === undefined || !mayCross(seen, a, b)) continue
    const path = edge.far ? far : near
    path.moveTo(a.x * scale + left, a.y * scale + top)
    path.lineTo(b.x * scale + left, b.y * scale + top)
    if (edge.oneWay) arrows.push(edge)
  }
  context.lineWidth = 1
  context.strokeStyle = colours.edge
  context.stroke(near)
  context.strokeStyle = colours.highway
  context.stroke(far)
  if (arrows.length <= ARROWS_UP_TO && radius >= ARROWS_FROM_RADIUS) drawArrows(context, scene, arrows)
}

function drawArrows(
  context: CanvasRenderingContext2D,
  { nodes, view, size, colours }: Scene,
  edges: readonly IndexedEdge[],
): void {
  context.fillStyle = colours.highway
  context.beginPath()
  for (const { from, to } of edges) {
    const [a, b] = [nodes[from], nodes[to]]
    if (a === undefined || b === undefined) continue
    const angle = Math.atan2(b.y - a.y, b.x - a.x)
    const { x, y } = toScreen(view, size, { x: a.x + (b.x - a.x) * 0.6, y: a.y + (b.y - a.y) * 0.6 })
    context.moveTo(x + 6 * Math.cos(angle), y + 6 * Math.sin(angle))
    context.lineTo(x + 4 * Math.cos(angle + 2.4), y + 4 * Math.sin(angle + 2.4))
    context.lineTo(x + 4 * Math.cos(angle - 2.4), y + 4 * Math.sin(angle - 2.4))
  }
  context.fill()
}

/** The ways that can be flown now, and over them the planned route. */
export function drawWays(context: CanvasRenderingContext2D, scene: Scene): void {
  const { current, flights, route, colours } = scene
  if (current === null) return
  context.save()
  context.lineCap = 'round'
  context.lineJoin = 'round'
  context.strokeStyle = colours.accent
  context.globalAlpha = 0.55
  context.lineWidth = 2
  for (const { index } of flights) drawLine(context, scene, [current, index])
  if (route.length > 0) {
    context.globalAlpha = 1
    context.strokeStyle = colours.route
    context.lineWidth = 3
    context.setLineDash([9, 6])
    drawLine(context, scene, [current, ...route])
  }
  context.restore()
}

function drawLine(
  context: CanvasRenderingContext2D,
  { nodes, view, size }: Scene,
  indices: readonly number[],
): void {
  context.beginPath()
  for (const [step, index] of indices.entries()) {
    const node = nodes[index]
    if (node === undefined) continue
    const { x, y } = toScreen(view, size, node)
    if (step === 0) context.moveTo(x, y)
    else context.lineTo(x, y)
  }
  context.stroke()
}
