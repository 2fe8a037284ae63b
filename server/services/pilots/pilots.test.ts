import { eq } from 'drizzle-orm'
import { beforeAll, describe, expect, it } from 'vitest'
import { type GalaxyPool } from '#db/client.ts'
import { pilotDays } from '#db/schema/galaxy/pilot-days.ts'
import { pilots } from '#db/schema/galaxy/presence.ts'
import { collectedPilotDays } from '#db/schema/platform/pilots.ts'
import { makeOfficeHolder } from '#server/testing/make-office-holder.ts'
import { makeRegion, type MadeRegion } from '#server/testing/make-region.ts'
import { findTrade, makeTrader } from '#server/testing/make-trader.ts'
import { makeUser } from '#server/testing/make-user.ts'
import { useTestPlatform } from '#server/testing/test-platform.ts'
import { collectPilotDays } from './collect-pilot-days.ts'

const platform = useTestPlatform()
let made: MadeRegion
let galaxy: GalaxyPool

beforeAll(async () => {
  made = await makeRegion(platform, { name: 'pilots-home', withGalaxy: true })
  galaxy = await platform.galaxy(made.region.galaxyId ?? '')
})

const collect = () => collectPilotDays(platform.ctx({ kind: 'system', job: 'test' }))
const anybody = () => platform.api()

/** Somebody with a day of their own in the books of a galaxy. */
async function makePilot(day: Partial<typeof pilotDays.$inferInsert>) {
  const { user, api } = await makeTrader(platform, made.region)
  const now = await platform.clock.now(platform.db)
  await galaxy.insert(pilotDays).values({
    userId: user.userId,
    day: now.toISOString().slice(0, 10),
    changedAt: now,
    turns: 0,
    trades: 1,
    salesNet: 0,
    purchasesNet: 0,
    berths: 0,
    contracts: 0,
    sectorsCharted: 0,
    highestRenown: 0,
    ...day,
  })
  return { ...user, api }
}

describe('a pilot’s day', () => {
  it('is kept as trades and flights happen, and collected once however often', async () => {
    const { user, api, putAt, buy, sell } = await makeTrader(platform, made.region)
    const { maker, user: buyer } = await findTrade(galaxy)
    await putAt(maker)
    const bought = await buy(maker, 10)
    await putAt(buyer)
    const sold = await sell(buyer, 10)
    if (bought.outcome !== 'filled' || sold.outcome !== 'filled') throw new Error('not filled')
    const view = await api.space.mySector()
    const [way] = view?.warps ?? []
    await api.space.move({ toSector: way?.sectorId ?? 0 })
    await collect()
    await collect()
    const rows = await platform.db
      .select()
      .from(collectedPilotDays)
      .where(eq(collectedPilotDays.userId, user.userId))
    expect(rows).toMatchObject([
      { turns: 11, trades: 2, purchasesNet: bought.receipt.net, salesNet: sold.receipt.net },
    ])
    const { record } = await anybody().pilots.profile({ callsign: user.callsign })
    expect(record).toMatchObject({ turns: 11, trades: 2, profit: sold.receipt.net - bought.receipt.net })
  })
})

describe('the collection', () => {
  it('misses none of more days of one moment than it asks for at once, also beside a pilot whom only the galaxy knows', async () => {
    const { userId } = await makePilot({ day: '2020-01-01' })
    const [known] = await galaxy.select().from(pilots).where(eq(pilots.userId, userId))
    if (!known) throw new Error('a pilot who has landed has a row')
    const stranger = '00000000-0000-4000-8000-000000000001'
    await galaxy.insert(pilots).values({ ...known, userId: stranger, callsign: 'Nobody' })
    const [first] = await galaxy.select().from(pilotDays).where(eq(pilotDays.userId, userId))
    if (!first) throw new Error('the day was written')
    const dayAfter = (days: number) => new Date(Date.UTC(2010, 0, 1 + days)).toISOString().slice(0, 10)
    const changedAt = new Date('2100-01-01T00:00:00Z')
    await galaxy
      .insert(pilotDays)
      .values([
        { ...first, userId: stranger, changedAt },
        ...Array.from({ length: 1_100 }, (_, index) => ({ ...first, day: dayAfter(index), changedAt })),
      ])
    await collect()
    const own = eq(collectedPilotDays.userId, userId)
    expect(await platform.db.$count(collectedPilotDays, own)).toBe(1_101)
    expect(await platform.db.$count(collectedPilotDays, eq(collectedPilotDays.userId, stranger))).toBe(0)
    await galaxy.delete(pilotDays).where(eq(pilotDays.changedAt, changedAt))
    await platform.db.delete(collectedPilotDays).where(eq(collectedPilotDays.changedAt, changedAt))
  })
})

describe('the leaderboard', () => {
  it('ranks by profit a turn: 300 turns may come first, 199 do not count', async () => {
    const short = await makePilot({ turns: 300, salesNet: 60_000 })
    const long = await makePilot({ turns: 7_000, salesNet: 700_000, contracts: 3 })
    const idle = await makePilot({ turns: 199, salesNet: 900_000 })
    await collect()
    const { items } = await anybody().pilots.leaderboard({ by: 'profit' })
    const names = items.map(({ callsign }) => callsign)
    expect(names.indexOf(short.callsign)).toBe(0)
    expect(names.indexOf(long.callsign)).toBe(1)
    expect(names).not.toContain(idle.callsign)
    expect(items[0]).toMatchObject({ profitPerThousand: 200_000, turns: 300 })
    const byContracts = await anybody().pilots.leaderboard({ by: 'contracts' })
    expect(byContracts.items[0]?.callsign).toBe(long.callsign)
  })

  it('forgets what is older than seven days', async () => {
    const { callsign } = await makePilot({ turns: 500, salesNet: 9_000_000 })
    await collect()
    expect((await anybody().pilots.leaderboard({ by: 'profit' })).items[0]?.callsign).toBe(callsign)
    platform.clock.advance(7 * 86_400_000)
    expect((await anybody().pilots.leaderboard({ by: 'profit' })).items).toEqual([])
  })
})

describe('a profile', () => {
  it('shows rank, honours, regions and offices to everybody, and not where the pilot is', async () => {
    const pilot = await makePilot({ turns: 900, salesNet: 30_000, highestRenown: 500 })
    const { region } = await makeRegion(platform, { owner: pilot, displayName: 'Owned By A Pilot' })
    await makeOfficeHolder(platform, made.region, 'governor', pilot)
    await collect()
    const profile = await anybody().pilots.profile({ callsign: pilot.callsign.toUpperCase() })
    expect(profile).toMatchObject({ callsign: pilot.callsign, rank: 'merchant', renown: 500 })
    expect(profile.honours.map(({ title }) => title)).toEqual(['First profit', 'Earned a Hauler'])
    expect(profile.owns).toEqual([{ name: region.name, displayName: 'Owned By A Pilot' }])
    expect(profile.offices).toMatchObject([{ name: 'pilots-home', position: 'governor', until: null }])
    const [row] = await galaxy.select().from(pilots).where(eq(pilots.userId, pilot.userId))
    const shown = JSON.stringify(profile)
    for (const secret of [pilot.userId, made.region.galaxyId, `"sectorId":${row?.sectorId}`, 'sector"'])
      expect(shown).not.toContain(secret)
  })

  it('of somebody who never flew is empty, and of nobody is not found', async () => {
    const { callsign } = await makeUser(platform)
    expect(await anybody().pilots.profile({ callsign })).toMatchObject({
      rank: 'cadet',
      honours: [],
      owns: [],
    })
    await expect(anybody().pilots.profile({ callsign: 'no-such-pilot' })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
  })
})
