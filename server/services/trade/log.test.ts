import { eq } from 'drizzle-orm'
import { beforeAll, describe, expect, it } from 'vitest'
import { type GalaxyPool } from '#db/client.ts'
import { contracts } from '#db/schema/galaxy/contracts.ts'
import { shocks } from '#db/schema/galaxy/events.ts'
import { ledgerAccounts } from '#db/schema/galaxy/ledger.ts'
import { ports } from '#db/schema/galaxy/space.ts'
import { regions } from '#db/schema/platform/regions.ts'
import { COMMODITIES } from '#server/domain/economy/commodities.ts'
import { DAY_MS } from '#server/domain/utc-day.ts'
import { balanceOf } from '#server/galaxy/ledger-account.ts'
import { makeRegion } from '#server/testing/make-region.ts'
import { findTrade, makeTrader, type FoundMarket } from '#server/testing/make-trader.ts'
import { makeUser } from '#server/testing/make-user.ts'
import { useTestPlatform } from '#server/testing/test-platform.ts'
import { type RegionRow } from '../regions/region-rows.ts'

const platform = useTestPlatform()
let region: RegionRow
let galaxy: GalaxyPool
let pair: { maker: FoundMarket; user: FoundMarket }

beforeAll(async () => {
  region = (await makeRegion(platform, { withGalaxy: true })).region
  galaxy = await platform.galaxy(region.galaxyId ?? '')
  pair = await findTrade(galaxy)
})

describe('a pilot’s trades', () => {
  it('are listed newest first in pages, none twice, also those of the same moment', async () => {
    const pilot = await makeTrader(platform, region)
    await pilot.putAt(pair.maker)
    for (const units of [1, 2, 3, 4, 5]) await pilot.buy(pair.maker, units)
    const first = await pilot.api.trade.orders({ pageSize: 2 })
    const second = await pilot.api.trade.orders({ pageSize: 2, after: first.next ?? '' })
    const third = await pilot.api.trade.orders({ pageSize: 2, after: second.next ?? '' })
    const units = [first, second, third].flatMap(({ items }) => items.map(({ quantity }) => quantity))
    expect(units).toEqual([5, 4, 3, 2, 1])
    expect(third.next).toBeNull()
    expect(first.items[0]).toMatchObject({ side: 'buy', port: { sectorId: pair.maker.sectorId } })
    const other = await makeTrader(platform, region)
    expect((await other.api.trade.orders({})).items).toEqual([])
  })
})

describe('the captain’s log', () => {
  it('has a line for all that moved the purse, and the lines add up to it', async () => {
    const pilot = await makeTrader(platform, region)
    const { userId } = pilot.user
    const [way] = (await pilot.api.space.mySector())?.warps ?? []
    await pilot.api.space.move({ toSector: way?.sectorId ?? 0 })
    await pilot.putAt(pair.maker)
    await pilot.buy(pair.maker, 20)
    await pilot.putAt(pair.user)
    await pilot.sell(pair.user, 20)
    await galaxy.update(ledgerAccounts).set({ balance: 10_000 }).where(eq(ledgerAccounts.ownerId, userId))
    const before = await pilot.api.trade.log({})
    const paid = before.entries.items.reduce((sum, { amount }) => sum + amount, 0)
    await galaxy.update(ports).set({ portClass: 'trade_hub' }).where(eq(ports.id, pair.user.portId))
    await pilot.api.ships.order({
      ...{ orderId: crypto.randomUUID(), portId: pair.user.portId, highestCost: 8_000 },
      ...{ kind: 'module', module: 'shield' },
    })
    const { entries } = await pilot.api.trade.log({})
    expect(
      entries.items.map(({ reason, sectors, trade, work }) => [reason, sectors ?? trade?.side ?? work?.kind]),
    ).toEqual([
      ['shipyard', 'module'],
      ['sale', 'sell'],
      ['purchase', 'buy'],
      ['charting', 1],
      ['starting_credits', undefined],
    ])
    const sum = entries.items.reduce((total, { amount }) => total + amount, 0)
    expect(sum - paid).toBe((await balanceOf(galaxy, 'purse', userId)) - 10_000)
  })

  it('tells today’s festival and shocks, and the contracts that wait', async () => {
    const pilot = await makeTrader(platform, region)
    expect((await pilot.api.trade.log({})).today).toEqual({
      ...{ festival: null, shocks: [] },
      contracts: { open: 0, mine: 0, nextDueAt: null },
    })
    const now = await platform.clock.now(galaxy)
    const day = now.toISOString().slice(0, 10)
    const due = new Date(now.getTime() + 3_600_000)
    const { portId, commodity } = pair.user
    await galaxy.insert(shocks).values({ day, portId, commodity, restBp: -2_000 })
    const [first, second, third] = COMMODITIES
    const posted = { kind: 'shortage' as const, portId, units: 10, premium: 100, postedAt: now, dueAt: due }
    const open = { ...posted, state: 'open' as const, commodity: first }
    const past = { ...open, commodity: second, postedAt: new Date(0), dueAt: new Date(now.getTime() - 1) }
    const taken = { ...posted, state: 'taken' as const, commodity: third, takenAt: now }
    await galaxy.insert(contracts).values([open, past, { ...taken, userId: pilot.user.userId }])
    const { today } = await pilot.api.trade.log({})
    expect(today.shocks).toMatchObject([{ port: { id: portId }, commodity, restBp: -2_000 }])
    expect(today.contracts).toEqual({ open: 1, mine: 1, nextDueAt: due.toISOString() })
    const other = await makeTrader(platform, region)
    expect((await other.api.trade.log({})).today.contracts).toEqual({ open: 1, mine: 0, nextDueAt: null })
  })

  it('tells which of the pilot’s contracts were filled and which were not, for seven days', async () => {
    const pilot = await makeTrader(platform, region)
    const now = await platform.clock.now(galaxy)
    const ago = (days: number) => new Date(now.getTime() - days * DAY_MS)
    const { portId } = pair.user
    const over = { kind: 'shortage' as const, portId, units: 30, premium: 90, userId: pilot.user.userId }
    const times = { postedAt: ago(9), takenAt: ago(9), dueAt: ago(1) }
    await galaxy.insert(contracts).values([
      { ...over, ...times, state: 'lapsed', commodity: 'ore', delivered: 10, endedAt: ago(1) },
      { ...over, ...times, state: 'done', commodity: 'food', delivered: 30, endedAt: ago(2) },
      { ...over, ...times, state: 'done', commodity: 'fuel', delivered: 30, endedAt: ago(8) },
      // Of nobody.
      {
        ...over,
        ...times,
        state: 'lapsed',
        commodity: 'energy',
        endedAt: ago(1),
        userId: null,
        takenAt: null,
      },
    ])
    const { endedContracts } = await pilot.api.trade.log({})
    expect(endedContracts).toMatchObject([
      { isFilled: false, commodity: 'ore', units: 30, delivered: 10, port: expect.any(String) as string },
      { isFilled: true, commodity: 'food', delivered: 30, premium: 90, at: ago(2).toISOString() },
    ])
    expect((await (await makeTrader(platform, region)).api.trade.log({})).endedContracts).toEqual([])
  })

  it('remembers up to where it was read, never back and never beyond now', async () => {
    const pilot = await makeTrader(platform, region)
    expect((await pilot.api.trade.log({})).readUntil).toBeNull()
    const now = await platform.clock.now(galaxy)
    const later = new Date(now.getTime() + 86_400_000).toISOString()
    const { readUntil } = await pilot.api.trade.markLogRead({ until: later })
    expect(Date.parse(readUntil)).toBeLessThan(Date.parse(later))
    expect(await pilot.api.trade.markLogRead({ until: '2000-01-01T00:00:00Z' })).toEqual({ readUntil })
    expect((await pilot.api.trade.log({})).readUntil).toBe(readUntil)
  })

  it('is nobody else’s', async () => {
    await expect(platform.api().trade.log({})).rejects.toMatchObject({ code: 'UNAUTHORIZED' })
    await expect(platform.api().trade.orders({})).rejects.toMatchObject({ code: 'UNAUTHORIZED' })
    const until = '2100-01-01T00:00:00Z'
    await expect(platform.api().trade.markLogRead({ until })).rejects.toMatchObject({ code: 'UNAUTHORIZED' })
    const nobody = platform.api(await makeUser(platform))
    const asked = [
      () => nobody.trade.log({}),
      () => nobody.trade.orders({}),
      () => nobody.trade.markLogRead({ until }),
    ]
    for (const ask of asked) await expect(ask()).rejects.toMatchObject({ cause: { reason: 'not-present' } })
  })
})

describe.each(['suspended', 'evacuating'] as const)('in a region that is %s', (status) => {
  it('the log is read and marked as before, and no trade is suggested', async () => {
    const { region: closing } = await makeRegion(platform, { withGalaxy: true })
    const market = (await findTrade(await platform.galaxy(closing.galaxyId ?? ''))).maker
    const pilot = await makeTrader(platform, closing)
    await pilot.putAt(market)
    await pilot.buy(market, 3)
    const before = await pilot.api.trade.log({})
    expect(before.entries.items.map(({ reason }) => reason)).toEqual(['purchase', 'starting_credits'])
    await platform.db.update(regions).set({ status }).where(eq(regions.id, closing.id))

    expect(await pilot.api.trade.log({})).toEqual(before)
    const first = await pilot.api.trade.log({ pageSize: 1 })
    const second = await pilot.api.trade.log({ pageSize: 1, after: first.entries.next ?? '' })
    expect([first, second].flatMap(({ entries }) => entries.items)).toEqual(before.entries.items)
    const until = before.entries.items[0]?.at ?? ''
    expect(await pilot.api.trade.markLogRead({ until })).toEqual({ readUntil: until })
    expect(await pilot.api.trade.log({})).toEqual({ ...before, readUntil: until })
    expect((await pilot.api.pilots.news()).laws).toMatchObject([
      { number: 1, region: { name: closing.name } },
    ])
    // What would be of use to who trades is refused, with the reason.
    await expect(pilot.api.trade.ideas({})).rejects.toMatchObject({ cause: { reason: 'region-not-open' } })
  })
})
