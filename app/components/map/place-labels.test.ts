import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { overlap, placeLabels, type Box } from './place-labels.ts'

const coordinate = fc.integer({ min: 0, max: 400 })
const wish = fc.record({
  text: fc.string(),
  at: fc.record({ x: coordinate, y: coordinate }),
  width: fc.integer({ min: 5, max: 200 }),
  gap: fc.integer({ min: 4, max: 12 }),
})

describe('labels on a map', () => {
  it('never cover each other or an obstacle', () => {
    fc.assert(
      fc.property(fc.array(wish, { maxLength: 40 }), fc.array(wish, { maxLength: 5 }), (wishes, marks) => {
        const obstacles = marks.map(({ at, width }): Box => ({
          left: at.x,
          top: at.y,
          right: at.x + width,
          bottom: at.y + 10,
        }))
        const named = wishes.map((one, index) => ({ ...one, text: String(index) }))
        const boxes = [
          ...obstacles,
          ...placeLabels(named, obstacles).map(({ text, x, y }): Box => ({
            left: x,
            top: y - 8,
            right: x + (named[Number(text)]?.width ?? 0),
            bottom: y + 8,
          })),
        ]
        const labels = boxes.slice(obstacles.length)
        for (const [index, label] of labels.entries())
          for (const [other, box] of boxes.entries())
            if (other !== index + obstacles.length) expect(overlap(label, box)).toBe(false)
      }),
    )
  })

  it('are placed in order: the first wish always gets its first spot', () => {
    const first = { text: 'first', at: { x: 50, y: 50 }, width: 40, gap: 8 }
    const [placed] = placeLabels([first, { ...first, text: 'second' }], [])
    expect(placed).toEqual({ text: 'first', x: 58, y: 50 })
  })

  it('move to another side before they are left out', () => {
    const label = { text: 'a', at: { x: 50, y: 50 }, width: 40, gap: 8 }
    const placed = placeLabels(
      ['a', 'b', 'c', 'd', 'e'].map((text) => ({ ...label, text })),
      [],
    )
    expect(placed.map(({ text }) => text)).toEqual(['a', 'b', 'c', 'd'])
  })
})
