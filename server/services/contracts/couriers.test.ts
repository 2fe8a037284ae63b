import { randomUUID } from 'node:crypto'
import { eq, inArray } from 'drizzle-orm'
import { beforeAll, describe, expect, it } from 'vitest'
import { type GalaxyPool } from '#db/client.ts'
import { contracts } from '#db/schema/galaxy/contracts.ts'
import { ledgerAccounts, ledgerPostings } from '#db/schema/galaxy/ledger.ts'
import { pilots, ships } from '#db/schema/galaxy/presence.ts'
import { ports } from '#db/schema/galaxy/space.ts'
import { forfeitCouriers, hasCourier } from '#server/galaxy/contracts/lapse-contracts.ts'
import { transactInGalaxy } from '#server/galaxy/galaxy-context.ts'
import { balanceOf } from '#server/galaxy/ledger-account.ts'
import { findLedgerDrift } from '#server/galaxy/roll-up-logs.ts'
import { contractOf, openToday, putAboard, toNextDay } from '#server/testing/contract-steps.ts'
import { makeRegion, type MadeRegion } from '#server/testing/make-region.ts'
import { findMarkets, makeTrader, type MadeTrader } from '#server/testing/make-trader.ts'
import { useTestPlatform } from '#server/testing/test-platform.ts'

const platform = useTestPlatform()
const HOUR = 3_600_000
let made: MadeRegion
let galaxy: GalaxyPool
let hub: typeof ports.$inferSelect

beforeAll(async () => {
  made = await makeRegion(platform, { withGalaxy: true })
  galaxy = await platform.galaxy(made.region.galaxyId ?? '')
  const [found] = await galaxy.select().from(ports).where(eq(ports.portClass, 'trade_hub'))
  if (!found) throw new Error('a region has a trade hub')
  hub = found
})

const atHub = async () => {
  const pilot = await makeTrader(platform, made.region)
  await pilot.putAt(hub)
  return pilot
}
const offersOf = async ({ api }: MadeTrader) => (await api.contracts.list({})).couriers
const take = async (pilot: MadeTrader, courierId = randomUUID()) => {
  const [offer] = await offersOf(pilot)
  if (!offer) throw new Error('a hub always has an offer')
  const wish = { courierId, portId: offer.hub.id, toPortId: offer.to.id }
  return { ...offer, ...wish, ...(await pilot.api.contracts.takeCourier(wish)) }
}
const purseOf = ({ user }: MadeTrader) => balanceOf(galaxy, 'purse', user.userId)
const pilotOf = async ({ user }: MadeTrader) => {
  const [row] = await galaxy.select().from(pilots).where(eq(pilots.userId, user.userId))
  if (!row) throw new Error('no such pilot')
  return row
}

describe('a courier', () => {
  it('takes sealed goods at a hub, flies and is paid with the deposit at their port', async () => {
    const pilot = await atHub()
    const before = await purseOf(pilot)
    const courierId = randomUUID()
    const taken = await take(pilot, courierId)
    expect(taken).toMatchObject({ holds: 10, deposit: 60, hours: 24, pay: 60 + 12 * (taken.to.turns ?? 0) })
    expect(await take(pilot, courierId)).toEqual(taken)
    expect(await purseOf(pilot)).toBe(before - 60)
    expect((await pilot.api.space.mySector())?.ship).toMatchObject({ cargoUsed: 10, sealedHolds: 10 })
    const { mine, counts } = await pilot.api.contracts.list({})
    expect(mine).toMatchObject([
      { id: taken.contractId, kind: 'courier', commodity: null, units: 10, port: { id: taken.to.id } },
    ])
    expect(counts).toMatchObject({ couriersToday: 1, mostCouriersToday: 10, open: 0 })

    const { contractId } = taken
    await expect(pilot.api.contracts.deliver({ contractId })).rejects.toMatchObject({
      cause: { reason: 'not-here' },
    })
    await pilot.putAt(taken.to)
    const turns = (await pilotOf(pilot)).milliturns
    expect(await pilot.api.contracts.deliver({ contractId })).toEqual({ contractId, paid: taken.pay })
    expect(await pilot.api.contracts.deliver({ contractId })).toEqual({ contractId, paid: taken.pay })
    expect(await purseOf(pilot)).toBe(before + taken.pay)
    const after = await pilotOf(pilot)
    expect(after.milliturns).toBeLessThan(turns - 9_000)
    expect(after).toMatchObject({ docked: true, contracts: 1, highestRenown: 20 })
    expect((await pilot.api.space.mySector())?.ship).toMatchObject({ cargoUsed: 0, sealedHolds: 0 })
    expect(await findLedgerDrift(galaxy)).toEqual([])
  })

  it('who comes too late loses the deposit to the treasury, by the sweep or at the port', async () => {
    for (const isSwept of [false, true]) {
      const pilot = await atHub()
      const { contractId, to } = await take(pilot)
      const [treasury, purse] = [await balanceOf(galaxy, 'treasury'), await purseOf(pilot)]
      await pilot.putAt(to)
      platform.clock.advance(24 * HOUR + 1)
      if (isSwept) await openToday(platform)
      expect(await pilot.api.contracts.deliver({ contractId })).toEqual({ contractId, paid: 0 })
      expect(await balanceOf(galaxy, 'treasury')).toBe(treasury + 60)
      expect(await purseOf(pilot)).toBe(purse)
      expect((await pilot.api.space.mySector())?.ship?.sealedHolds).toBe(0)
      expect((await pilotOf(pilot)).contracts).toBe(0)
    }
    await openToday(platform)
    expect(await galaxy.$count(ledgerAccounts, eq(ledgerAccounts.kind, 'escrow'))).toBe(0)
    expect(await findLedgerDrift(galaxy)).toEqual([])
  })

  it('may give the goods up for the deposit, and forfeits them by leaving the galaxy', async () => {
    const pilot = await atHub()
    const treasury = await balanceOf(galaxy, 'treasury')
    const { contractId } = await take(pilot)
    await pilot.api.contracts.giveUp({ contractId })
    expect((await contractOf(galaxy, contractId)).state).toBe('lapsed')
    expect(await balanceOf(galaxy, 'treasury')).toBe(treasury + 60)
    const ids = [(await take(pilot)).contractId, (await take(pilot)).contractId]
    const { userId } = pilot.user
    expect(await hasCourier(galaxy, userId)).toBe(true)
    const ctx = { ...platform.ctx(), db: galaxy, galaxyId: made.region.galaxyId ?? '', cacheScope: {} }
    await transactInGalaxy(ctx, (tx) => forfeitCouriers(tx, userId))
    expect(await hasCourier(galaxy, userId)).toBe(false)
    expect(await galaxy.$count(contracts, inArray(contracts.id, ids))).toBe(2)
    expect(await balanceOf(galaxy, 'treasury')).toBe(treasury + 180)
    expect((await pilot.api.space.mySector())?.ship?.sealedHolds).toBe(0)
  })

  it('needs free holds, the deposit and a hub; sealed goods leave less room for others', async () => {
    const pilot = await atHub()
    const [market] = await findMarkets(galaxy, { role: 'sells', portId: hub.id })
    if (!market) throw new Error('a hub sells goods')
    await putAboard(galaxy, pilot, market, 21)
    await take(pilot)
    await expect(pilot.buy(market, 10)).rejects.toMatchObject({ cause: { reason: 'hold-full' } })
    await expect(take(pilot)).rejects.toMatchObject({ cause: { reason: 'hold-full' } })
    const [yard] = (await pilot.api.ships.mine()).yards
    expect(yard?.offers.find(({ work }) => work.kind === 'module')?.refusal).toMatchObject({
      reason: 'cargo-does-not-fit',
    })
    const poor = await atHub()
    await galaxy
      .update(ledgerAccounts)
      .set({ balance: 59 })
      .where(eq(ledgerAccounts.ownerId, poor.user.userId))
    await expect(take(poor)).rejects.toMatchObject({ cause: { reason: 'purse-too-small' } })
    const lost = await makeTrader(platform, made.region)
    const [offer] = await offersOf(pilot)
    const wish = { courierId: randomUUID(), portId: hub.id, toPortId: offer?.to.id ?? 0 }
    const elsewhere = (await galaxy.select().from(ports)).find(({ sectorId }) => sectorId !== hub.sectorId)
    await lost.putAt(elsewhere ?? hub)
    await expect(lost.api.contracts.takeCourier(wish)).rejects.toMatchObject({
      cause: { reason: 'not-here' },
    })
    await pilot.putAt(hub)
    const unknown = { ...wish, courierId: randomUUID(), toPortId: hub.id }
    await expect(pilot.api.contracts.takeCourier(unknown)).rejects.toMatchObject({
      cause: { reason: 'not-offered' },
    })
    await expect(platform.api().contracts.takeCourier(wish)).rejects.toMatchObject({ code: 'UNAUTHORIZED' })
  })

  it('of another pilot delivers nothing for one', async () => {
    const [pilot, thief] = [await atHub(), await atHub()]
    const { contractId, to } = await take(pilot)
    await thief.putAt(to)
    for (const ask of [thief.api.contracts.deliver, thief.api.contracts.giveUp])
      await expect(ask({ contractId })).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(platform.api().contracts.deliver({ contractId })).rejects.toMatchObject({
      code: 'UNAUTHORIZED',
    })
  })

  it('takes ten a day and no more, however many are asked for together', async () => {
    const pilot = await atHub()
    await galaxy.update(ships).set({ shipClass: 'freighter' }).where(eq(ships.userId, pilot.user.userId))
    const answers = await Promise.allSettled(Array.from({ length: 14 }, () => take(pilot)))
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(10)
    for (const answer of answers)
      if (answer.status === 'rejected')
        expect(answer.reason).toMatchObject({ cause: { reason: 'too-many-today' } })
    expect((await pilot.api.space.mySector())?.ship?.sealedHolds).toBe(100)
    await toNextDay(platform, 0)
    await take(pilot)
  })

  it('is offered up to three places by each hub, others every day, the same to everybody', async () => {
    const pilot = await atHub()
    const days: string[] = []
    for (let day = 0; day < 4; day++) {
      const [mine, others] = await Promise.all([offersOf(pilot), offersOf(await atHub())])
      expect(mine).toEqual(others)
      expect(mine.length).toBeGreaterThan(0)
      expect(mine.length).toBeLessThanOrEqual(3)
      days.push(mine.map(({ to }) => to.id).join())
      await toNextDay(platform, 1)
    }
    expect(new Set(days).size).toBeGreaterThan(1)
  })
})

it('what couriers got is what the source paid', async () => {
  const paid = await galaxy
    .select({ amount: ledgerPostings.amount })
    .from(ledgerPostings)
    .where(eq(ledgerPostings.kind, 'source:courier_pay'))
  const done = await galaxy.select().from(contracts).where(eq(contracts.state, 'done'))
  const total = (amounts: number[]) => amounts.reduce((sum, amount) => sum + amount, 0)
  expect(-total(paid.map(({ amount }) => amount))).toBe(total(done.map(({ premium }) => premium)))
})
