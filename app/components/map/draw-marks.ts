import { toScreen, type Point } from '#app/lib/map-view.ts'
import { type Scene } from './map-scene.ts'

const TAU = Math.PI * 2

/** What is not of the galaxy but of the pilot: ways out, ship, selection, bookmarks and others who are here. */
export function drawMarks(context: CanvasRenderingContext2D, scene: Scene, radius: number): void {
  const { colours, flights, current, selected, hovered, bookmarks, pilotsHere } = scene
  for (const { index } of flights) drawGlow(context, at(scene, index), radius + 5, colours.accent)
  for (const index of bookmarks) drawFlag(context, at(scene, index), radius, colours.bookmark)
  drawRing(context, at(scene, selected), radius + 8, colours.ink)
  drawRing(context, at(scene, hovered), radius + 6, colours.accent)
  if (pilotsHere) drawOthers(context, at(scene, current), radius, colours.pilots)
  drawShip(context, scene, radius)
}

function at({ nodes, view, size }: Scene, index: number | null): Point | null {
  const node = index === null ? undefined : nodes[index]
  return node ? toScreen(view, size, node) : null
}

function drawRing(context: CanvasRenderingContext2D, place: Point | null, radius: number, colour: string) {
  if (!place) return
  context.strokeStyle = colour
  context.lineWidth = 2
  context.beginPath()
  context.arc(place.x, place.y, radius, 0, TAU)
  context.stroke()
}

/** Two rings instead of a shadow, which costs a machine without a graphics card milliseconds. */
function drawGlow(context: CanvasRenderingContext2D, place: Point | null, radius: number, colour: string) {
  if (!place) return
  context.save()
  context.fillStyle = colour
  for (const [reach, alpha] of [
    [radius + 9, 0.1],
    [radius + 4, 0.16],
  ] as const) {
    context.globalAlpha = alpha
    context.beginPath()
    context.arc(place.x, place.y, reach, 0, TAU)
    context.fill()
  }
  context.restore()
  drawRing(context, place, radius, colour)
}

function drawFlag(context: CanvasRenderingContext2D, place: Point | null, radius: number, colour: string) {
  if (!place) return
  const [x, y] = [place.x - radius - 4, place.y - radius - 4]
  context.fillStyle = colour
  context.beginPath()
  context.moveTo(x - 6, y - 12)
  context.lineTo(x + 2, y - 12)
  context.lineTo(x + 2, y)
  context.lineTo(x - 2, y - 4)
  context.lineTo(x - 6, y)
  context.closePath()
  context.fill()
}

function drawOthers(context: CanvasRenderingContext2D, place: Point | null, radius: number, colour: string) {
  if (!place) return
  context.fillStyle = colour
  context.beginPath()
  for (const shift of [0, 9]) {
    const [x, y] = [place.x + radius + 8 + shift, place.y - radius - 8]
    context.moveTo(x, y - 5)
    context.lineTo(x + 4, y + 4)
    context.lineTo(x - 4, y + 4)
    context.closePath()
  }
  context.fill()
}

function drawShip(context: CanvasRenderingContext2D, scene: Scene, radius: number): void {
  const { ship, view, size, colours } = scene
  if (!ship) return
  const { x, y } = toScreen(view, size, ship)
  drawRing(context, { x, y }, radius + 11, colours.accent)
  const length = radius + 7
  context.save()
  context.translate(x, y)
  context.rotate(ship.heading)
  context.beginPath()
  context.moveTo(length, 0)
  context.lineTo(-length * 0.7, length * 0.62)
  context.lineTo(-length * 0.3, 0)
  context.lineTo(-length * 0.7, -length * 0.62)
  context.closePath()
  context.fillStyle = colours.accent
  context.strokeStyle = colours.halo
  context.lineWidth = 2
  context.stroke()
  context.fill()
  context.restore()
}
