import { describe, expect, it } from 'vitest'
import { districtOfSector } from './districts.ts'
import { gateSectorForRegion } from './gate-sectors.ts'

describe('gate sectors', () => {
  const first = Array.from({ length: 400 }, (_, index) => gateSectorForRegion(index))

  it('differ for the first 400 regions and lie in the transit hub', () => {
    expect(new Set(first).size).toBe(400)
    expect(first.every((sector) => districtOfSector(sector) === 'transit_hub')).toBe(true)
  })

  it('are then shared evenly', () => {
    expect(gateSectorForRegion(400)).toBe(first[0])
    expect(gateSectorForRegion(1234)).toBe(first[34])
  })

  it.each([-1, 1.5, Number.NaN])('throw for region %s', (index) => {
    expect(() => gateSectorForRegion(index)).toThrow(RangeError)
  })
})
