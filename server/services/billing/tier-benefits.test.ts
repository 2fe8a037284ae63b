import { eq, sql } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { dataExports } from '#db/schema/platform/privacy.ts'
import { eventLog } from '#db/schema/galaxy/presence.ts'
import { keptTiers, regions } from '#db/schema/platform/regions.ts'
import { type Tier } from '#server/domain/billing/tiers.ts'
import { KEPT_AFTER_DAYS } from '#server/domain/regions/smaller-tier.ts'
import { makeRegion, type MadeRegion } from '#server/testing/make-region.ts'
import { useTestPlatform } from '#server/testing/test-platform.ts'
import { transact } from '../context.ts'
import { maintainLogs } from '../economy/maintain-logs.ts'
import { keepTierLonger } from '../regions/kept-tiers.ts'

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

it(
  'logDays: what a smaller tier does not keep is erased 90 days after the change, and the privacy page says so',
  SLOW,
  async () => {
    const { region } = await inTier('large')
    platform.clock.advance(DAY_MS)
    await maintainLogs(system())
    const galaxy = await platform.galaxy(region.galaxyId ?? '')
    const at = await platform.clock.now(platform.db)
    await galaxy.insert(eventLog).values({ at, kind: 'moved', detail: {} })
    const after = async (days: number) => {
      platform.clock.advance(days * DAY_MS)
      await maintainLogs(system())
      const { rows } = await galaxy.execute<{ n: number }>(
        sql`select count(*)::int as n from event_log where kind = 'moved'`,
      )
      return [rows[0]?.n, (await platform.api().privacy.retention()).regionLogDays]
    }
    expect(await after(200)).toEqual([1, 365])
    await transact(system(), async (tx) => {
      await keepTierLonger(tx, { id: region.id, tier: 'large' })
      await tx.db.update(regions).set({ tier: 'standard' })
    })
    expect(await after(1)).toEqual([1, 365])
    expect(await after(KEPT_AFTER_DAYS - 2)).toEqual([1, 365])
    expect(await after(1)).toEqual([0, 0])
    expect(await platform.db.$count(keptTiers)).toBe(0)
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
