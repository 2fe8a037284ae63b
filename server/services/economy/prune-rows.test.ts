import { randomUUID } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type GalaxyPool } from '#db/client.ts'
import { contractDays, contracts } from '#db/schema/galaxy/contracts.ts'
import { shocks } from '#db/schema/galaxy/events.ts'
import { ledgerTransfers } from '#db/schema/galaxy/ledger.ts'
import { pilotDays } from '#db/schema/galaxy/pilot-days.ts'
import { shipCargo } from '#db/schema/galaxy/presence.ts'
import { dockingDays, trades } from '#db/schema/galaxy/trade.ts'
import { conservationAudits } from '#db/schema/platform/conservation.ts'
import { isoDay, utcDay } from '#server/domain/utc-day.ts'
import { balanceOf } from '#server/galaxy/ledger-account.ts'
import { contractOf, makeShortage } from '#server/testing/contract-steps.ts'
import { makeRegion } from '#server/testing/make-region.ts'
import { findTrade, makeTrader, type FoundMarket, type MadeTrader } from '#server/testing/make-trader.ts'
import { useTestPlatform } from '#server/testing/test-platform.ts'
import { maintainLogs } from './maintain-logs.ts'

const platform = useTestPlatform()
const DAY_MS = 86_400_000
afterEach(() => platform.clock.set(0))

let galaxy: GalaxyPool
let trader: MadeTrader
let maker: FoundMarket

beforeEach(async () => {
  const { region } = await makeRegion(platform, { withGalaxy: true })
  galaxy = await platform.galaxy(region.galaxyId ?? '')
  trader = await makeTrader(platform, region)
  ;({ maker } = await findTrade(galaxy))
  await trader.putAt(maker)
})

/** The daily job, so many days later. */
async function maintainAfter(days: number, retention: { eventDays?: number; postingDays?: number } = {}) {
  platform.clock.advance(days * DAY_MS)
  const ctx = platform.ctx({ kind: 'system', job: 'test' })
  const config = { ...ctx.config, retention: { ...ctx.config.retention, ...retention } }
  await maintainLogs({ ...ctx, config })
}

const order = (orderId: string) =>
  trader.api.trade.order({
    orderId,
    portId: maker.portId,
    commodity: maker.commodity,
    side: 'buy',
    quantity: 5,
    worstNet: Number.MAX_SAFE_INTEGER,
  })

const held = async () => ({
  purse: await balanceOf(galaxy, 'purse', trader.user.userId),
  cargo: (await galaxy.select().from(shipCargo)).map(({ quantity }) => quantity),
})

describe('receipts of orders', () => {
  it('are kept as long as the postings, and answer a repetition', async () => {
    const orderId = randomUUID()
    const filled = await order(orderId)
    await maintainAfter(390)
    expect(await order(orderId)).toEqual(filled)
    await maintainAfter(50, { postingDays: 1_000 })
    expect(await order(orderId)).toEqual(filled)
  })

  it('go with the postings; the same order is refused then, and moves nothing', async () => {
    const orderId = randomUUID()
    await order(orderId)
    const before = await held()
    await maintainAfter(450)
    expect(await galaxy.$count(trades)).toBe(0)
    await expect(order(orderId)).rejects.toMatchObject({
      code: 'CONFLICT',
      cause: { reason: 'order-too-old' },
    })
    expect(await held()).toEqual(before)
    expect(await galaxy.$count(trades)).toBe(0)
    expect(await galaxy.$count(ledgerTransfers, eq(ledgerTransfers.reason, 'purchase'))).toBe(1)
    expect(await order(randomUUID())).toMatchObject({ outcome: 'filled' })
  })

  it('are kept for as many days as the setting says', async () => {
    await order(randomUUID())
    await maintainAfter(100)
    expect(await galaxy.$count(trades)).toBe(1)
    await maintainAfter(1, { postingDays: 31 })
    expect(await galaxy.$count(trades)).toBe(0)
  })
})

describe('counts of days', () => {
  it('are deleted when nothing counts them any more', async () => {
    await order(randomUUID())
    const today = utcDay(await platform.clock.now(galaxy))
    const { userId } = trader.user
    await galaxy.insert(contractDays).values({ userId, day: isoDay(today), shortages: 1, couriers: 0 })
    await galaxy
      .insert(shocks)
      .values({ portId: maker.portId, commodity: maker.commodity, day: isoDay(today), restBp: 2_500 })
    const kept = async () => ({
      dockings: await galaxy.$count(dockingDays),
      taken: await galaxy.$count(contractDays),
      pilotDays: await galaxy.$count(pilotDays),
      shocks: await galaxy.$count(shocks),
    })
    const all = { dockings: 1, taken: 1, pilotDays: 1, shocks: 1 }
    await maintainAfter(1)
    expect(await kept()).toEqual(all)
    await maintainAfter(6)
    expect(await kept()).toEqual({ ...all, taken: 0 })
    await maintainAfter(1)
    expect(await kept()).toEqual({ ...all, taken: 0, dockings: 0 })
    await maintainAfter(1, { eventDays: 5 })
    expect(await kept()).toEqual({ dockings: 0, taken: 0, pilotDays: 0, shocks: 0 })
  })
})

describe('contracts', () => {
  it('that ended go with the postings, open ones stay', async () => {
    const open = await makeShortage(platform, galaxy, maker, { hours: 24 * 1_000 })
    await galaxy
      .insert(contracts)
      .values({ ...(await contractOf(galaxy, open)), id: randomUUID(), state: 'lapsed', endedAt: new Date() })
    await maintainAfter(450)
    expect((await galaxy.select().from(contracts)).map(({ id }) => id)).toEqual([open])
  })
})

describe('audits of conservation', () => {
  it('are kept as long as the postings, and the newest for good', async () => {
    const audit = async () => {
      const at = await platform.clock.now(platform.db)
      const found = { transit: [], differences: [], differencesTotal: 0, unreached: [], durationMs: 1 }
      await platform.db.insert(conservationAudits).values({ at, until: at, result: 'balanced', ...found })
      return at
    }
    await audit()
    platform.clock.advance(DAY_MS)
    const second = await audit()
    await maintainAfter(420)
    expect((await platform.db.select().from(conservationAudits)).map(({ at }) => at)).toEqual([second])
  })
})
