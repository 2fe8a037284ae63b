import { eq } from 'drizzle-orm'
import { auditLog } from '#db/schema/platform/operations.ts'
import { type Actor } from '../services/context.ts'
import { type RegionRow } from '../services/regions/region-rows.ts'
import { sweepMemberships } from '../services/membership/sweep-memberships.ts'
import { type TestPlatform } from './test-platform.ts'

/** Steps of tests of memberships. */
export function membershipSteps(platform: TestPlatform) {
  const join = (actor: Actor, region: RegionRow, as?: 'visitor' | 'resident' | 'citizen') =>
    platform.api(actor).membership.join({ region: region.name, ...(as ? { as } : {}) })

  const sweep = () => sweepMemberships(platform.ctx({ kind: 'system', job: 'test' }))

  const actionsIn = async (regionId: string) =>
    (await platform.db.select().from(auditLog).where(eq(auditLog.regionId, regionId))).map(
      (row) => row.action,
    )

  return { join, sweep, actionsIn }
}
