import { z } from 'zod'

/** A region by id or name. */
export const regionRef = z.string('Name a region.').trim().min(1, 'Name a region.').max(60)

/** REST `/regions/my-region`: which region, for people who govern several. Id or name. */
export const myRegionInput = z.object({ regionId: regionRef.optional() })
