import { contains, mayCross, toScreen, visibleBounds, type MapView, type Size } from '#app/lib/map-view.ts'

export type MapNode = {
  id: number
  x: number
  y: number
  label: string
  group?: string
  kind?: 'gate' | 'port'
}

/** Edges by node index, computed once per map. */
export type IndexedEdge = { from: number; to: number; oneWay: boolean; far: boolean }

export type MapColours = {
  edge: string
  highway: string
  ink: string
  halo: string
  accent: string
  fallback: string
  groups: ReadonlyMap<string, string>
}

export type Scene = {
  nodes: readonly MapNode[]
  edges: readonly IndexedEdge[]
  view: MapView
  size: Size
  colours: MapColours
  /** Pixels per unit when the whole map is visible. */
  fitScale: number
  current: number | null
  selected: number | null
  hovered: number | null
}

const TAU = Math.PI * 2
const LABELS_UP_TO = 90
const ARROWS_UP_TO = 500

/** Draws one frame: one path per line kind and colour, skipping everything outside the view. */
export const drawMap = (context: CanvasRenderingContext2D, scene: Scene): void => {
  const { nodes, size, view, colours, fitScale } = scene
  const radius = Math.min(7, Math.max(1.4, 1.5 * Math.sqrt(view.scale / fitScale)))
  const seen = visibleBounds(view, size, 40)
  const visible: number[] = []
  nodes.forEach((node, index) => {
    if (contains(seen, node)) visible.push(index)
  })

  context.clearRect(0, 0, size.width, size.height)
  drawEdges(context, scene, radius)
  drawNodes(context, scene, visible, radius)
  if (visible.length <= LABELS_UP_TO) drawLabels(context, scene, visible, radius)

  ring(context, scene, scene.current, radius + 5, colours.accent, true)
  ring(context, scene, scene.selected, radius + 4, colours.ink, false)
  ring(context, scene, scene.hovered, radius + 3, colours.accent, false)
  for (const index of new Set([scene.current, scene.selected, scene.hovered])) {
    if (index !== null && visible.length > LABELS_UP_TO) drawLabels(context, scene, [index], radius)
  }
}

/** Lines and nodes are placed without an object each: a phone would spend most of a frame on clearing those away. */
const drawEdges = (context: CanvasRenderingContext2D, scene: Scene, radius: number): void => {
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
  if (arrows.length <= ARROWS_UP_TO && radius >= 2.5) drawArrows(context, scene, arrows)
}

const drawArrows = (
  context: CanvasRenderingContext2D,
  { nodes, view, size, colours }: Scene,
  edges: readonly IndexedEdge[],
): void => {
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

const drawNodes = (
  context: CanvasRenderingContext2D,
  { nodes, view, size, colours }: Scene,
  visible: readonly number[],
  radius: number,
): void => {
  const { scale } = view
  const [left, top] = [size.width / 2 - view.x * scale, size.height / 2 - view.y * scale]
  const paths = new Map<string, Path2D>()
  for (const index of visible) {
    const node = nodes[index]
    if (node === undefined) continue
    const colour = colours.groups.get(node.group ?? '') ?? colours.fallback
    const path = paths.get(colour) ?? new Path2D()
    paths.set(colour, path)
    const x = node.x * scale + left
    const y = node.y * scale + top
    if (node.kind === 'gate') {
      const reach = radius + 3
      path.moveTo(x, y - reach)
      path.lineTo(x + reach, y)
      path.lineTo(x, y + reach)
      path.lineTo(x - reach, y)
      path.closePath()
    } else if (radius < 2) {
      // Squares of this size look like dots and cost a third.
      path.rect(x - radius, y - radius, radius * 2, radius * 2)
    } else {
      path.moveTo(x + radius, y)
      path.arc(x, y, radius, 0, TAU)
    }
  }
  for (const [colour, path] of paths) {
    context.fillStyle = colour
    context.fill(path)
  }
}

const drawLabels = (
  context: CanvasRenderingContext2D,
  { nodes, view, size, colours }: Scene,
  indices: readonly number[],
  radius: number,
): void => {
  context.font = "500 12px 'Inter Variable', sans-serif"
  context.textBaseline = 'middle'
  context.lineJoin = 'round'
  context.lineWidth = 4
  context.strokeStyle = colours.halo
  context.fillStyle = colours.ink
  for (const index of indices) {
    const node = nodes[index]
    if (node === undefined) continue
    const { x, y } = toScreen(view, size, node)
    context.strokeText(node.label, x + radius + 6, y)
    context.fillText(node.label, x + radius + 6, y)
  }
}

const ring = (
  context: CanvasRenderingContext2D,
  { nodes, view, size }: Scene,
  index: number | null,
  radius: number,
  colour: string,
  glow: boolean,
): void => {
  const node = index === null ? undefined : nodes[index]
  if (node === undefined) return
  const { x, y } = toScreen(view, size, node)
  context.save()
  context.strokeStyle = colour
  context.lineWidth = 2
  if (glow) {
    context.shadowColor = colour
    context.shadowBlur = 14
  }
  context.beginPath()
  context.arc(x, y, radius, 0, TAU)
  context.stroke()
  context.restore()
}
