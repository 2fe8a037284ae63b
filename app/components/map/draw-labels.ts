import { toScreen } from '#app/lib/map-view.ts'
import { placeLabels, type Box, type LabelWish } from './place-labels.ts'
import { type Scene } from './map-scene.ts'

const ALL_UP_TO = 160
const FONT = "500 12px 'Inter Variable', sans-serif"
const KEY_FONT = "700 11px 'Oxanium Variable', sans-serif"

/** Names of the sectors in sight, the pilot's own concerns first. */
export function drawLabels(
  context: CanvasRenderingContext2D,
  scene: Scene,
  visible: readonly number[],
  radius: number,
): void {
  const obstacles = drawKeys(context, scene, radius)
  context.font = FONT
  context.textAlign = 'left'
  context.textBaseline = 'middle'
  context.lineJoin = 'round'
  context.lineWidth = 4
  context.strokeStyle = scene.colours.halo
  context.fillStyle = scene.colours.ink
  for (const { text, x, y } of placeLabels(wishesOf(context, scene, visible, radius), obstacles)) {
    context.strokeText(text, x, y)
    context.fillText(text, x, y)
  }
}

function wishesOf(
  context: CanvasRenderingContext2D,
  scene: Scene,
  visible: readonly number[],
  radius: number,
): LabelWish[] {
  const { nodes, current, selected, flights, route, view, size } = scene
  const own = [current, selected, ...flights.map(({ index }) => index), route.at(-1) ?? null]
  const first = new Set(own.filter((index) => index !== null))
  const rest = visible.length <= ALL_UP_TO ? byImportance(scene, visible) : []
  return [...first, ...rest.filter((index) => !first.has(index))].flatMap((index) => {
    const node = nodes[index]
    if (!node) return []
    const text = node.name
    const gap = radius + (index === current ? 15 : first.has(index) ? 11 : 7)
    return [{ text, at: toScreen(view, size, node), width: widthOf(context, text), gap }]
  })
}

/** Name, number and more of the sector under the pointer, over everything else. */
export function drawHovered(context: CanvasRenderingContext2D, scene: Scene, radius: number): void {
  const { nodes, hovered, view, size, colours, notes } = scene
  const node = hovered === null ? undefined : nodes[hovered]
  if (!node) return
  const text = [node.name, String(node.id), notes?.get(node.id)].filter(Boolean).join(' · ')
  context.font = FONT
  context.textAlign = 'left'
  context.textBaseline = 'middle'
  const { x, y } = toScreen(view, size, node)
  const width = widthOf(context, text)
  const right = x + radius + 12
  const left = Math.max(4, right + width + 8 > size.width ? x - radius - 12 - width : right)
  context.fillStyle = colours.halo
  context.fillRect(left - 6, y - 12, width + 12, 24)
  context.fillStyle = colours.ink
  context.fillText(text, left, y)
}

const byImportance = ({ nodes }: Scene, visible: readonly number[]): number[] => [
  ...visible.filter((index) => nodes[index]?.gate),
  ...visible.filter((index) => nodes[index]?.port && !nodes[index].gate),
  ...visible.filter((index) => !nodes[index]?.port && !nodes[index]?.gate),
]

/** The key that flies to each neighbour, on the neighbour. Returns what the labels have to leave free. */
function drawKeys(context: CanvasRenderingContext2D, scene: Scene, radius: number): Box[] {
  const { nodes, flights, current, view, size, colours } = scene
  const boxes: Box[] = []
  const block = (x: number, y: number, reach: number) =>
    boxes.push({ left: x - reach, right: x + reach, top: y - reach, bottom: y + reach })
  context.font = KEY_FONT
  context.textAlign = 'center'
  context.textBaseline = 'middle'
  for (const { index, key } of flights) {
    const node = nodes[index]
    if (!node) continue
    const { x, y } = toScreen(view, size, node)
    block(x, y, radius + 5)
    if (key === null) continue
    const badge = { x: x - radius - 9, y: y - radius - 9 }
    block(badge.x, badge.y, 8)
    context.fillStyle = colours.accent
    context.beginPath()
    context.arc(badge.x, badge.y, 8, 0, Math.PI * 2)
    context.fill()
    context.fillStyle = colours.halo
    context.fillText(key, badge.x, badge.y + 0.5)
  }
  const ship = current === null ? undefined : nodes[current]
  if (ship) {
    const { x, y } = toScreen(view, size, ship)
    block(x, y, radius + 11)
  }
  return boxes
}

const widths = new Map<string, number>()
const WIDTHS_MAX = 20_000

/** Measuring a text costs more than drawing it. */
function widthOf(context: CanvasRenderingContext2D, text: string): number {
  const known = widths.get(text)
  if (known !== undefined) return known
  if (widths.size >= WIDTHS_MAX) widths.clear()
  const { width } = context.measureText(text)
  widths.set(text, width)
  return width
}
