import { randomUUID } from 'node:crypto'
import { and, eq, gte, lte } from 'drizzle-orm'
import { beforeAll, describe, expect, it } from 'vitest'
import { type GalaxyPool } from '#db/client.ts'
import { contracts } from '#db/schema/galaxy/contracts.ts'
import { economyDays } from '#db/schema/galaxy/economy.ts'
import { portWorks, shocks, worksDays } from '#db/schema/galaxy/events.ts'
import { ledgerPostings } from '#db/schema/galaxy/ledger.ts'
import { eventLog } from '#db/schema/galaxy/presence.ts'
import { portMarkets, ports } from '#db/schema/galaxy/space.ts'
import { auditLog } from '#db/schema/platform/operations.ts'
import { restBpOn } from '#server/domain/economy/rest.ts'
import { isoDay, utcDay } from '#server/domain/utc-day.ts'
import { balanceOf } from '#server/galaxy/ledger-account.ts'
import { postTransfer } from '#server/galaxy/post-transfer.ts'
import { findLedgerDrift } from '#server/galaxy/roll-up-logs.ts'
import { contractOf, openToday, putAboard, toNextDay } from '#server/testing/contract-steps.ts'
import { makeDemocracy } from '#server/testing/make-democracy.ts'
import { makeOfficeHolder } from '#server/testing/make-office-holder.ts'
import { makeRegion, type MadeRegion } from '#server/testing/make-region.ts'
import { makeTrader, type FoundMarket } from '#server/testing/make-trader.ts'
import { makeUser } from '#server/testing/make-user.ts'
import { useTestPlatform } from '#server/testing/test-platform.ts'

const platform = useTestPlatform()
const DAY = 86_400_000
let made: MadeRegion
let galaxy: GalaxyPool

beforeAll(async () => {
  made = await makeRegion(platform, { withGalaxy: true })
  galaxy = await platform.galaxy(made.region.galaxyId ?? '')
})

const fill = (amount: number) =>
  galaxy.transaction((tx) =>
    postTransfer(tx, {
      id: randomUUID(),
      reason: 'sale',
      at: new Date(0),
      postings: [
        { account: 'source:port_liquidity', ownerId: null, asset: 'credits', amount: -BigInt(amount) },
        { account: 'treasury', ownerId: null, asset: 'credits', amount: BigInt(amount) },
      ],
    }),
  )
const treasury = () => balanceOf(galaxy, 'treasury')
const owner = () => platform.api(made.owner)
const region = () => made.region.name
const orders = () => owner().treasury.orders({ region: region() })
const today = async () => utcDay(await platform.clock.now(galaxy))
const dayRow = async (day: number) => {
  const [row] = await galaxy
    .select()
    .from(economyDays)
    .where(eq(economyDays.day, isoDay(day)))
  if (!row) throw new Error('the day is open')
  return row
}

/** A port that uses a good which nobody sells in its sector. */
async function wanted(): Promise<FoundMarket & { mostPremium: number }> {
  for (const port of (await orders()).ports) {
    const [good] = port.wanted.filter(({ mostPremium }) => mostPremium > 1)
    if (good) return { portId: port.id, sectorId: port.sectorId, role: 'buys', ...good }
  }
  throw new Error('a region wants something')
}
type Job = Parameters<ReturnType<typeof owner>['treasury']['postJob']>[0]
const jobAt = ({ portId, commodity }: FoundMarket, over: Partial<Job> = {}): Job => ({
  ...{ region: region(), orderId: randomUUID(), portId, commodity },
  ...{ units: 50, premiumPerUnit: 2, days: 3, ...over },
})
const post = async (over: Partial<Job> = {}) => owner().treasury.postJob(jobAt(await wanted(), over))
const loaded = async (units: number) => {
  const market = await wanted()
  const pilot = await makeTrader(platform, made.region)
  await putAboard(galaxy, pilot, market, units)
  await pilot.putAt(market)
  return { pilot, market }
}
const premiumOf = (outcome: { outcome: string; receipt?: { premium: number } }) =>
  outcome.receipt?.premium ?? -1

describe('a job of the treasury', () => {
  it('sets its premiums aside, pays each seller for each unit, and returns the rest at the deadline', async () => {
    await fill(100)
    const before = await treasury()
    const orderId = randomUUID()
    const market = await wanted()
    const job = jobAt(market, { orderId })
    const { orderId: id, cost } = await owner().treasury.postJob(job)
    expect(cost).toBe(100)
    expect(await owner().treasury.postJob(job)).toMatchObject({ orderId: id, cost: 100 })
    expect(await treasury()).toBe(before - 100)
    expect(await balanceOf(galaxy, 'escrow', id)).toBe(100)
    expect((await orders()).jobs).toMatchObject([{ id, units: 50, premiumPerUnit: 2, premium: 100 }])
    const audited = await platform.db.select().from(auditLog).where(eq(auditLog.subjectId, id))
    expect(audited).toMatchObject([
      {
        action: 'treasury.ordered',
        actorId: made.owner.userId,
        detail: { kind: 'job', units: 50, cost: 100 },
      },
    ])

    const [one, other] = [await loaded(20), await loaded(20)]
    const [first, second] = await Promise.all([one.pilot.sell(market, 20), other.pilot.sell(market, 20)])
    expect([premiumOf(first), premiumOf(second)]).toEqual([40, 40])
    const rest = await treasury()
    platform.clock.advance(3 * DAY + 1)
    const late = await loaded(10)
    expect(premiumOf(await late.pilot.sell(market, 10))).toBe(0)
    const taxed = await treasury()
    expect(taxed).toBeGreaterThanOrEqual(rest)
    await Promise.all([openToday(platform), openToday(platform)])
    expect(await contractOf(galaxy, id)).toMatchObject({ state: 'lapsed', delivered: 40 })
    expect(await treasury()).toBe(taxed + 20)
    expect(await findLedgerDrift(galaxy)).toEqual([])
  })

  it('is filled to the last unit and no further, even by two at once', async () => {
    await fill(100)
    const { orderId: id } = await post()
    const [one, other] = [await loaded(40), await loaded(40)]
    const sold = await Promise.all([one.pilot.sell(one.market, 40), other.pilot.sell(one.market, 40)])
    expect(sold.map(premiumOf).sort((a, b) => a - b)).toEqual([20, 80])
    expect(await contractOf(galaxy, id)).toMatchObject({ state: 'done', delivered: 50 })
    expect(await balanceOf(galaxy, 'escrow', id)).toBe(0)
    expect(await findLedgerDrift(galaxy)).toEqual([])
  })

  it('pays nothing to those who govern, only to others', async () => {
    await fill(100)
    const { orderId: id } = await post()
    const market = await wanted()
    const officer = await makeOfficeHolder(
      platform,
      made.region,
      'trade_commissioner',
      await makeUser(platform),
    )
    for (const user of [made.owner, officer]) {
      const pilot = await makeTrader(platform, made.region, user)
      await putAboard(galaxy, pilot, market, 10)
      await pilot.putAt(market)
      expect(premiumOf(await pilot.sell(market, 10))).toBe(0)
    }
    expect((await contractOf(galaxy, id)).delivered).toBe(0)
    // A friend of the owner gets at most a quarter of the base price on goods that were really carried there.
    const { pilot } = await loaded(10)
    expect(premiumOf(await pilot.sell(market, 10))).toBe(20)
    await expect(pilot.api.contracts.take({ contractId: id })).rejects.toMatchObject({
      cause: { reason: 'not-to-take' },
    })
    await galaxy.update(contracts).set({ state: 'lapsed', endedAt: new Date() }).where(eq(contracts.id, id))
  })

  it('is refused above the bound, beyond the treasury, where the good is made, or as the eleventh', async () => {
    const market = await wanted()
    const reason = (name: string) => ({ cause: { reason: name } })
    await expect(post({ premiumPerUnit: market.mostPremium + 1 })).rejects.toMatchObject(
      reason('premium-too-high'),
    )
    await expect(post({ units: (await treasury()) + 1, premiumPerUnit: 1 })).rejects.toMatchObject(
      reason('treasury-too-small'),
    )
    const [made1] = await galaxy.select().from(portMarkets).where(eq(portMarkets.role, 'sells'))
    await expect(post({ portId: made1?.portId, commodity: made1?.commodity })).rejects.toMatchObject(
      reason('not-bought-there'),
    )
    await expect(post({ portId: 99_999 })).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await fill(1_000)
    const posted = await Promise.allSettled(Array.from({ length: 12 }, () => post({ units: 1 })))
    expect(posted.filter(({ status }) => status === 'fulfilled')).toHaveLength(10)
    await galaxy.delete(contracts).where(eq(contracts.kind, 'treasury_job'))
  })
})

describe('who may order', () => {
  it('is who may decree: strangers find nothing, a democracy’s owner orders no job', async () => {
    const stranger = platform.api(await makeUser(platform))
    const wish = { region: region(), orderId: randomUUID(), portId: 1 }
    const job = jobAt(await wanted())
    for (const ask of [
      () => stranger.treasury.orders({ region: region() }),
      () => stranger.treasury.raiseWorks(wish),
      () => stranger.treasury.postJob(job),
      () => stranger.treasury.holdFestival({ ...wish, day: '2103-01-01' }),
    ])
      await expect(ask()).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(platform.api().treasury.raiseWorks(wish)).rejects.toMatchObject({ code: 'UNAUTHORIZED' })
    const officer = await makeOfficeHolder(platform, made.region, 'governor', await makeUser(platform))
    await expect(platform.api(officer).treasury.raiseWorks(wish)).rejects.toMatchObject({ code: 'FORBIDDEN' })
    const democracy = await makeDemocracy(platform, 2)
    await expect(
      platform.api(democracy.owner).treasury.raiseWorks({ ...wish, region: democracy.region.name }),
    ).rejects.toMatchObject({ code: expect.stringMatching(/FORBIDDEN|NOT_FOUND/) as string })
  })
})

describe('works', () => {
  it('make a port a tenth larger from the next midnight, as long as their upkeep is paid', async () => {
    const [port] = await galaxy.select().from(ports)
    const portId = port?.id ?? 0
    const now = await treasury()
    await fill(21_500)
    const orderId = randomUUID()
    const wish = { region: region(), orderId, portId }
    expect(await owner().treasury.raiseWorks(wish)).toMatchObject({ cost: 20_000 })
    expect(await owner().treasury.raiseWorks(wish)).toMatchObject({ cost: 20_000 })
    expect(await galaxy.select().from(portWorks)).toMatchObject([{ portId, level: 1 }])
    const day = await today()
    expect((await dayRow(day)).works).toEqual({})
    expect((await dayRow(day + 1)).works).toEqual({ [portId]: 1 })
    // The price and the upkeep of the first day are paid.
    expect(await treasury()).toBe(now + 1_000)
    await openToday(platform)
    expect(await treasury()).toBe(now + 1_000)
    const shown = (await orders()).ports.find(({ id }) => id === portId)
    expect(shown?.works).toEqual({ level: 1, running: 0, nextCost: 80_000 })

    const capacity = async () => {
      const pilot = await makeTrader(platform, made.region)
      await pilot.putAt(port ?? { sectorId: 1 })
      const view = await pilot.api.space.mySector()
      return view?.ports.find(({ id }) => id === portId)?.board[0]?.capacity ?? 0
    }
    const before = await capacity()
    await toNextDay(platform, 10)
    expect(await capacity()).toBe(Math.floor((before * 11) / 10))
    await openToday(platform)
    expect(await treasury()).toBe(now + 500)
    await expect(owner().treasury.raiseWorks({ ...wish, orderId: randomUUID() })).rejects.toMatchObject({
      cause: { reason: 'treasury-too-small' },
    })
    // No upkeep, no works.
    const rest = await treasury()
    const spend = {
      account: 'treasury' as const,
      ownerId: null,
      asset: 'credits' as const,
      amount: -BigInt(rest),
    }
    if (rest > 0)
      await galaxy.transaction((tx) =>
        postTransfer(tx, {
          ...{ id: randomUUID(), reason: 'festival', at: new Date(0) },
          postings: [spend, { ...spend, account: 'sink:festival', amount: BigInt(rest) }],
        }),
      )
    await toNextDay(platform, 10)
    await openToday(platform)
    expect((await dayRow((await today()) + 1)).works).toEqual({})
    const paid = await galaxy.select().from(worksDays)
    const posted = await galaxy
      .select({ amount: ledgerPostings.amount })
      .from(ledgerPostings)
      .where(eq(ledgerPostings.kind, 'sink:works'))
    expect(posted.reduce((sum, { amount }) => sum + amount, 0)).toBe(
      20_000 + paid.reduce((sum, { upkeep }) => sum + upkeep, 0),
    )
    expect(await findLedgerDrift(galaxy)).toEqual([])
  })
})

describe('a festival', () => {
  it('begins on a tradition’s date, lasts three days and lets users want more food and luxury', async () => {
    await fill(40_000)
    const first = (await today()) + 2
    await owner().regions.changeCulture({
      region: region(),
      traditions: [{ name: 'Founding day', date: isoDay(first).slice(5), description: 'We began.' }],
    })
    const wish = { region: region(), orderId: randomUUID() }
    expect((await orders()).festivalDates[0]).toEqual({ day: isoDay(first), name: 'Founding day' })
    const refused = (day: number) =>
      owner().treasury.holdFestival({ ...wish, orderId: randomUUID(), day: isoDay(day) })
    await expect(refused(first + 1)).rejects.toMatchObject({ cause: { reason: 'no-tradition' } })
    await expect(refused(first - 2)).rejects.toMatchObject({ cause: { reason: 'not-that-day' } })
    const before = await treasury()
    const order = { ...wish, day: isoDay(first) }
    expect(await owner().treasury.holdFestival(order)).toMatchObject({ cost: 10_000 })
    expect(await owner().treasury.holdFestival(order)).toMatchObject({ cost: 10_000 })
    expect(before - (await treasury())).toBeGreaterThanOrEqual(10_000)
    await expect(refused(first)).rejects.toMatchObject({ cause: { reason: 'too-soon' } })
    expect((await orders()).festivals).toEqual([{ day: isoDay(first), name: 'Founding day' }])
    const festive: boolean[] = []
    for (let day = first - 1; day < first + 4; day++) {
      await toNextDay(platform, 10)
      await openToday(platform)
      festive.push((await dayRow(await today())).festival)
    }
    expect(festive).toEqual([false, true, true, true, false])
    const [food] = await galaxy
      .select()
      .from(portMarkets)
      .where(and(eq(portMarkets.role, 'buys'), eq(portMarkets.commodity, 'food')))
    if (!food) throw new Error('somebody eats')
    const plain = await dayRow(first + 3)
    expect(restBpOn(food, { ...plain, festival: true }, first)).toBeLessThan(restBpOn(food, plain, first))
  })
})

/** Those that began on these days, in the order of a day's row. */
const shocksBetween = (db: GalaxyPool, from: number, until: number) =>
  db
    .select({ portId: shocks.portId, commodity: shocks.commodity, restBp: shocks.restBp })
    .from(shocks)
    .where(and(gte(shocks.day, isoDay(from)), lte(shocks.day, isoDay(until))))
    .orderBy(shocks.day, shocks.portId, shocks.commodity)

describe('shocks', () => {
  it('are drawn once a day, last three days, are told when they begin and follow a secret', async () => {
    const portCount = await galaxy.$count(ports)
    // One for every 40 ports, and the test's region has fewer.
    const [first] = await galaxy.select().from(ports)
    const missing = Array.from({ length: Math.max(0, 80 - portCount) }, (_, n) => ({
      ...{ id: 50_000 + n, sectorId: first?.sectorId ?? 1, name: `Far ${n}`, portClass: 'resort' as const },
    }))
    if (missing.length > 0) await galaxy.insert(ports).values(missing)
    await toNextDay(platform, 10)
    await openToday(platform)
    const begun = (await today()) + 1
    const drawn = await galaxy
      .select()
      .from(shocks)
      .where(eq(shocks.day, isoDay(begun)))
    expect(drawn).toHaveLength(2)
    await openToday(platform)
    expect(
      await galaxy
        .select()
        .from(shocks)
        .where(eq(shocks.day, isoDay(begun))),
    ).toEqual(drawn)
    for (let day = begun; day < begun + 4; day++) {
      await toNextDay(platform, 10)
      // The schedule runs it twice an hour: a run that could not reach the galaxy is made up for.
      await openToday(platform)
      await openToday(platform)
      const lasting = await shocksBetween(galaxy, day - 2, day)
      expect((await dayRow(day)).shocks, isoDay(day)).toEqual(lasting)
    }
    const told = await galaxy.select().from(eventLog).where(eq(eventLog.kind, 'shock'))
    expect(told.filter(({ detail }) => detail.day === isoDay(begun))).toHaveLength(2)
    const pilot = await makeTrader(platform, made.region)
    const view = await pilot.api.space.mySector()
    expect(view?.news.shocks.length).toBeGreaterThan(0)
    const shown = view?.news.shocks.map(({ since }) => since) ?? []
    expect(shown.every((day) => day <= isoDay(utcDay(new Date(view?.turns.asOf ?? 0))))).toBe(true)
    if (missing.length > 0) {
      const elsewhere = await makeRegion(platform, { withGalaxy: true })
      const other = await platform.galaxy(elsewhere.region.galaxyId ?? '')
      await other.insert(ports).values(missing)
      for (let day = 0; day < 3; day++) {
        await toNextDay(platform, 10)
        await openToday(platform)
      }
      // Two of one day may be the same by chance.
      const last = (await today()) + 1
      const there = await shocksBetween(other, last - 2, last)
      expect(there).toHaveLength(6)
      expect(there).not.toEqual(await shocksBetween(galaxy, last - 2, last))
    }
  })
})
