import { and, eq, inArray, sql } from 'drizzle-orm'
import { beforeAll, expect, it } from 'vitest'
import { type GalaxyPool } from '#db/client.ts'
import { ledgerPostings, ledgerTransfers } from '#db/schema/galaxy/ledger.ts'
import { makeRegion, type MadeRegion } from '#server/testing/make-region.ts'
import { findTrade, makeTrader, type FoundMarket } from '#server/testing/make-trader.ts'
import { makeShortage, putAboard } from '#server/testing/contract-steps.ts'
import { treasurySteps } from '#server/testing/treasury-steps.ts'
import { makeUser } from '#server/testing/make-user.ts'
import { useTestPlatform } from '#server/testing/test-platform.ts'

const platform = useTestPlatform()
const DAY_MS = 86_400_000
let made: MadeRegion
let galaxy: GalaxyPool
let maker: FoundMarket
let user: FoundMarket

beforeAll(async () => {
  made = await makeRegion(platform, {
    name: 'trade-figures',
    withGalaxy: true,
    settings: { taxRateBp: 1_000, tariffBp: 500 },
  })
  galaxy = await platform.galaxy(made.region.galaxyId ?? '')
  ;({ maker, user } = await findTrade(galaxy))
})

const government = () => platform.api(made.owner)
const statistics = async (range: '24h' | '7d' | 'all') => {
  const found = await government().economy.trade({
    region: 'trade-figures',
    range,
    commodity: maker.commodity,
  })
  if (!found) throw new Error('the figures are not available')
  return found
}

async function tradeSome(units: number): Promise<void> {
  const trader = await makeTrader(platform, made.region)
  await trader.putAt(maker)
  await trader.buy(maker, units)
  await trader.putAt(user)
  await trader.sell(user, units)
}

/** What the ledger says of trade: credits of the treasury, and units of the good that left ports. */
async function ledgerSums() {
  const [row] = await galaxy
    .select({
      levies:
        sql`sum(case when ${ledgerPostings.kind} = 'treasury' then ${ledgerPostings.amount} else 0 end)`.mapWith(
          Number,
        ),
      exported:
        sql`sum(case when ${ledgerPostings.kind} = 'cargo' and ${ledgerTransfers.reason} = 'purchase' then ${ledgerPostings.amount} else 0 end)`.mapWith(
          Number,
        ),
      imported:
        sql`-sum(case when ${ledgerPostings.kind} = 'cargo' and ${ledgerTransfers.reason} = 'sale' then ${ledgerPostings.amount} else 0 end)`.mapWith(
          Number,
        ),
    })
    .from(ledgerPostings)
    .innerJoin(ledgerTransfers, eq(ledgerTransfers.id, ledgerPostings.transferId))
    .where(and(inArray(ledgerTransfers.reason, ['purchase', 'sale'])))
  return row
}

it('the sums of all goods are those of the ledger, over all days and by day', async () => {
  await tradeSome(20)
  platform.clock.advance(2 * DAY_MS)
  await tradeSome(7)
  const { total, trade, goods } = await statistics('all')
  const ledger = await ledgerSums()
  expect(total.exported).toBe(27)
  expect({ levies: total.tax + total.tariff, exported: total.exported, imported: total.imported }).toEqual(
    ledger,
  )
  expect(total.tariff).toBeGreaterThan(0)
  expect(trade.map(({ exported }) => exported)).toEqual([20, 7])
  expect(goods.find(({ commodity }) => commodity === maker.commodity)).toMatchObject({
    exported: 27,
    imported: 27,
  })
})

it('contracts and jobs that sales filled are counted by good, and their premiums are those of the ledger', async () => {
  await makeShortage(platform, galaxy, user, { units: 5, premium: 90 })
  const trader = await makeTrader(platform, made.region)
  const { open } = await trader.api.contracts.list({})
  await trader.api.contracts.take({ contractId: open.items[0]?.id ?? '' })
  const now = await platform.clock.now(galaxy)
  const { fill, wanted, jobAt } = treasurySteps(platform, () => ({ made, galaxy }))
  await fill(2_000, now)
  const market = await wanted()
  await government().treasury.postJob(jobAt(market, { units: 50, premiumPerUnit: 2 }))
  for (const [one, units] of [
    [user, 5],
    [market, 20],
  ] as const) {
    await putAboard(galaxy, trader, one, units)
    await trader.putAt(one)
    await trader.sell(one, units)
  }
  const [ledger] = await galaxy
    .select({ premiums: sql`sum(${ledgerPostings.amount})`.mapWith(Number) })
    .from(ledgerPostings)
    .innerJoin(ledgerTransfers, eq(ledgerTransfers.id, ledgerPostings.transferId))
    .where(
      and(
        eq(ledgerPostings.kind, 'purse'),
        inArray(ledgerTransfers.reason, ['contract_premium', 'job_premium']),
      ),
    )
  for (const range of ['all', '24h'] as const) {
    const { total, goods } = await statistics(range)
    expect({ premiums: total.premiums }).toEqual(ledger)
    expect(total.filled).toBe(1)
    expect(goods.find(({ commodity }) => commodity === user.commodity)?.filled).toBe(1)
  }
})

it('the last 24 hours leave out what is older', async () => {
  expect((await statistics('24h')).total).toMatchObject({ exported: 7, imported: 32 })
})

it('a law on trade is marked with what changed since', async () => {
  platform.clock.advance(DAY_MS)
  await government().regions.changeEconomy({ region: 'trade-figures', taxRate: 0.12 })
  platform.clock.advance(2 * DAY_MS)
  const { laws } = await statistics('7d')
  expect(laws.at(-1)).toMatchObject({ number: 2, levers: ['Tax'] })
  expect(laws.at(-1)?.effects).toContainEqual(
    expect.objectContaining({ commodity: maker.commodity, measure: 'exports', percent: -100 }),
  )
})

it('prices are those of the last day before today', async () => {
  await tradeSome(5)
  const today = new Date(await platform.clock.now(platform.db)).toISOString().slice(0, 10)
  const { prices } = await statistics('7d')
  const port = prices.find(({ portId }) => portId === maker.portId)
  expect(port?.close).toBeGreaterThan(0)
  expect((port?.day ?? '') < today).toBe(true)
})

it('prices are those of the good that was traded most, unless one is asked for', async () => {
  const asked = { region: 'trade-figures', range: 'all' } as const
  const traded = (await statistics('all')).goods.toSorted(
    (a, b) => b.exported + b.imported - (a.exported + a.imported),
  )
  expect((await government().economy.trade(asked))?.commodity).toBe(traded[0]?.commodity)
  const [least] = traded.slice(-1)
  const other = await government().economy.trade({ ...asked, commodity: least?.commodity })
  expect(other?.commodity).toBe(least?.commodity)
})

it('are for the government of the region only', async () => {
  const stranger = platform.api(await makeUser(platform))
  const asked = { region: 'trade-figures', range: '7d', commodity: 'ore' } as const
  await expect(stranger.economy.trade(asked)).rejects.toMatchObject({ code: 'NOT_FOUND' })
  await expect(platform.api().economy.trade(asked)).rejects.toMatchObject({ code: 'UNAUTHORIZED' })
  await expect(government().economy.trade({ ...asked, region: 'no-such-region' })).rejects.toMatchObject({
    code: 'NOT_FOUND',
  })
})

it('the Council’s treasury has nothing to show before the Nexus exists', async () => {
  expect(await platform.api().council.treasury({ range: 'all' })).toBeNull()
})
