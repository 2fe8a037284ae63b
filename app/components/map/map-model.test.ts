import { describe, expect, it } from 'vitest'
import { KIND_COLOURS } from './map-colours.ts'
import { createMapModel, withinJumps, type MapNode } from './map-model.ts'

const node = (id: number): MapNode => ({ id, name: `S${id}`, label: `S${id}`, x: id, y: 0 })

/** 1 – 2 – 3 – 4 – 5, and a way of no return from 1 to 6. */
const model = createMapModel([1, 2, 3, 4, 5, 6].map(node), [
  ...[1, 2, 3, 4].map((id) => ({ from: id, to: id + 1 })),
  { from: 1, to: 6, oneWay: true },
])
const around = (id: number, jumps: number) =>
  withinJumps(model, model.indexOf(id) ?? -1, jumps)
    .map((index) => model.nodes[index]?.id)
    .sort()

describe('what is seen at first', () => {
  it('is all that is reached in three jumps, and nothing further', () => {
    expect(around(1, 3)).toEqual([1, 2, 3, 4, 6])
    expect(around(5, 3)).toEqual([2, 3, 4, 5])
  })

  it('leaves out what only leads here', () => {
    expect(around(6, 3)).toEqual([6])
  })
})

describe('kinds of sectors', () => {
  it('differ in colour as they do in shape', () => {
    const colours = Object.values(KIND_COLOURS)
    expect(new Set(colours).size).toBe(colours.length)
  })
})
