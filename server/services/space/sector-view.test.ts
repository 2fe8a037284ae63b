import { randomUUID } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { beforeAll, describe, expect, it } from 'vitest'
import { eventLog, pilots, ships } from '#db/schema/galaxy/presence.ts'
import { warps } from '#db/schema/galaxy/space.ts'
import { memberships } from '#db/schema/platform/membership.ts'
import { auditLog } from '#db/schema/platform/operations.ts'
import { galaxies, regions } from '#db/schema/platform/regions.ts'
import { whereabouts } from '#db/schema/platform/travel.ts'
import { TURNS_PER_DAY, WARP_TURNS } from '#server/domain/galaxy/turns.ts'
import { makeRegion } from '#server/testing/make-region.ts'
import { makeUser } from '#server/testing/make-user.ts'
import { useTestPlatform } from '#server/testing/test-platform.ts'
import { postTransfer } from '#server/galaxy/post-transfer.ts'
import { type RegionRow } from '../regions/region-rows.ts'
import { like } from '#server/testing/like.ts'

const platform = useTestPlatform()
let region: RegionRow
let elsewhere: RegionRow

beforeAll(async () => {
  region = (await makeRegion(platform, { withGalaxy: true })).region
  elsewhere = (await makeRegion(platform, { withGalaxy: true })).region
})

const galaxy = () => platform.galaxy(region.galaxyId ?? '')
const enter = async () => {
  const user = await makeUser(platform)
  await platform.api(user).space.enter({ region: region.name })
  return { user, api: platform.api(user) }
}
const where = async (api: ReturnType<typeof platform.api>) => {
  const view = await api.space.mySector()
  if (!view) throw new Error('the player is nowhere')
  return view
}
const setTurns = async (userId: string, milliturns: number) => {
  const db = await galaxy()
  const turnsAt = await platform.clock.now(db)
  await db.update(pilots).set({ milliturns, turnsAt }).where(eq(pilots.userId, userId))
}

describe('entering a region', () => {
  it('places a newcomer at the gate with a ship and a full day of turns, as a visitor', async () => {
    const { user, api } = await enter()
    const view = await where(api)
    expect(view.place).toMatchObject({ kind: 'region', ref: region.name, id: region.id })
    expect(view.sector).toMatchObject({ id: region.gateSector, isGate: true, area: 'federation' })
    expect(view.turns.milliturns).toBe(view.turns.maxMilliturns)
    expect(view.ship).toMatchObject({ shipClass: 'pathfinder', cargoUsed: 0 })
    expect(view.ports.length).toBeGreaterThan(0)
    expect(view.ports[0]?.sells.length).toBeGreaterThan(0)
    const [member] = await platform.db.select().from(memberships).where(eq(memberships.userId, user.userId))
    expect(member).toMatchObject({ type: 'visitor', regionId: region.id })
    const [audited] = await platform.db.select().from(auditLog).where(eq(auditLog.actorId, user.userId))
    expect(audited).toMatchObject({ action: 'presence.began', regionId: region.id })
  })

  it('offers logged-in users the open regions to start in', async () => {
    const { regions: offered, nexus } = await platform.api(await makeUser(platform)).space.beginnings()
    expect(nexus).toBe(false)
    expect(offered.map(({ name }) => name).sort()).toEqual([region.name, elsewhere.name].sort())
    expect(offered[0]).toMatchObject({ members: like.any(Number), taxRate: like.any(Number) })
    const byLink = platform.api(await makeUser(platform)).space.beginnings({ region: elsewhere.name })
    expect((await byLink).suggested).toBe(elsewhere.name)
    await expect(platform.api().space.beginnings()).rejects.toMatchObject({ code: 'UNAUTHORIZED' })
  })

  it('twice, even concurrently, makes one pilot with one ship', async () => {
    const user = await makeUser(platform)
    const { enter } = platform.api(user).space
    await Promise.all([enter({ region: region.id }), enter({ region: region.id })])
    await enter({ region: region.name })
    const db = await galaxy()
    expect(await db.$count(ships, eq(ships.userId, user.userId))).toBe(1)
    expect(await db.$count(eventLog, eq(eventLog.userId, user.userId))).toBe(1)
  })

  it('is refused with the reason while present in another galaxy', async () => {
    const { api } = await enter()
    await expect(api.space.enter({ region: elsewhere.name })).rejects.toMatchObject({
      code: 'CONFLICT',
      message: like.stringContaining(region.displayName),
    })
    expect((await where(api)).place.ref).toBe(region.name)
  })

  it('of two concurrent entries, one counts', async () => {
    const user = await makeUser(platform)
    const { enter } = platform.api(user).space
    const outcomes = await Promise.allSettled([enter({ region: region.id }), enter({ region: elsewhere.id })])
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  })

  it('is completed after a crash between the two databases', async () => {
    const user = await makeUser(platform)
    await platform.db.insert(whereabouts).values({
      userId: user.userId,
      galaxyId: region.galaxyId ?? '',
      state: 'beginning',
      fencingVersion: 1,
      since: await platform.clock.now(platform.db),
    })
    expect((await where(platform.api(user))).sector.id).toBe(region.gateSector)
  })

  it('finds no ship of a travelling pilot, nor a galaxy without a region', async () => {
    const { user, api } = await enter()
    const db = await galaxy()
    await db.delete(ships).where(eq(ships.userId, user.userId))
    expect((await where(api)).ship).toBeNull()
    await db.update(pilots).set({ present: false }).where(eq(pilots.userId, user.userId))
    await expect(api.space.mySector()).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(api.space.enter({ region: region.name })).rejects.toMatchObject({ code: 'CONFLICT' })

    const [lost] = await platform.db
      .insert(galaxies)
      .values({
        kind: 'region',
        databaseName: 'sw_nobody',
        location: 'elsewhere',
        status: 'dropped',
        createdAt: await platform.clock.now(platform.db),
      })
      .returning()
    await platform.db
      .update(whereabouts)
      .set({ galaxyId: lost?.id ?? '' })
      .where(eq(whereabouts.userId, user.userId))
    await expect(api.space.mySector()).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await platform.db.delete(whereabouts).where(eq(whereabouts.userId, user.userId))
    await platform.db.delete(galaxies).where(eq(galaxies.id, lost?.id ?? ''))
  })

  it('is refused to visitors, and for unknown, unbuilt and suspended regions', async () => {
    const user = await makeUser(platform)
    const { enter } = platform.api(user).space
    await expect(platform.api().space.enter({ region: region.name })).rejects.toMatchObject({
      code: 'UNAUTHORIZED',
    })
    await expect(enter({ region: 'no-such-region' })).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(enter({ region: 'nexus' })).rejects.toMatchObject({ code: 'NOT_FOUND' })
    const unbuilt = await makeRegion(platform, { status: 'provisioning' })
    await expect(enter({ region: unbuilt.region.name })).rejects.toMatchObject({ code: 'NOT_FOUND' })
    const asleep = (await makeRegion(platform, { withGalaxy: true })).region
    await platform.db.update(regions).set({ status: 'suspended' }).where(eq(regions.id, asleep.id))
    await expect(enter({ region: asleep.name })).rejects.toMatchObject({ code: 'CONFLICT' })
    expect(await platform.api(user).space.mySector()).toBeNull()
  })
})

describe('the other pilots in a sector', () => {
  it('are listed by callsign in pages of fifty; a page beyond the end is the last one', async () => {
    const { user, api } = await enter()
    const { sector } = await where(api)
    const db = await galaxy()
    const [pilot] = await db.select().from(pilots).where(eq(pilots.userId, user.userId))
    if (!pilot) throw new Error('who entered has a pilot')
    const callsigns = Array.from({ length: 60 }, (_, index) => `crowd-${String(index).padStart(2, '0')}`)
    const crowd = callsigns.map((callsign) => ({ ...pilot, userId: randomUUID(), callsign }))
    await db.insert(pilots).values(crowd)
    const first = await api.space.mySector()
    expect(first).toMatchObject({ sector: { id: sector.id }, pilots: { page: 1, pageSize: 50 } })
    const second = await api.space.mySector({ pilotsPage: 2 })
    const named = [...(first?.pilots.items ?? []), ...(second?.pilots.items ?? [])]
    expect(first?.pilots.items).toHaveLength(50)
    expect(named).toHaveLength(first?.pilots.total ?? 0)
    expect(named).toEqual(expect.arrayContaining(callsigns))
    expect((await api.space.mySector({ pilotsPage: 9 }))?.pilots).toEqual(second?.pilots)
    for (const { userId } of crowd) await db.delete(pilots).where(eq(pilots.userId, userId))
  })
})

describe('moving', () => {
  it('follows a warp, spends its turns and is seen by others there', async () => {
    const { user, api } = await enter()
    const other = await enter()
    const before = await where(api)
    expect(before.pilots.items).toContain(other.user.callsign)
    const [warp] = before.warps
    if (!warp) throw new Error('the gate has warps')
    const moved = await api.space.move({ toSector: warp.sectorId })
    expect(moved).toMatchObject({
      sectorId: warp.sectorId,
      turnsSpent: WARP_TURNS[warp.kind],
      turnsLeft: TURNS_PER_DAY - WARP_TURNS[warp.kind],
    })
    const after = await where(api)
    expect(after.sector.id).toBe(warp.sectorId)
    expect((await where(other.api)).pilots.items).not.toContain(user.callsign)
    const [event] = await (await galaxy()).select().from(eventLog).where(eq(eventLog.kind, 'moved'))
    expect(event).toMatchObject({ userId: user.userId, detail: { from: region.gateSector } })
  })

  it('concurrent moves never spend a turn twice', async () => {
    const { user, api } = await enter()
    const view = await where(api)
    await setTurns(user.userId, 1_000)
    const outcomes = await Promise.allSettled(
      view.warps.map(({ sectorId }) => api.space.move({ toSector: sectorId })),
    )
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    const [pilot] = await (await galaxy()).select().from(pilots).where(eq(pilots.userId, user.userId))
    expect(pilot?.milliturns).toBeGreaterThanOrEqual(0)
    expect(pilot?.milliturns).toBeLessThan(1_000)
  })

  it('is refused without turns, and possible again after the refill', async () => {
    const { user, api } = await enter()
    const [warp] = (await where(api)).warps
    const toSector = warp?.sectorId ?? 0
    await setTurns(user.userId, 0)
    await expect(api.space.move({ toSector })).rejects.toMatchObject({
      code: 'CONFLICT',
      message: like.stringContaining('you have 0'),
    })
    platform.clock.advance(90_000)
    await expect(api.space.move({ toSector })).resolves.toMatchObject({ sectorId: toSector })
    platform.clock.set(0)
  })

  it('is refused without a warp, to an unknown sector, from nowhere, and while the region is closed', async () => {
    const { user, api } = await enter()
    await expect(api.space.move({ toSector: 4_999 })).rejects.toMatchObject({ code: 'CONFLICT' })
    for (const toSector of [0, 5_001, 3_000_000_000])
      await expect(api.space.move({ toSector })).rejects.toMatchObject({ code: 'BAD_REQUEST' })
    const nobody = platform.api(await makeUser(platform))
    await expect(nobody.space.move({ toSector: 1 })).rejects.toMatchObject({ code: 'CONFLICT' })
    await platform.db.update(regions).set({ status: 'suspended' }).where(eq(regions.id, region.id))
    const [warp] = (await where(api)).warps
    await expect(api.space.move({ toSector: warp?.sectorId ?? 0 })).rejects.toMatchObject({
      code: 'CONFLICT',
    })
    await platform.db.update(regions).set({ status: 'active' }).where(eq(regions.id, region.id))
    await (await galaxy()).update(pilots).set({ present: false }).where(eq(pilots.userId, user.userId))
    await expect(api.space.move({ toSector: warp?.sectorId ?? 0 })).rejects.toMatchObject({
      code: 'CONFLICT',
    })
    await expect(api.space.mySector()).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(api.space.enter({ region: region.name })).rejects.toMatchObject({ code: 'CONFLICT' })
  })
})

describe('route planning', () => {
  it('returns a route along warps with its turns', async () => {
    const { api } = await enter()
    const target = region.gateSector === 1 ? 2 : 1
    const route = (await api.space.mySector({ routeTo: { sectorId: target, filter: {} } }))?.route
    if (!route) throw new Error('no way was found')
    const passages = await (await galaxy()).select().from(warps)
    let at = route.from
    for (const { sectorId } of route.legs) {
      expect(passages).toContainEqual(expect.objectContaining({ fromSector: at, toSector: sectorId }))
      at = sectorId
    }
    expect(at).toBe(target)
    expect(route.turns).toBe(route.legs.reduce((sum, { turns }) => sum + turns, 0))
    expect(await api.space.mySector({ routeTo: { sectorId: 4_999, filter: {} } })).toMatchObject({
      route: null,
    })
    expect(await api.space.mySector()).toMatchObject({ route: null })
  })

  it('returns the map of a region to everybody', async () => {
    const map = await platform.api().space.map({ region: region.name })
    expect(map.ids).toHaveLength(region.totalSectors)
    expect(new Set(map.areas)).toEqual(new Set(['federation', 'border', 'frontier']))
    expect(map.gateSector).toBe(region.gateSector)
  })
})

describe('a galaxy’s statistics', () => {
  it('count what is there, movements and trade', async () => {
    const db = await galaxy()
    const at = await platform.clock.now(db)
    const credits = { ownerId: null, asset: 'credits' } as const
    await db.transaction((tx) =>
      postTransfer(tx, {
        id: crypto.randomUUID(),
        reason: 'sale',
        at,
        postings: [
          { ...credits, account: 'purse', ownerId: crypto.randomUUID(), amount: 880n },
          { ...credits, account: 'treasury', amount: 120n },
          { ...credits, account: 'source:port_liquidity', amount: -1_000n },
        ],
      }),
    )
    const figures = await platform
      .ctx()
      .galaxies.apiFor(region.galaxyId ?? '', { clock: platform.clock })
      .getStats({})
    expect(figures).toMatchObject({
      sectors: region.totalSectors,
      treasury: 120,
      tradeVolume30d: 880,
      totalRevenue: 120,
      ships: await db.$count(ships),
      pilotsPresent: await db.$count(pilots, eq(pilots.present, true)),
    })
    expect(figures.activityToday).toBeGreaterThan(0)
    expect(figures.activityByDay.at(-1)).toEqual({
      day: at.toISOString().slice(0, 10),
      events: figures.activityToday,
    })
  })

  it('are unavailable when the galaxy is gone', async () => {
    const lost = (await makeRegion(platform, { withGalaxy: true })).region
    await platform.db
      .update(galaxies)
      .set({ status: 'dropped' })
      .where(eq(galaxies.id, lost.galaxyId ?? ''))
    await platform.ctx().galaxies.release(lost.galaxyId ?? '')
    await expect(
      platform
        .ctx()
        .galaxies.apiFor(lost.galaxyId ?? '', { clock: platform.clock })
        .getStats({}),
    ).rejects.toMatchObject({
      code: 'UNAVAILABLE',
    })
  })
})
