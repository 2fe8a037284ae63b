import { z } from 'zod'

/** Which sectors a route may enter (domain/travel/route-filter). */
export const routeFilter = z.object({ avoidsFights: z.boolean(), lowestSecurity: z.int() })
