/** The eight goods, in the order of every table and chart (DESIGN.md §3 Economy). */
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
