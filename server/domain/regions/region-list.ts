import { z } from 'zod'
import { pagingFields } from '../paging.ts'
import { REGION_STATUSES } from './region-status.ts'

/** All regions, for administrators. */
export const allRegionsInput = z.object({
  ...pagingFields,
  /** What the name begins with, or is part of the display name. */
  text: z.string().trim().max(100).optional(),
  status: z.enum(REGION_STATUSES).optional(),
})
export type AllRegionsInput = z.output<typeof allRegionsInput>
