/** Life cycle of a region (DESIGN.md §3 Regions). Only `terminated` destroys data. */
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

/** Citizens can play, trade and vote; the government can act. */
export const OPEN_STATUSES = ['active', 'grace'] as const satisfies readonly RegionStatus[]
export const isOpenForBusiness = (status: RegionStatus): boolean =>
  OPEN_STATUSES.some((open) => open === status)

/** Pages and galaxy can be read (suspended and evacuating regions are read-only). */
export const READABLE_STATUSES = [
  ...OPEN_STATUSES,
  'suspended',
  'evacuating',
] as const satisfies readonly RegionStatus[]
export const isReadable = (status: RegionStatus): boolean =>
  READABLE_STATUSES.some((readable) => readable === status)
