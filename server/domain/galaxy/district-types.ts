/** The ten districts of the Central Nexus in sector order (DESIGN.md §3 Central Nexus). */
export const DISTRICT_TYPES = [
  'commerce_central',
  'diplomatic_quarter',
  'industrial_zone',
  'residential_district',
  'transit_hub',
  'high_security_zone',
  'cultural_center',
  'research_campus',
  'free_trade_zone',
  'gateway_plaza',
] as const
export type DistrictType = (typeof DISTRICT_TYPES)[number]
