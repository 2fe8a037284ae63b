import { describe, expect, it } from 'vitest'
import { areaName, unpackMap } from './galaxy-map.ts'

describe('an unpacked map', () => {
  const map = unpackMap(
    {
      ids: [7, 8, 9],
      names: ['Alpha', 'Beta', 'Gamma'],
      x: [1, 2, 3],
      y: [4, 5, 6],
      area: [0, 1, 1],
      areas: ['federation', 'frontier'],
      portSectors: [7, 8],
      warps: [7, 8, 0, 8, 9, 1],
      version: 1,
    },
    7,
  )

  it('has a node per sector, with gate and ports marked', () => {
    expect(map.nodes.map(({ id, group, kind }) => [id, group, kind])).toEqual([
      [7, 'federation', 'gate'],
      [8, 'frontier', 'port'],
      [9, 'frontier', undefined],
    ])
    expect(map.nodes[0]).toMatchObject({ x: 1, y: 4, label: 'Alpha (7), Federation' })
  })

  it('has each connection once, with a direction if it is one-way', () => {
    expect(map.edges).toEqual([
      { from: 7, to: 8, oneWay: false },
      { from: 8, to: 9, oneWay: true },
    ])
  })

  it('uses the districts’ display names', () => {
    expect(areaName('gateway_plaza')).toBe('Gateway Plaza')
    expect(areaName(null)).toBe('Open space')
  })
})
