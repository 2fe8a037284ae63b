import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { drawNodes } from './draw-nodes.ts'
import { sampleScene } from './sample-scene.ts'

/** A path that remembers how it was drawn; the server has none. */
class RecordedPath {
  readonly strokes: string[] = []
  moveTo = (x: number, y: number) => void this.strokes.push(`move ${x} ${y}`)
  lineTo = (x: number, y: number) => void this.strokes.push(`line ${x} ${y}`)
  rect = (x: number, y: number, width: number) => void this.strokes.push(`rect ${x} ${y} ${width}`)
  arc = (x: number, y: number, radius: number) => void this.strokes.push(`arc ${x} ${y} ${radius}`)
  ellipse = (x: number, y: number, wide: number) => void this.strokes.push(`ellipse ${x} ${y} ${wide}`)
  closePath = () => undefined
}

beforeAll(() => void vi.stubGlobal('Path2D', RecordedPath))
afterAll(() => void vi.unstubAllGlobals())

const KINDS = {
  gate: { gate: true },
  port: { port: true },
  planet: { planet: true },
  empty: {},
}
const colours = {
  ...{ halo: 'background', kinds: { gate: 'blue', port: 'yellow', planet: 'green', empty: 'grey' } },
  tints: new Map([['high', 'red']]),
}

type Look = { fill: string; alpha: number; shape: string; isOutlined: boolean }

/** How one sector is drawn, whatever else is on the map. */
function lookOf(what: object, more: Parameters<typeof sampleScene>[1] = {}): Look {
  const looks: Look[] = []
  const canvas = {
    ...{ fillStyle: '', strokeStyle: '', globalAlpha: 1, lineWidth: 1 },
    fill(path: RecordedPath) {
      looks.push({
        fill: this.fillStyle,
        alpha: this.globalAlpha,
        shape: path.strokes.join(),
        isOutlined: false,
      })
    },
    stroke(path: RecordedPath) {
      const look = looks.find(({ shape }) => shape === path.strokes.join())
      if (look) look.isOutlined = true
      else if (looks[0]) looks[0].shape += path.strokes.join()
    },
  }
  const node = { id: 7, name: 'Amber', label: '', x: 0, y: 0, ...what }
  drawNodes(canvas as unknown as CanvasRenderingContext2D, sampleScene([node], { colours, ...more }), [0], 6)
  const [look] = looks
  if (!look) throw new Error('nothing was drawn')
  return look
}

it('a gate, a port, a planet and empty space differ in shape and in colour', () => {
  const looks = Object.values(KINDS).map((what) => lookOf(what))
  expect(new Set(looks.map(({ shape }) => shape)).size).toBe(4)
  expect(new Set(looks.map(({ fill }) => fill)).size).toBe(4)
})

it.each(Object.entries(KINDS))('a visited and an unvisited sector differ: %s', (_, what) => {
  const visited = lookOf(what, { charted: new Set([7]) })
  const unvisited = lookOf(what, { charted: new Set() })
  expect(visited.isOutlined).toBe(false)
  expect(unvisited).toMatchObject({ fill: 'background', isOutlined: true })
})

it('a planet beside a port keeps its orbit', () => {
  expect(lookOf({ port: true, planet: true }).shape).not.toBe(lookOf(KINDS.port).shape)
})

it('an overlay colours what it is about and dims the rest', () => {
  expect(lookOf(KINDS.port, { tints: new Map([[7, 'high']]) })).toMatchObject({ fill: 'red', alpha: 1 })
  expect(lookOf(KINDS.port, { tints: new Map([[8, 'high']]) }).alpha).toBeLessThan(0.5)
})
