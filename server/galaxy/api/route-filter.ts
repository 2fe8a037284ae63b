import { z } from 'zod'

/** Which sectors a route may enter (domain/travel/route-filter). */
export const routeFilter = z.object({ avoidsFights: z.boolean(), lowestSecurity: z.int() })

/** Sectors of the transit hub, where the gates of all regions are, and where somebody is or wants to be. */
export const MAX_GATES = 402
