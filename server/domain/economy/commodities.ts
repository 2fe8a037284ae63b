/** The eight goods of the galaxy, in the order in which every table and chart lists them (DESIGN.md §3 Economy). */
export const COMMODITIES = [
  'ore',
  'organics',
  'equipment',
  'fuel',
  'food',
  'luxury',
  'technology',
  'energy',
] as const
export type Commodity = (typeof COMMODITIES)[number]
