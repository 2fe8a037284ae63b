/** Life of a region (DESIGN.md §3 Regions). Only `terminated` destroys data. */
export const REGION_STATUSES = [
  'pending',
  'provisioning',
  'active',
  'grace',
  'suspended',
  'evacuating',
  'archived',
  'terminated',
] as const
export type RegionStatus = (typeof REGION_STATUSES)[number]

/** Citizens may play, trade and vote; the governor may govern. */
export const OPEN_STATUSES = ['active', 'grace'] as const satisfies readonly RegionStatus[]
export const isOpenForBusiness = (status: RegionStatus): boolean =>
  OPEN_STATUSES.some((open) => open === status)

/** The region's pages and galaxy may be read (suspended and evacuating regions are read-only). */
export const isReadable = (status: RegionStatus): boolean =>
  isOpenForBusiness(status) || status === 'suspended' || status === 'evacuating'
