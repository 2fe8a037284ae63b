import { expect, it } from 'vitest'
import { toScreen } from '#app/lib/map-view.ts'
import { createMapModel } from './map-model.ts'
import { nearView } from './near-view.ts'

/** Sectors 1 to 20 in a row, ten units apart, warps between neighbours; the last warp leads back to none. */
const nodes = Array.from({ length: 20 }, (_, index) => ({
  ...{ id: index + 1, name: `Sector ${index + 1}`, label: '', x: index * 10, y: 0 },
}))
const model = createMapModel(
  nodes,
  nodes.slice(1).map(({ id }) => ({ from: id - 1, to: id })),
)
const size = { width: 1_000, height: 600 }
const insets = { left: 320, right: 0, top: 64, bottom: 40 }

it('the map starts three jumps wide around the ship, in what the panels leave free', () => {
  const view = nearView(model, 9, size, insets)
  if (!view) throw new Error('there is a ship')
  const isFree = (index: number) => {
    const node = nodes[index]
    const { x, y } = toScreen(view, size, node ?? { x: 0, y: 0 })
    return x >= insets.left && x <= size.width && y >= insets.top && y <= size.height - insets.bottom
  }
  expect([6, 7, 8, 9, 10, 11, 12].map(isFree)).toEqual(Array(7).fill(true))
  expect([4, 14].map(isFree)).toEqual([false, false])
})

it('a map without a ship is shown whole', () => {
  expect(nearView(model, null, size, insets)).toBeNull()
})
