import { describe, expect, it } from 'vitest'
import { unpackMap } from './galaxy-map.ts'
import { overlayOf, type KnownPrices, type OverlaySources } from './map-overlay.ts'

const map = unpackMap({
  ids: [1, 2, 3],
  names: ['One', 'Two', 'Three'],
  x: [0, 1, 2],
  y: [0, 0, 0],
  area: [0, 0, 1],
  areas: ['federation', 'frontier'],
  security: [9, 4, 2],
  traffic: [1, 5, 10],
  ports: { sector: [1, 3], name: ['Quay', 'Dock'], sells: [1, 0], buys: [0, 1] },
  planetSectors: [],
  warps: [1, 2, 0, 2, 3, 0],
  version: 1,
})
const line = (role: 'sells' | 'buys', price: number) => ({
  ...{ commodity: 'ore' as const, role, stock: 5, capacity: 10, perDay: 1 },
  ...{ basePrice: 12, levelBp: 10_000, spreadBp: 500 },
  offer: { lot: 10, price, spread: 0, tariff: 0, tax: 0, net: price },
})
const prices: KnownPrices = {
  asOf: '2026-11-01T12:00:00.000Z',
  sectorId: 1,
  markets: [
    {
      ...{ sectorId: 1, sectorName: 'One', turns: 0, seenAt: '2026-11-01T12:00:00.000Z', isLive: true },
      port: {
        id: 1,
        name: 'Quay',
        portClass: 'mining',
        sells: ['ore'],
        buys: [],
        board: [line('sells', 90)],
      },
    },
    {
      ...{ sectorId: 3, sectorName: 'Three', turns: 2, seenAt: '2026-11-01T10:00:00.000Z', isLive: false },
      port: {
        id: 2,
        name: 'Dock',
        portClass: 'mining',
        sells: [],
        buys: ['ore'],
        board: [line('buys', 150)],
      },
    },
  ],
}
const sources: OverlaySources = {
  map,
  prices,
  contracts: null,
  patrolsOnDuty: 0,
  tax: 0.08,
  owner: 'Ada',
  gates: [{ sectorId: 2, region: { name: 'veil', displayName: 'Veil', owner: 'Bo', taxRate: 0.2 } }],
}
const tintsOf = (kind: Parameters<typeof overlayOf>[0], change: Partial<OverlaySources> = {}) =>
  Object.fromEntries(overlayOf(kind, 'ore', { ...sources, ...change })?.tints ?? [])

describe('an overlay of the map', () => {
  it('shows security with the patrols that are on duty, and traffic', () => {
    expect(tintsOf('security')).toEqual({ 1: 'high', 2: 'middle', 3: 'low' })
    expect(tintsOf('security', { patrolsOnDuty: 5 })).not.toEqual(tintsOf('security'))
    expect(tintsOf('traffic')).toEqual({ 1: 'low', 2: 'middle', 3: 'high' })
  })

  it('shows ports that sell or buy a good, and no others', () => {
    expect(tintsOf('sells')).toEqual({ 1: 'sells' })
    expect(tintsOf('buys')).toEqual({ 3: 'buys' })
  })

  it('shows known prices against what is usual, remembered ones with their age', () => {
    expect(tintsOf('price')).toEqual({ 1: 'sells-low', 3: 'buys-high' })
    const notes = overlayOf('price', 'ore', sources)?.notes
    expect(notes?.get(1)).toBe('Quay sells 10 for 90 cr')
    expect(notes?.get(3)).toMatch(/^Dock buys 10 for 150 cr, seen 2 hours ago$/)
    expect(tintsOf('price', { prices: null })).toEqual({})
  })

  it('shows zone and owner, and at gates whose region lies beyond', () => {
    expect(tintsOf('zone')).toEqual({ 1: 'federation', 2: 'federation', 3: 'frontier' })
    const notes = overlayOf('zone', 'ore', sources)?.notes
    expect(notes?.get(1)).toBe('Federation, Ada')
    expect(notes?.get(2)).toBe('gate to Veil, owned by Bo')
  })

  it('shows the tax, and at gates that of the region beyond', () => {
    expect(tintsOf('tax')).toEqual({ 1: 'middle', 2: 'high', 3: 'middle' })
  })

  it('has a word in the legend for every colour', () => {
    for (const kind of ['security', 'traffic', 'zone', 'tax', 'price', 'sells', 'buys'] as const) {
      const overlay = overlayOf(kind, 'ore', sources)
      const keys = overlay?.legend.map(({ key }) => key)
      for (const tint of overlay?.tints.values() ?? []) expect(keys, kind).toContain(tint)
    }
  })
})
