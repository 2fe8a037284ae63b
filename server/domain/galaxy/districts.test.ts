import { describe, expect, it } from 'vitest'
import { DISTRICT_TYPES } from './district-types.ts'
import { districtCentre } from '../nexus/district-layout.ts'
import { districtOfSector, districtRange, DISTRICTS, NEXUS_SECTORS } from './districts.ts'

describe('districts', () => {
  it('have the designed sector ranges, contiguous and in order', () => {
    expect(DISTRICT_TYPES.map((type) => [type, ...districtRange(type)])).toEqual([
      ['commerce_central', 1, 500],
      ['diplomatic_quarter', 501, 800],
      ['industrial_zone', 801, 1400],
      ['residential_district', 1401, 2200],
      ['transit_hub', 2201, 2600],
      ['high_security_zone', 2601, 2800],
      ['cultural_center', 2801, 3150],
      ['research_campus', 3151, 3600],
      ['free_trade_zone', 3601, 4200],
      ['gateway_plaza', 4201, 5000],
    ])
  })

  it('districtOfSector finds the district of every sector', () => {
    for (const type of DISTRICT_TYPES) {
      const [from, to] = districtRange(type)
      expect(districtOfSector(from)).toBe(type)
      expect(districtOfSector(to)).toBe(type)
    }
  })

  it.each([0, -1, NEXUS_SECTORS + 1, 1.5, Number.NaN])('districtOfSector is null for sector %s', (sector) => {
    expect(districtOfSector(sector)).toBeNull()
  })

  it('have their own type and three characteristics', () => {
    for (const type of DISTRICT_TYPES) {
      expect(DISTRICTS[type].type).toBe(type)
      expect(DISTRICTS[type].characteristics).toHaveLength(3)
    }
  })
})

describe('districtCentre', () => {
  it('is the centre of the Nexus for the transit hub and lies around it for the others', () => {
    expect(districtCentre('transit_hub')).toEqual({ x: 0, y: 0 })
    const others = DISTRICT_TYPES.filter((type) => type !== 'transit_hub').map(districtCentre)
    expect(others.every(({ x, y }) => Math.hypot(x, y) > 0)).toBe(true)
  })
})
