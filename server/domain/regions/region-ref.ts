import { z } from 'zod'

/** A region by id or name. */
export const regionRef = z.string('Name a region.').trim().min(1, 'Name a region.').max(60)

/** The region that somebody governs; required when they govern several. */
export const governedRegion = z.object({ region: regionRef.optional() })
