import { eq, sql } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { dataExports } from '#db/schema/platform/privacy.ts'
import { eventLog } from '#db/schema/galaxy/presence.ts'
import { regions } from '#db/schema/platform/regions.ts'
import { type Tier } from '#server/domain/billing/tiers.ts'
import { makeRegion, type MadeRegion } from '#server/testing/make-region.ts'
import { useTestPlatform } from '#server/testing/test-platform.ts'
import { maintainLogs } from '../economy/maintain-logs.ts'

const SLOW = { timeout: 240_000 }
const DAY_MS = 86_400_000
const platform = useTestPlatform()
const system = () => platform.ctx({ kind: 'system', job: 'test' })
const inTier = async (tier: Tier): Promise<MadeRegion> => {
  const made = await makeRegion(platform, { withGalaxy: true })
  await platform.db.update(regions).set({ tier }).where(eq(regions.id, made.region.id))
  return made
}

it(
  'logDays: the log of a larger region is kept for longer, and of a smaller one as long as ever',
  SLOW,
  async () => {
    const [standard, large] = [await inTier('standard'), await inTier('large')]
    await maintainLogs(system())
    const at = await platform.clock.now(platform.db)
    const count = async ({ region }: MadeRegion) => {
      const galaxy = await platform.galaxy(region.galaxyId ?? '')
      const { rows } = await galaxy.execute<{ n: number }>(
        sql`select count(*)::int as n from event_log where kind = 'moved'`,
      )
      return rows[0]?.n
    }
    for (const { region } of [standard, large]) {
      const galaxy = await platform.galaxy(region.galaxyId ?? '')
      await galaxy.insert(eventLog).values({ at, kind: 'moved', detail: {} })
    }
    platform.clock.advance(200 * DAY_MS)
    await maintainLogs(system())
    expect([await count(standard), await count(large)]).toEqual([0, 1])
    platform.clock.advance(230 * DAY_MS)
    await maintainLogs(system())
    expect(await count(large)).toBe(0)
  },
)

it('exportDays: the export of a larger region can be downloaded for longer', SLOW, async () => {
  const daysOf = async (tier: Tier) => {
    const { region, owner } = await inTier(tier)
    await platform.api(owner).regions.requestExport({ region: region.name })
    await platform.runOutbox()
    const [made] = await platform.db.select().from(dataExports).where(eq(dataExports.regionId, region.id))
    return Math.round(((made?.expiresAt?.getTime() ?? 0) - (made?.finishedAt?.getTime() ?? 0)) / DAY_MS)
  }
  expect([await daysOf('standard'), await daysOf('large')]).toEqual([7, 30])
})
