import { z } from 'zod'
import { FLIGHT_ENDS } from '#server/domain/galaxy/fly-legs.ts'
import { count } from '#server/domain/wire-fields.ts'
import { call } from './call.ts'
import { flightTerms } from './combat-calls.ts'
import { charted } from './charting-calls.ts'
import { pilot } from './pilot-terms.ts'
import { routeFilter } from './route-filter.ts'

export const flownRoute = z.object({
  /** Where the ship is now. */
  sectorId: z.int(),
  /** Why it is there. */
  end: z.enum(FLIGHT_ENDS),
  /** The sectors that it flew through, in order; the last one is where it is. */
  flown: z.array(z.int()),
  turnsSpent: count,
  turnsLeft: count,
  charted,
})

export const FLIGHT_CALLS = {
  /**
   * Flies the route with the fewest turns by allowed sectors on the map of this version, as far as turns and events let it. A ship that is
   * already there has arrived; one that is neither there nor where the route begins is left alone, so that no route is flown twice.
   * @throws CONFLICT `not-present`, `moved-on`, `no-route`, `route-longer`, `not-enough-turns` for the first leg.
   */
  flyRoute: call(
    z.object({
      ...pilot,
      fromSector: z.int(),
      toSector: z.int(),
      version: z.int(),
      filter: routeFilter,
      /** Whose law and patrols the filter asks; null in the Nexus. */
      regionId: z.uuid().nullable(),
      /** The most that the route may take; null for whatever it takes. */
      maxTurns: count.nullable(),
      terms: flightTerms,
    }),
    /** `from`: where the ship was. */
    flownRoute.extend({ from: z.int() }),
    { retryable: false },
  ),
} as const
