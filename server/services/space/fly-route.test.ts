import { and, asc, eq } from 'drizzle-orm'
import { beforeAll, describe, expect, it } from 'vitest'
import { type GalaxyPool } from '#db/client.ts'
import { eventLog, localSettings, pilots } from '#db/schema/galaxy/presence.ts'
import { sectors } from '#db/schema/galaxy/space.ts'
import { regions } from '#db/schema/platform/regions.ts'
import { TURNS_PER_DAY } from '#server/domain/galaxy/turns.ts'
import { type PvpRule } from '#server/domain/regions/settings.ts'
import { makeRegion } from '#server/testing/make-region.ts'
import { makeTrader, type MadeTrader } from '#server/testing/make-trader.ts'
import { makeUser } from '#server/testing/make-user.ts'
import { useTestPlatform } from '#server/testing/test-platform.ts'
import { type RegionRow } from '../regions/region-rows.ts'

const platform = useTestPlatform()
let region: RegionRow
let galaxy: GalaxyPool

beforeAll(async () => {
  region = (await makeRegion(platform, { withGalaxy: true })).region
  galaxy = await platform.galaxy(region.galaxyId ?? '')
})

/** A newcomer with a route of several warps from the gate. */
async function withRoute() {
  const pilot = await makeTrader(platform, region)
  const { ids } = await pilot.api.space.map({ region: region.name })
  for (const toSector of ids.toReversed()) {
    const plan = await pilot.api.space.route({ toSector })
    if (plan.legs.length >= 3)
      return {
        pilot,
        plan,
        wish: { fromSector: plan.from, toSector: plan.to, mapVersion: plan.mapVersion },
      }
  }
  throw new Error('a region has sectors three warps from its gate')
}
const pilotRow = async ({ user }: MadeTrader) => {
  const [row] = await galaxy.select().from(pilots).where(eq(pilots.userId, user.userId))
  if (!row) throw new Error('the pilot is here')
  return row
}
const movesOf = ({ user }: MadeTrader) =>
  galaxy
    .select({ sectorId: eventLog.sectorId })
    .from(eventLog)
    .where(and(eq(eventLog.userId, user.userId), eq(eventLog.kind, 'moved')))
    .orderBy(asc(eventLog.id))
const setTurns = async ({ user }: MadeTrader, milliturns: number) =>
  galaxy
    .update(pilots)
    .set({ milliturns, turnsAt: await platform.clock.now(galaxy) })
    .where(eq(pilots.userId, user.userId))

/** A route around a sector that is not safe enough for the pilot: all others have security 5. */
async function withDetour() {
  const { pilot, plan } = await withRoute()
  await galaxy.update(sectors).set({ security: 5 })
  const { ids } = await pilot.api.space.map({ region: region.name })
  for (const toSector of ids) {
    const { legs } = await pilot.api.space.route({ toSector })
    for (const { sectorId: unsafe } of legs.slice(0, -1)) {
      await galaxy.update(sectors).set({ security: 1 }).where(eq(sectors.id, unsafe))
      const safe = { toSector, lowestSecurity: 3 }
      const detour = await pilot.api.space.route(safe).catch(() => null)
      if (detour) return { pilot, unsafe, detour, wish: wishFor(detour, { lowestSecurity: 3 }) }
      await galaxy.update(sectors).set({ security: 5 }).where(eq(sectors.id, unsafe))
    }
  }
  throw new Error(`a region has a way around some sector near ${plan.from}`)
}
type Plan = { from: number; to: number; turns: number; mapVersion: number }
const wishFor = ({ from, to, turns, mapVersion }: Plan, filter: object) => ({
  fromSector: from,
  toSector: to,
  mapVersion,
  maxTurns: turns,
  ...filter,
})

describe('flying a route under conditions', () => {
  it('flies the planned way around what does not meet them, for the turns of the plan', async () => {
    const { pilot, unsafe, detour, wish } = await withDetour()
    const flight = await pilot.api.space.flyRoute(wish)
    expect(flight).toMatchObject({
      end: 'arrived',
      flown: detour.legs.map(({ sectorId }) => sectorId),
      turnsSpent: detour.turns,
    })
    expect(flight.flown).not.toContain(unsafe)
  })

  it('stays where it is when no way meets them any more, or only a longer one', async () => {
    const { pilot, detour, wish } = await withDetour()
    await expect(pilot.api.space.flyRoute({ ...wish, maxTurns: detour.turns - 1 })).rejects.toMatchObject({
      code: 'CONFLICT',
      cause: { reason: 'route-longer' },
    })
    await galaxy.update(sectors).set({ security: 1 })
    await expect(pilot.api.space.flyRoute(wish)).rejects.toMatchObject({
      code: 'CONFLICT',
      cause: { reason: 'no-route' },
    })
    expect(await movesOf(pilot)).toEqual([])
  })

  it('avoids fights by the law of the moment', async () => {
    const { pilot, plan } = await withRoute()
    const wish = wishFor(plan, { avoidsFights: true })
    const [law] = await galaxy.select().from(localSettings)
    const setRule = (pvpRule: PvpRule) =>
      galaxy.update(localSettings).set({ settings: { ...law?.settings, pvpRule } })
    await setRule('open')
    await expect(pilot.api.space.route({ toSector: plan.to, avoidsFights: true })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
    await expect(pilot.api.space.flyRoute(wish)).rejects.toMatchObject({ cause: { reason: 'no-route' } })
    await setRule('forbidden')
    expect(await pilot.api.space.flyRoute(wish)).toMatchObject({ end: 'arrived', turnsSpent: plan.turns })
  })
})

describe('flying a route', () => {
  it('flies every leg in one act, spends their turns, charts each sector and records each leg', async () => {
    const { pilot, plan, wish } = await withRoute()
    const sectors = plan.legs.map(({ sectorId }) => sectorId)
    const flight = await pilot.api.space.flyRoute(wish)
    expect(flight).toMatchObject({
      end: 'arrived',
      sectorId: plan.to,
      flown: sectors,
      turnsSpent: plan.turns,
      turnsLeft: TURNS_PER_DAY - plan.turns,
      charted: { sectors: sectors.length },
    })
    expect(await pilotRow(pilot)).toMatchObject({ sectorId: plan.to, docked: false })
    expect(await movesOf(pilot)).toEqual(sectors.map((sectorId) => ({ sectorId })))
    expect((await pilot.api.space.charted()).sectorIds).toEqual(expect.arrayContaining(sectors))
  })

  it('is not flown twice: sent again it has arrived, and from elsewhere it is refused', async () => {
    const { pilot, plan, wish } = await withRoute()
    await pilot.api.space.flyRoute(wish)
    const before = await pilotRow(pilot)
    expect(await pilot.api.space.flyRoute(wish)).toMatchObject({ end: 'arrived', flown: [], turnsSpent: 0 })
    const elsewhere = plan.legs[0]?.sectorId ?? 0
    await pilot.putAt({ sectorId: elsewhere })
    await expect(pilot.api.space.flyRoute(wish)).rejects.toMatchObject({
      code: 'CONFLICT',
      cause: { reason: 'moved-on' },
    })
    expect((await pilotRow(pilot)).milliturns).toBe(before.milliturns)
  })

  it('flown twice at once spends its turns once', async () => {
    const { pilot, plan, wish } = await withRoute()
    await Promise.allSettled([1, 2, 3].map(() => pilot.api.space.flyRoute(wish)))
    expect(await movesOf(pilot)).toHaveLength(plan.legs.length)
  })

  it('stops where the turns end, and says so', async () => {
    const { pilot, plan, wish } = await withRoute()
    const affordable = plan.legs.slice(0, 2)
    const turns = affordable.reduce((sum, leg) => sum + leg.turns, 0)
    await setTurns(pilot, turns * 1_000)
    expect(await pilot.api.space.flyRoute(wish)).toMatchObject({
      end: 'out-of-turns',
      sectorId: affordable.at(-1)?.sectorId,
      flown: affordable.map(({ sectorId }) => sectorId),
      turnsSpent: turns,
    })
    await setTurns(pilot, 0)
    const { sectorId } = await pilotRow(pilot)
    await expect(pilot.api.space.flyRoute({ ...wish, fromSector: sectorId })).rejects.toMatchObject({
      code: 'CONFLICT',
      cause: { reason: 'not-enough-turns' },
    })
  })

  it('is refused on an older map, to no sector, without a ship, and while the region is closed', async () => {
    const { pilot, wish } = await withRoute()
    const refusals: [object, string][] = [
      [{ mapVersion: wish.mapVersion + 1 }, 'map-changed'],
      [{ toSector: 4_999 }, 'no-route'],
    ]
    for (const [change, reason] of refusals)
      await expect(pilot.api.space.flyRoute({ ...wish, ...change })).rejects.toMatchObject({
        code: 'CONFLICT',
        cause: { reason },
      })
    for (const toSector of [0, 5_001, 3_000_000_000])
      await expect(pilot.api.space.flyRoute({ ...wish, toSector })).rejects.toMatchObject({
        code: 'BAD_REQUEST',
      })
    const nobody = platform.api(await makeUser(platform))
    await expect(nobody.space.flyRoute(wish)).rejects.toMatchObject({ cause: { reason: 'not-present' } })
    await platform.db.update(regions).set({ status: 'suspended' }).where(eq(regions.id, region.id))
    await expect(pilot.api.space.flyRoute(wish)).rejects.toMatchObject({
      cause: { reason: 'region-not-open' },
    })
    await platform.db.update(regions).set({ status: 'active' }).where(eq(regions.id, region.id))
    expect(await movesOf(pilot)).toEqual([])
  })
})
