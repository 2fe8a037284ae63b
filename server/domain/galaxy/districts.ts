import { DISTRICT_TYPES, type DistrictType } from './district-types.ts'

/** Both ends included, on the 1–10 scale of the three sector levels. */
export type LevelRange = readonly [min: number, max: number]

export type DistrictSpec = {
  type: DistrictType
  name: string
  sectors: number
  security: LevelRange
  development: LevelRange
  traffic: LevelRange
  characteristics: readonly string[]
}

/** The district table of DESIGN.md §3 Central Nexus, keyed by type; its order is that of {@link DISTRICT_TYPES}. */
export const DISTRICTS: Readonly<Record<DistrictType, DistrictSpec>> = {
  commerce_central: {
    type: 'commerce_central',
    name: 'Commerce Central',
    sectors: 500,
    security: [7, 9],
    development: [8, 10],
    traffic: [8, 10],
    characteristics: ['premium_markets', 'trade_hubs', 'financial_centers'],
  },
  diplomatic_quarter: {
    type: 'diplomatic_quarter',
    name: 'Diplomatic Quarter',
    sectors: 300,
    security: [8, 10],
    development: [7, 9],
    traffic: [4, 7],
    characteristics: ['embassies', 'negotiation_chambers', 'cultural_centers'],
  },
  industrial_zone: {
    type: 'industrial_zone',
    name: 'Industrial Zone',
    sectors: 600,
    security: [4, 7],
    development: [6, 9],
    traffic: [6, 9],
    characteristics: ['manufacturing', 'shipyards', 'industrial_complexes'],
  },
  residential_district: {
    type: 'residential_district',
    name: 'Residential District',
    sectors: 800,
    security: [5, 8],
    development: [5, 8],
    traffic: [3, 6],
    characteristics: ['housing', 'services', 'entertainment'],
  },
  transit_hub: {
    type: 'transit_hub',
    name: 'Transit Hub',
    sectors: 400,
    security: [6, 8],
    development: [7, 10],
    traffic: [8, 10],
    characteristics: ['warp_gates', 'transportation', 'logistics'],
  },
  high_security_zone: {
    type: 'high_security_zone',
    name: 'High Security Zone',
    sectors: 200,
    security: [9, 10],
    development: [8, 10],
    traffic: [1, 3],
    characteristics: ['restricted_access', 'high_value', 'premium_services'],
  },
  cultural_center: {
    type: 'cultural_center',
    name: 'Cultural Center',
    sectors: 350,
    security: [6, 8],
    development: [6, 9],
    traffic: [5, 8],
    characteristics: ['events', 'festivals', 'cultural_exchange'],
  },
  research_campus: {
    type: 'research_campus',
    name: 'Research Campus',
    sectors: 450,
    security: [7, 9],
    development: [8, 10],
    traffic: [3, 6],
    characteristics: ['technology', 'innovation', 'research_facilities'],
  },
  free_trade_zone: {
    type: 'free_trade_zone',
    name: 'Free Trade Zone',
    sectors: 600,
    security: [3, 6],
    development: [5, 8],
    traffic: [7, 10],
    characteristics: ['unrestricted_trade', 'black_market', 'smuggling'],
  },
  gateway_plaza: {
    type: 'gateway_plaza',
    name: 'Gateway Plaza',
    sectors: 800,
    security: [6, 8],
    development: [6, 8],
    traffic: [8, 10],
    characteristics: ['welcome_center', 'orientation', 'first_contact'],
  },
}

export const NEXUS_SECTORS = 5_000

/** First and last sector id of a district, both included. The ten ranges are contiguous and cover 1–5000. */
export function districtRange(type: DistrictType): [from: number, to: number] {
  let from = 1
  for (const earlier of DISTRICT_TYPES) {
    if (earlier === type) break
    from += DISTRICTS[earlier].sectors
  }
  return [from, from + DISTRICTS[type].sectors - 1]
}

/** The district that holds a Nexus sector, or null for a number outside 1–5000. */
export function districtOfSector(sectorId: number): DistrictType | null {
  if (!Number.isInteger(sectorId) || sectorId < 1) return null
  let last = 0
  for (const type of DISTRICT_TYPES) {
    last += DISTRICTS[type].sectors
    if (sectorId <= last) return type
  }
  return null
}
