import { eq, gt, gte, sql } from 'drizzle-orm'
import { beforeAll, expect, it } from 'vitest'
import { type GalaxyPool } from '#db/client.ts'
import { ledgerPostings, ledgerTransfers } from '#db/schema/galaxy/ledger.ts'
import {
  STATISTICS_RANGES,
  firstDayOf,
  type StatisticsRange,
} from '#server/domain/economy/trade-statistics.ts'
import { DAY_MS, utcDay } from '#server/domain/utc-day.ts'
import { makeRegion, type MadeRegion } from '#server/testing/make-region.ts'
import { findTrade, makeTrader } from '#server/testing/make-trader.ts'
import { useTestPlatform } from '#server/testing/test-platform.ts'

const platform = useTestPlatform()
let made: MadeRegion
let galaxy: GalaxyPool

/** Days before the last trade on which others took place, and their units: each range leaves more of them out. */
const TRADES = [
  { before: 120, units: 3 },
  { before: 60, units: 5 },
  { before: 20, units: 7 },
  { before: 4, units: 11 },
  { before: 0, units: 13 },
]

beforeAll(async () => {
  made = await makeRegion(platform, { withGalaxy: true, settings: { taxRateBp: 1_000, tariffBp: 500 } })
  galaxy = await platform.galaxy(made.region.galaxyId ?? '')
  const { maker, user } = await findTrade(galaxy)
  let ago = TRADES[0]?.before ?? 0
  for (const { before, units } of TRADES) {
    platform.clock.advance((ago - before) * DAY_MS)
    ago = before
    const trader = await makeTrader(platform, made.region)
    await trader.putAt(maker)
    await trader.buy(maker, units)
    await trader.putAt(user)
    await trader.sell(user, units)
  }
})

/** What the ledger says of trade in a range. */
async function ledgerOf(range: StatisticsRange) {
  const now = await platform.clock.now(galaxy)
  const first = firstDayOf(range, utcDay(now))
  const amounts = (condition: ReturnType<typeof sql>) =>
    sql`coalesce(sum(${ledgerPostings.amount}) filter (where ${condition}), 0)`.mapWith(Number)
  const is = (kind: string, reason: string) =>
    sql`${ledgerPostings.kind} = ${kind} and ${ledgerTransfers.reason} = ${reason}`
  const [row] = await galaxy
    .select({
      exported: amounts(is('cargo', 'purchase')),
      taken: amounts(is('cargo', 'sale')),
      levies: amounts(
        sql`${ledgerPostings.kind} = 'treasury' and ${ledgerTransfers.reason} in ('purchase', 'sale')`,
      ),
    })
    .from(ledgerPostings)
    .innerJoin(ledgerTransfers, eq(ledgerTransfers.id, ledgerPostings.transferId))
    .where(
      range === '24h'
        ? gt(ledgerPostings.at, new Date(now.getTime() - DAY_MS))
        : first === null
          ? undefined
          : gte(ledgerPostings.at, new Date(`${first}T00:00:00Z`)),
    )
  return { exported: row?.exported, imported: -(row?.taken ?? 0), levies: row?.levies }
}

it.each(STATISTICS_RANGES)('the sums of trade of the range %s are those of the ledger', async (range) => {
  const found = await platform
    .api(made.owner)
    .economy.trade({ region: made.region.name, range, commodity: 'ore' })
  if (!found) throw new Error('the figures are not available')
  const { exported, imported, tax, tariff } = found.total
  expect({ exported, imported, levies: tax + tariff }).toEqual(await ledgerOf(range))
  const counted = { '24h': 1, '7d': 2, '30d': 3, '90d': 4, all: 5 }[range]
  expect(exported).toBe(TRADES.slice(-counted).reduce((sum, { units }) => sum + units, 0))
})
