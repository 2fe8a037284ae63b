import { randomUUID } from 'node:crypto'
import { and, eq, sql } from 'drizzle-orm'
import { beforeAll, describe, expect, it } from 'vitest'
import { ledgerPostings } from '#db/schema/galaxy/ledger.ts'
import { pilots, shipCargo, ships } from '#db/schema/galaxy/presence.ts'
import { portMarkets } from '#db/schema/galaxy/space.ts'
import { dockingDays, marketDays, pilotTotals, trades } from '#db/schema/galaxy/trade.ts'
import { type GalaxyPool } from '#db/client.ts'
import { regions } from '#db/schema/platform/regions.ts'
import { largestOrder, previewOrder } from '#server/domain/trade/preview-order.ts'
import { balanceOf } from '#server/galaxy/ledger-account.ts'
import { makeRegion, type MadeRegion } from '#server/testing/make-region.ts'
import { findMarkets, findTrade, makeTrader, type FoundMarket } from '#server/testing/make-trader.ts'
import { useTestPlatform } from '#server/testing/test-platform.ts'

const platform = useTestPlatform()
let made: MadeRegion
let galaxy: GalaxyPool
let maker: FoundMarket
let user: FoundMarket

beforeAll(async () => {
  made = await makeRegion(platform, { name: 'market-town', withGalaxy: true, settings: { taxRateBp: 1_000 } })
  galaxy = await platform.galaxy(made.region.galaxyId ?? '')
  ;({ maker, user } = await findTrade(galaxy))
})

const trader = () => makeTrader(platform, made.region)
const pilotOf = async ({ userId }: { userId: string }) => {
  const [row] = await galaxy.select().from(pilots).where(eq(pilots.userId, userId))
  if (!row) throw new Error('no such pilot')
  return row
}
const stockOf = async ({ portId, commodity }: FoundMarket) => {
  const [row] = await galaxy
    .select()
    .from(portMarkets)
    .where(and(eq(portMarkets.portId, portId), eq(portMarkets.commodity, commodity)))
  return row?.stock ?? -1
}
const cargoOf = async ({ userId }: { userId: string }) => {
  const rows = await galaxy
    .select({ commodity: shipCargo.commodity, quantity: shipCargo.quantity })
    .from(shipCargo)
    .innerJoin(ships, eq(ships.id, shipCargo.shipId))
    .where(eq(ships.userId, userId))
  return Object.fromEntries(rows.map(({ commodity, quantity }) => [commodity, quantity]))
}
const receiptOf = (outcome: Awaited<ReturnType<Awaited<ReturnType<typeof trader>>['buy']>>) => {
  if (outcome.outcome !== 'filled') throw new Error('the order was not filled')
  return outcome.receipt
}

describe('an order', () => {
  it('costs and brings what was quoted, item by item, and moves goods, credits and turns together', async () => {
    const { user: pilot, api, putAt, buy, sell } = await trader()
    await putAt(maker)
    const wish = { portId: maker.portId, commodity: maker.commodity, side: 'buy' as const, quantity: 20 }
    const quote = await api.trade.quote(wish)
    expect(quote.docking).toEqual({ turns: 0, berthFee: 0 })
    const bought = receiptOf(await buy(maker, 20, quote.net))
    const items = ['price', 'spread', 'tariff', 'tax', 'net'] as const
    for (const item of items) expect(bought[item], item).toBe(quote[item])
    expect(bought.purse).toBe(1_000 - quote.net)
    expect(await cargoOf(pilot)).toEqual({ [maker.commodity]: 20 })

    await putAt(user)
    const offered = await api.trade.quote({ ...wish, portId: user.portId, side: 'sell' })
    expect(offered.docking).toEqual({ turns: 10, berthFee: 0 })
    const before = (await api.space.mySector())?.turns.milliturns ?? 0
    const sold = receiptOf(await sell(user, 20, offered.net))
    for (const item of items) expect(sold[item], item).toBe(offered[item])
    // A difference of two rounded shares, so within one credit of the share of the order alone.
    expect(Math.abs(sold.tax - (sold.price - sold.spread) / 10)).toBeLessThanOrEqual(1)
    expect((await api.space.mySector())?.turns.milliturns).toBeLessThan(before - 9_000)
    expect(await cargoOf(pilot)).toEqual({ [maker.commodity]: 0 })
    expect(await balanceOf(galaxy, 'purse', pilot.userId)).toBe(1_000 - bought.net + sold.net)
    expect(await pilotOf(pilot)).toMatchObject({
      docked: true,
      hasDocked: true,
      salesNet: sold.net,
      purchasesNet: bought.net,
    })
  })

  it('is sent twice and filled once, also at the same time', async () => {
    const { api, user: pilot, putAt } = await trader()
    await putAt(maker)
    const order = {
      orderId: randomUUID(),
      portId: maker.portId,
      commodity: maker.commodity,
      side: 'buy' as const,
      quantity: 5,
      worstNet: 1_000,
    }
    const outcomes = await Promise.all([1, 2, 3, 4].map(() => api.trade.order(order)))
    for (const outcome of outcomes) expect(outcome).toEqual(outcomes[0])
    expect(await cargoOf(pilot)).toEqual({ [maker.commodity]: 5 })
    expect(await galaxy.$count(trades, eq(trades.userId, pilot.userId))).toBe(1)
    await expect(api.trade.order({ ...order, quantity: 6 })).rejects.toMatchObject({
      code: 'CONFLICT',
      cause: { reason: 'order-id-taken' },
    })
    // An order id belongs to who chose it.
    const other = await trader()
    await other.putAt(maker)
    expect((await other.api.trade.order(order)).outcome).toBe('filled')
  })

  it('is not filled at a worse price than accepted, and says the new one', async () => {
    const { api, user: pilot, putAt, buy } = await trader()
    await putAt(maker)
    const quote = await api.trade.quote({
      portId: maker.portId,
      commodity: maker.commodity,
      side: 'buy',
      quantity: 30,
    })
    const rival = await trader()
    await rival.putAt(maker)
    await rival.buy(maker, 40)
    const refused = await buy(maker, 30, quote.net)
    expect(refused).toMatchObject({ outcome: 'price-moved' })
    const now = refused.outcome === 'price-moved' ? refused.quote.net : 0
    expect(now).toBeGreaterThan(quote.net)
    expect(await cargoOf(pilot)).toEqual({})
    expect(receiptOf(await buy(maker, 30, now)).net).toBe(now)
  })

  it.each<[string, string]>([
    ['of a port elsewhere', 'not-here'],
    ['for a good that the port does not sell', 'no-such-role'],
    ['of more than the hold takes', 'hold-full'],
    ['of goods that are not aboard', 'not-aboard'],
    ['of more than the purse pays', 'purse-too-small'],
  ])('%s is refused and changes nothing', async (what, reason) => {
    const { user: pilot, putAt, buy, sell } = await trader()
    await putAt(what.endsWith('elsewhere') ? user : maker)
    const [buys] = await findMarkets(galaxy, { role: 'buys', portId: maker.portId })
    if (!buys) throw new Error('the port buys something')
    if (what.includes('purse')) {
      const account = sql`update ledger_accounts set balance = 3 where owner_id = ${pilot.userId}`
      await galaxy.execute(account)
    }
    const attempt = {
      'not-here': () => buy(maker, 5),
      'no-such-role': () => buy(buys, 5),
      'hold-full': () => buy(maker, 41),
      'not-aboard': () => sell(buys, 1),
      'purse-too-small': () => buy(maker, 10),
    }[reason]
    const before = await stockOf(maker)
    await expect(attempt?.()).rejects.toMatchObject({ code: 'CONFLICT', cause: { reason } })
    expect(await stockOf(maker)).toBe(before)
    expect(await galaxy.$count(trades, eq(trades.userId, pilot.userId))).toBe(0)
    expect(await pilotOf(pilot)).toMatchObject({ docked: false, hasDocked: false })
  })

  it('is previewed from the sector’s board alone as it is quoted and booked', async () => {
    const { api, putAt, buy } = await trader()
    await putAt(maker)
    const previewed = async (quantity: number) => {
      const view = await api.space.mySector()
      const market = view?.ports
        .find(({ id }) => id === maker.portId)
        ?.board.find(({ commodity }) => commodity === maker.commodity)
      if (!view?.ship || !market) throw new Error('the port is on the board')
      const { cargo, cargoCapacity, cargoUsed, docking } = view.ship
      const dealing = { market, commodity: maker.commodity, side: 'buy' as const, rates: view.rates }
      const means = {
        freeHolds: cargoCapacity - cargoUsed,
        aboard: cargo[maker.commodity] ?? 0,
        purse: BigInt(view.purse),
        berthFee: BigInt(docking.berthFee),
      }
      return { ...previewOrder(dealing, means, quantity), largest: largestOrder(dealing, means) }
    }
    const { quote: shown, purse } = await previewed(12)
    const quote = await api.trade.quote({
      ...{ portId: maker.portId, commodity: maker.commodity, side: 'buy', quantity: 12 },
    })
    for (const item of ['price', 'spread', 'tariff', 'tax', 'net'] as const)
      expect(Number(shown?.[item]), item).toBe(quote[item])
    expect(receiptOf(await buy(maker, 12, quote.net)).purse).toBe(Number(purse))
    const { quantity } = (await previewed(1)).largest
    expect(quantity).toBeGreaterThan(0)
    expect((await buy(maker, quantity)).outcome).toBe('filled')
    expect((await previewed(1)).largest.quantity).toBe(0)
  })

  it('earns renown and rank, which the sector shows with the next goal', async () => {
    const { api, user: pilot } = await trader()
    const shown = async () => (await api.space.mySector())?.pilot
    expect(await shown()).toEqual({
      ...{ rank: 'cadet', renown: 0, nextRank: { rank: 'trader', renown: 100 } },
    })
    const record = { salesNet: 80_000, purchasesNet: 50_000, highestRenown: 520 }
    await galaxy.update(pilots).set(record).where(eq(pilots.userId, pilot.userId))
    expect(await shown()).toEqual({
      ...{ rank: 'merchant', renown: 300, nextRank: { rank: 'captain', renown: 2_500 } },
    })
  })

  it('is refused while the region is suspended', async () => {
    const closed = await makeRegion(platform, { withGalaxy: true })
    const { putAt, buy } = await makeTrader(platform, closed.region)
    const [market] = await findMarkets(await platform.galaxy(closed.region.galaxyId ?? ''), { role: 'sells' })
    if (!market) throw new Error('a region makes something')
    await putAt(market)
    await platform.db.update(regions).set({ status: 'suspended' }).where(eq(regions.id, closed.region.id))
    await expect(buy(market, 1)).rejects.toMatchObject({ cause: { reason: 'region-not-open' } })
  })
})

describe('the history of a market', () => {
  it('has low, high, close and units of each day, for all pilots who are there', async () => {
    const { api, putAt, buy } = await trader()
    await putAt(maker)
    const { portId, commodity } = maker
    const history = () => api.trade.history({ portId, commodity, days: 30 })
    const before = await history()
    await buy(maker, 3)
    await buy(maker, 2)
    const after = await history()
    expect(after).toMatchObject({ port: { id: portId }, role: 'sells' })
    expect(after.today).toBe((await platform.clock.now(galaxy)).toISOString().slice(0, 10))
    const [day] = after.days.slice(-1)
    expect(day?.day).toBe(after.today)
    expect(day?.units).toBe((before.days.at(-1)?.units ?? 0) + 5)
    expect(day?.close).toBe(day?.high)
    const old = { day: '2000-01-01', portId, commodity, low: 1, high: 1, close: 1 }
    const nothing = { bought: 1, sold: 0, paid: 0, received: 0, tariff: 0, tax: 0 }
    await galaxy.insert(marketDays).values({ ...old, ...nothing })
    expect(await history()).toEqual(after)

    await putAt(user)
    await expect(history()).rejects.toMatchObject({ cause: { reason: 'not-here' } })
    const nowhere = { portId: user.portId, commodity: 'ore' as const, days: 1 }
    const other = (await findMarkets(galaxy, { role: 'buys', commodity: 'ore', portId: user.portId })).length
    const sells = (await findMarkets(galaxy, { role: 'sells', commodity: 'ore', portId: user.portId })).length
    if (other + sells === 0)
      await expect(api.trade.history(nowhere)).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })
})

describe('sales before tax', () => {
  it('are what the preview of another tax counts with', async () => {
    const { putAt, buy, sell } = await trader()
    const tax = async () =>
      (
        await platform
          .api(made.owner)
          .policies.impact({ region: made.region.name, changes: { taxRate: 0.2 } })
      ).find(({ lever }) => lever === 'taxRateBp')
    const before = await tax()
    await putAt(maker)
    await buy(maker, 5)
    await putAt(user)
    const { price, spread } = receiptOf(await sell(user, 5))
    const after = await tax()
    expect(after).toMatchObject({ basis: 'figures' })
    const grown = (after?.after ?? 0) - (before?.after ?? 0)
    expect(Math.abs(grown - (price - spread) / 5)).toBeLessThan(1)
  })
})

describe('a stay at a port', () => {
  it('is docked once: the first is free, the next costs turns, flying on ends it', async () => {
    const { user: pilot, api, putAt, buy } = await trader()
    const turns = async () => Math.floor(((await api.space.mySector())?.turns.milliturns ?? 0) / 1_000)
    await putAt(maker)
    const full = await turns()
    expect(receiptOf(await buy(maker, 1)).docking.turns).toBe(0)
    expect(receiptOf(await buy(maker, 1)).docking.turns).toBe(0)
    expect(await turns()).toBe(full)
    const [way] = (await api.space.mySector())?.warps ?? []
    await api.space.move({ toSector: way?.sectorId ?? 0 })
    expect(await pilotOf(pilot)).toMatchObject({ docked: false, hasDocked: true })
    await putAt(maker)
    expect(receiptOf(await buy(maker, 1)).docking.turns).toBe(10)
    expect(receiptOf(await buy(maker, 1)).docking.turns).toBe(0)
    const [day] = await galaxy.select().from(dockingDays).where(eq(dockingDays.userId, pilot.userId))
    expect(day?.dockings).toBe(2)
  })

  it('is refused without the turns, which says when there are enough', async () => {
    const { user: pilot, putAt, buy } = await trader()
    await putAt(maker)
    await buy(maker, 1)
    await putAt(maker)
    const turnsAt = await platform.clock.now(galaxy)
    await galaxy.update(pilots).set({ milliturns: 1_000, turnsAt }).where(eq(pilots.userId, pilot.userId))
    await expect(buy(maker, 1)).rejects.toMatchObject({
      cause: { reason: 'not-enough-turns', retryAfterSeconds: expect.any(Number) as number },
    })
  })
})

describe('many pilots at one port', () => {
  it('never buy more than there is, and every credit and unit is in the books', async () => {
    const fresh = await makeRegion(platform, { withGalaxy: true, settings: { taxRateBp: 2_500 } })
    const db = await platform.galaxy(fresh.region.galaxyId ?? '')
    const pair = await findTrade(db)
    const crowd = await Promise.all(Array.from({ length: 12 }, () => makeTrader(platform, fresh.region)))
    await Promise.all(crowd.map(({ putAt }) => putAt(pair.maker)))
    const few = { stock: 100, stockAt: await platform.clock.now(db) }
    await db
      .update(portMarkets)
      .set(few)
      .where(and(eq(portMarkets.portId, pair.maker.portId), eq(portMarkets.commodity, pair.maker.commodity)))
    const bought = await Promise.allSettled(crowd.map(({ buy }) => buy(pair.maker, 15)))
    const filled = bought.filter(({ status }) => status === 'fulfilled')
    expect(filled.length).toBeGreaterThan(0)
    await Promise.all(crowd.map(({ putAt }) => putAt(pair.user)))
    await Promise.allSettled(crowd.map(({ sell }) => sell(pair.user, 15)))

    const { rows } = await db.execute<{ asset: string; sum: string }>(
      sql`select asset, sum(amount)::text as sum from ledger_postings group by asset`,
    )
    for (const { asset, sum } of rows) expect(sum, asset).toBe('0')
    const sumOf = async (...kinds: string[]) => {
      const { rows: found } = await db.execute<{ sum: string }>(
        sql`select coalesce(sum(amount), 0)::text as sum from ledger_postings where account_kind = any(${sql.param(kinds)}) and asset = ${pair.maker.commodity}`,
      )
      return Number(found[0]?.sum)
    }
    const aboard = await db.select({ units: sql<number>`coalesce(sum(quantity), 0)::int` }).from(shipCargo)
    expect(await sumOf('cargo')).toBe(aboard[0]?.units)
    const [taxed] = await db
      .select({ tax: sql<number>`coalesce(sum(tax + tariff), 0)::int`, net: sql<number>`sum(net)::int` })
      .from(trades)
    expect(await balanceOf(db, 'treasury')).toBe(taxed?.tax)
    expect(taxed?.tax).toBeGreaterThan(0)
    const days = await db.select().from(marketDays)
    expect(days.reduce((sum, { tax, tariff }) => sum + tax + tariff, 0)).toBe(taxed?.tax)
    const totals = await db.select().from(pilotTotals)
    expect(totals.reduce((sum, { salesNet, purchasesNet }) => sum + salesNet + purchasesNet, 0)).toBe(
      taxed?.net,
    )
    expect(await db.$count(ledgerPostings)).toBeGreaterThan(0)
  })
})
