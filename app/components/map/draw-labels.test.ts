import { expect, it } from 'vitest'
import { type Scene } from './map-scene.ts'
import { drawHovered, drawLabels } from './draw-labels.ts'
import { sampleScene } from './sample-scene.ts'

const scene = sampleScene(
  ['Amber', 'Basalt', 'Cobalt'].map((name, index) => ({
    ...{ id: 41 + index, name, label: '', x: index * 200, y: 0 },
  })),
)

/** What is written on a canvas. */
function writtenBy(draw: (context: CanvasRenderingContext2D) => void): string[] {
  const written: string[] = []
  const canvas = {
    measureText: (text: string) => ({ width: text.length * 7 }),
    fillText: (text: string) => void written.push(text),
    strokeText: () => undefined,
    fillRect: () => undefined,
  }
  draw(canvas as unknown as CanvasRenderingContext2D)
  return written
}

it('labels are names only', () => {
  expect(writtenBy((context) => drawLabels(context, scene, [0, 1, 2], 6)).sort()).toEqual([
    'Amber',
    'Basalt',
    'Cobalt',
  ])
})

it('the sector under the pointer tells its number, and what the overlay says of it', () => {
  const hovering = (more: Partial<Scene>) =>
    writtenBy((context) => drawHovered(context, { ...scene, ...more }, 6))
  expect(hovering({ hovered: 1 })).toEqual(['Basalt · 42'])
  expect(hovering({ hovered: 2, notes: new Map([[43, '12 cr']]) })).toEqual(['Cobalt · 43 · 12 cr'])
  expect(hovering({ hovered: null })).toEqual([])
})
