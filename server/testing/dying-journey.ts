import { type RegionStatus } from '../domain/regions/region-status.ts'
import { type DeathAt } from './die-at-statement.ts'

/** Exit code of the process when a galaxy's own process was away. */
export const GALAXY_AWAY = 3

/** What the process does; it kills itself around its n-th statement, on the platform's database or on a galaxy's. */
export type DyingJourney = {
  platformUrl: string
  clockOffsetMs: number
  /** `recover` only does what the sweeps do. */
  work: 'travel' | 'recover'
  userId: string
  crossingId: string
  to: string
  /** What becomes of the destination while the ship is under way. */
  then: { regionId: string; status: RegionStatus } | null
  dieAt: number
  when: DeathAt
}
