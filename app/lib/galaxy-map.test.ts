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
      security: [9, 5, 1],
      traffic: [3, 2, 1],
      ports: { sector: [7, 8, 8], name: ['Quay', 'Dock', 'Yard'], sells: [1, 6, 0], buys: [130, 0, 1] },
      planetSectors: [8],
      warps: [7, 8, 0, 8, 9, 1],
      version: 1,
    },
    [{ sectorId: 7 }],
  )

  it('has a node per sector, with gate, ports and planets marked', () => {
    expect(map.nodes.map(({ id, group, gate, port, planet }) => [id, group, gate, port, planet])).toEqual([
      [7, 'federation', true, true, false],
      [8, 'frontier', false, true, true],
      [9, 'frontier', false, false, false],
    ])
    expect(map.nodes[0]).toMatchObject({ x: 1, y: 4, name: 'Alpha', label: 'Alpha (7), Federation' })
  })

  it('says what every port sells and buys, and the levels of every sector', () => {
    expect(map.ports).toEqual([
      { sectorId: 7, name: 'Quay', sells: ['ore'], buys: ['organics', 'energy'] },
      { sectorId: 8, name: 'Dock', sells: ['organics', 'equipment'], buys: [] },
      { sectorId: 8, name: 'Yard', sells: [], buys: ['ore'] },
    ])
    expect([map.security.get(9), map.traffic.get(7)]).toEqual([1, 3])
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
