import { z } from 'zod'

/** A region by its id or name, as every page names it. */
export const regionRef = z.string('Name a region.').trim().min(1, 'Name a region.').max(60)

/** REST's `/regions/my-region`: which one, for those who govern several. Id or name. */
export const myRegionInput = z.object({ regionId: regionRef.optional() })
