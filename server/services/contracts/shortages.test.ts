import { and, eq, sql } from 'drizzle-orm'
import { beforeAll, describe, expect, it } from 'vitest'
import { type GalaxyPool } from '#db/client.ts'
import { contractDays, contracts, dayOpenings } from '#db/schema/galaxy/contracts.ts'
import { ledgerPostings } from '#db/schema/galaxy/ledger.ts'
import { pilots } from '#db/schema/galaxy/presence.ts'
import { portMarkets, ports } from '#db/schema/galaxy/space.ts'
import { marketDays, trades } from '#db/schema/galaxy/trade.ts'
import { balanceOf } from '#server/galaxy/ledger-account.ts'
import { findLedgerDrift } from '#server/galaxy/roll-up-logs.ts'
import {
  contractOf,
  makeShortage,
  openToday,
  putAboard,
  setStock,
  toNextDay,
} from '#server/testing/contract-steps.ts'
import { makeRegion, type MadeRegion } from '#server/testing/make-region.ts'
import { findMarkets, findTrade, makeTrader, type FoundMarket } from '#server/testing/make-trader.ts'
import { useTestPlatform } from '#server/testing/test-platform.ts'

const platform = useTestPlatform()
const HOUR = 3_600_000
let made: MadeRegion
let galaxy: GalaxyPool
let user: FoundMarket

beforeAll(async () => {
  made = await makeRegion(platform, { withGalaxy: true, settings: { taxRateBp: 1_000 } })
  galaxy = await platform.galaxy(made.region.galaxyId ?? '')
  ;({ user } = await findTrade(galaxy))
})

const trader = () => makeTrader(platform, made.region)
type Trader = Awaited<ReturnType<typeof trader>>
const shortage = async (options?: { units?: number; premium?: number; hours?: number }) => {
  await galaxy.delete(contracts)
  return makeShortage(platform, galaxy, user, options)
}
const pilotOf = async ({ user: { userId } }: Trader) => {
  const [row] = await galaxy.select().from(pilots).where(eq(pilots.userId, userId))
  if (!row) throw new Error('no such pilot')
  return row
}
/** Beside the market with goods for it. */
const loaded = async (units: number) => {
  const one = await trader()
  await putAboard(galaxy, one, user, units)
  await one.putAt(user)
  return one
}
const receiptOf = (outcome: Awaited<ReturnType<Trader['sell']>>) => {
  if (outcome.outcome !== 'filled') throw new Error('the order was not filled')
  return outcome.receipt
}

describe('the contracts of a day', () => {
  it('are posted once, from 00:05 UTC on, for the emptiest user markets, within what yesterday’s sales allow', async () => {
    const fresh = await makeRegion(platform, { withGalaxy: true })
    const db = await platform.galaxy(fresh.region.galaxyId ?? '')
    const users = (await findMarkets(db, { role: 'buys' })).slice(0, 4)
    await db.update(portMarkets).set({ stock: sql`${portMarkets.capacity}` })
    await toNextDay(platform, 4)
    for (const market of users) await setStock(platform, db, market, 0)
    await openToday(platform)
    expect(await db.$count(contracts)).toBe(0)
    platform.clock.advance(60_000)
    await Promise.all([openToday(platform), openToday(platform)])
    await openToday(platform)
    const posted = await db.select().from(contracts)
    const count = Math.min(4, Math.max(3, Math.floor((await db.$count(ports)) / 12)))
    expect(posted).toHaveLength(count)
    for (const { portId, commodity, state, postedAt, dueAt } of posted) {
      expect(users.some((one) => one.portId === portId && one.commodity === commodity)).toBe(true)
      expect(state).toBe('open')
      expect(dueAt.getTime() - postedAt.getTime()).toBe(48 * HOUR)
    }
    const [day] = await db.select().from(dayOpenings)
    expect(day?.premiumBudget).toBe(2_000)
    expect(day?.premiumPromised).toBe(posted.reduce((sum, { premium }) => sum + premium, 0))
    expect(day?.premiumPromised).toBeLessThanOrEqual(2_000)
  })

  it('leave out markets that got goods or have a contract, and grow with sales', async () => {
    const fresh = await makeRegion(platform, { withGalaxy: true })
    const db = await platform.galaxy(fresh.region.galaxyId ?? '')
    const [supplied, promised, free] = await findMarkets(db, { role: 'buys' })
    if (!supplied || !promised || !free) throw new Error('a region has user markets')
    await db.update(portMarkets).set({ stock: sql`${portMarkets.capacity}` })
    const seller = await makeTrader(platform, fresh.region)
    await putAboard(db, seller, supplied, 10)
    await seller.putAt(supplied)
    await seller.sell(supplied, 10)
    await makeShortage(platform, db, promised)
    await db.update(marketDays).set({ received: 500_000 })
    await toNextDay(platform, 10)
    for (const market of [supplied, promised, free]) await setStock(platform, db, market, 0)
    await openToday(platform)
    const posted = await db
      .select()
      .from(contracts)
      .where(sql`${contracts.postedAt} > now()`)
    expect(posted.map(({ portId, commodity }) => [portId, commodity])).toContainEqual([
      free.portId,
      free.commodity,
    ])
    for (const taken of [supplied, promised])
      expect(
        posted.filter(({ portId, commodity }) => portId === taken.portId && commodity === taken.commodity),
      ).toHaveLength(taken === promised ? 1 : 0)
    const [day] = await db.select().from(dayOpenings)
    expect(day?.premiumBudget).toBe(10_000)
  })
})

describe('a contract', () => {
  it('is taken, filled by sales at its market and paid by the one that delivers the last unit', async () => {
    const id = await shortage({ premium: 95 })
    const pilot = await loaded(40)
    expect((await pilot.api.contracts.list({})).open.items).toMatchObject([
      {
        ...{
          id,
          kind: 'shortage',
          commodity: user.commodity,
          units: 30,
          delivered: 0,
          premium: 95,
          premiumPerUnit: null,
        },
        ...{ port: { id: user.portId, sectorId: user.sectorId, turns: 0 }, rank: 'cadet' },
      },
    ])
    expect(await pilot.api.contracts.take({ contractId: id })).toEqual({ contractId: id })
    await pilot.api.contracts.take({ contractId: id })
    const { mine, open, counts } = await pilot.api.contracts.list({})
    expect(mine).toMatchObject([{ id, state: 'taken' }])
    expect(open.items).toEqual([])
    expect(counts).toMatchObject({ open: 1, mostOpen: 3, takenToday: 1, mostToday: 5 })

    const before = await pilotOf(pilot)
    expect(receiptOf(await pilot.sell(user, 29)).premium).toBe(0)
    expect((await contractOf(galaxy, id)).delivered).toBe(29)
    const purse = await balanceOf(galaxy, 'purse', pilot.user.userId)
    const last = receiptOf(await pilot.sell(user, 11))
    expect(last.premium).toBe(95)
    expect(last.purse).toBe(purse + last.net + 95)
    expect(await balanceOf(galaxy, 'purse', pilot.user.userId)).toBe(last.purse)
    expect(await contractOf(galaxy, id)).toMatchObject({ state: 'done', delivered: 30 })
    const after = await pilotOf(pilot)
    expect(after.contracts).toBe(before.contracts + 1)
    const net = after.salesNet - after.purchasesNet
    expect(after.highestRenown).toBe(Math.floor(net / 100) + 20)
    expect((await pilot.api.contracts.list({})).mine).toEqual([])
    const paid = await galaxy
      .select()
      .from(ledgerPostings)
      .where(eq(ledgerPostings.kind, 'source:contract_premium'))
    expect(paid).toMatchObject([{ amount: -95 }])
    expect(await findLedgerDrift(galaxy)).toEqual([])
  })

  it('that a repeated order filled is paid once', async () => {
    const id = await shortage()
    const pilot = await loaded(30)
    await pilot.api.contracts.take({ contractId: id })
    const order = {
      ...{ orderId: id, portId: user.portId, commodity: user.commodity },
      ...{ side: 'sell' as const, quantity: 30, worstNet: 0 },
    }
    const outcomes = await Promise.all([1, 2, 3].map(() => pilot.api.trade.order(order)))
    for (const outcome of outcomes) expect(outcome).toEqual(outcomes[0])
    expect((await pilotOf(pilot)).contracts).toBe(1)
    expect(receiptOf(outcomes[0] ?? (await pilot.sell(user, 1))).premium).toBe(90)
  })

  it('is taken by one of those who reach for it together', async () => {
    const id = await shortage()
    const crowd = await Promise.all([1, 2, 3, 4].map(() => trader()))
    const answers = await Promise.allSettled(crowd.map(({ api }) => api.contracts.take({ contractId: id })))
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    for (const answer of answers)
      if (answer.status === 'rejected') expect(answer.reason).toMatchObject({ cause: { reason: 'not-open' } })
    expect(
      await galaxy.$count(
        contractDays,
        eq(contractDays.day, (await contractOf(galaxy, id)).takenAt?.toISOString().slice(0, 10) ?? ''),
      ),
    ).toBeGreaterThan(0)
  })

  it('of another pilot is neither filled nor given up', async () => {
    const id = await shortage()
    const [holder, other] = [await trader(), await loaded(30)]
    await holder.api.contracts.take({ contractId: id })
    expect(receiptOf(await other.sell(user, 30)).premium).toBe(0)
    expect(await contractOf(galaxy, id)).toMatchObject({ state: 'taken', delivered: 0 })
    await expect(other.api.contracts.giveUp({ contractId: id })).rejects.toMatchObject({ code: 'NOT_FOUND' })
    expect((await other.api.contracts.list({})).open.items).toEqual([])
    const elsewhere = await makeRegion(platform, { withGalaxy: true })
    const stranger = await makeTrader(platform, elsewhere.region)
    for (const ask of [stranger.api.contracts.take, stranger.api.contracts.giveUp])
      await expect(ask({ contractId: id })).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(platform.api().contracts.take({ contractId: id })).rejects.toMatchObject({
      code: 'UNAUTHORIZED',
    })
  })

  it('that is given up is open again from its beginning, and has still been taken that day', async () => {
    const id = await shortage()
    const pilot = await loaded(20)
    for (let taken = 1; taken <= 5; taken++) {
      await pilot.api.contracts.take({ contractId: id })
      if (taken === 1) await pilot.sell(user, 20)
      await pilot.api.contracts.giveUp({ contractId: id })
    }
    // Sent again after an answer that was lost.
    await pilot.api.contracts.giveUp({ contractId: id })
    expect(await contractOf(galaxy, id)).toMatchObject({ state: 'open', delivered: 0, userId: null })
    await expect(pilot.api.contracts.take({ contractId: id })).rejects.toMatchObject({
      cause: { reason: 'too-many-today' },
    })
    await toNextDay(platform, 0)
    await pilot.api.contracts.take({ contractId: id })
  })

  it('beyond three at a time is refused, and so is a large one without its rank', async () => {
    await galaxy.delete(contracts)
    const markets = (await findMarkets(galaxy, { role: 'buys' })).slice(0, 5)
    const ids: string[] = []
    for (const market of markets) ids.push(await makeShortage(platform, galaxy, market, { units: 90 }))
    const pilot = await trader()
    const take = (n: number) => pilot.api.contracts.take({ contractId: ids[n] ?? '' })
    await expect(take(0)).rejects.toMatchObject({ cause: { reason: 'rank-too-low' } })
    await galaxy.update(pilots).set({ highestRenown: 100 }).where(eq(pilots.userId, pilot.user.userId))
    const answers = await Promise.allSettled([0, 1, 2, 3, 4].map(take))
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(3)
    expect(
      await galaxy.$count(
        contracts,
        and(eq(contracts.userId, pilot.user.userId), eq(contracts.state, 'taken')),
      ),
    ).toBe(3)
    for (const answer of answers)
      if (answer.status === 'rejected')
        expect(answer.reason).toMatchObject({ cause: { reason: 'too-many-open' } })
  })

  it('past its time brings only the market’s price, whether the sweep came or not', async () => {
    for (const isSwept of [false, true]) {
      const id = await shortage({ hours: 2 })
      const pilot = await loaded(30)
      await pilot.api.contracts.take({ contractId: id })
      platform.clock.advance(2 * HOUR + 1)
      if (isSwept) await openToday(platform)
      expect(receiptOf(await pilot.sell(user, 30)).premium).toBe(0)
      expect((await contractOf(galaxy, id)).state).toBe(isSwept ? 'lapsed' : 'taken')
      expect((await pilot.api.contracts.list({})).mine).toEqual([])
      const late = await shortage({ hours: 1 })
      platform.clock.advance(HOUR)
      await expect(pilot.api.contracts.take({ contractId: late })).rejects.toMatchObject({
        cause: { reason: 'too-late' },
      })
    }
  })

  it('whose time ends while it is filled is either paid or lapsed', async () => {
    for (let round = 0; round < 5; round++) {
      const id = await shortage({ hours: 1 })
      const pilot = await loaded(30)
      await pilot.api.contracts.take({ contractId: id })
      platform.clock.advance(HOUR - 2)
      const [sold] = await Promise.all([pilot.sell(user, 30), openToday(platform)])
      const { state } = await contractOf(galaxy, id)
      expect([receiptOf(sold).premium, state]).toEqual(state === 'done' ? [90, 'done'] : [0, state])
      expect(await findLedgerDrift(galaxy)).toEqual([])
    }
  })
})

it('the promise of a day bounds what contracts bring, however much is delivered', async () => {
  const fresh = await makeRegion(platform, { withGalaxy: true })
  const db = await platform.galaxy(fresh.region.galaxyId ?? '')
  const crowd = await Promise.all([1, 2].map(() => makeTrader(platform, fresh.region)))
  for (let day = 0; day < 3; day++) {
    await db.update(portMarkets).set({ stock: 0 })
    await toNextDay(platform, 6)
    await openToday(platform)
    for (const contract of await db.select().from(contracts).where(eq(contracts.state, 'open'))) {
      const { id, portId, commodity } = contract
      const [market] = (await findMarkets(db, { role: 'buys', portId })).filter(
        (one) => one.commodity === commodity,
      )
      if (!market || contract.units > 30) continue
      for (const pilot of crowd) {
        const took = await pilot.api.contracts.take({ contractId: id }).catch(() => null)
        if (!took) continue
        await putAboard(db, pilot, market, 40)
        await pilot.putAt(market)
        await pilot.sell(market, 30)
        break
      }
    }
  }
  const [openings] = await db
    .select({
      promised: sql<number>`sum(${dayOpenings.premiumPromised})::int`,
      budget: sql<number>`sum(${dayOpenings.premiumBudget})::int`,
    })
    .from(dayOpenings)
  const [paid] = await db
    .select({ credits: sql<number>`coalesce(-sum(${ledgerPostings.amount}), 0)::int` })
    .from(ledgerPostings)
    .where(eq(ledgerPostings.kind, 'source:contract_premium'))
  const [received] = await db
    .select({ premium: sql<number>`coalesce(sum(${trades.premium}), 0)::int` })
    .from(trades)
  expect(paid?.credits).toBe(received?.premium)
  expect(paid?.credits).toBeGreaterThan(0)
  expect(paid?.credits).toBeLessThanOrEqual(openings?.promised ?? 0)
  expect(openings?.promised).toBeLessThanOrEqual(openings?.budget ?? 0)
})
