import { and, count, eq, gte, inArray, lt, sql } from 'drizzle-orm'
import { eventLog, ledgerAccounts, ledgerPostings, ships } from '#db/schema/galaxy/presence.ts'
import { planets, ports } from '#db/schema/galaxy/space.ts'
import { type Ctx } from '../context.ts'
import { type RegionRow } from './queries.ts'

const DAY_MS = 86_400_000

export type RegionFigures = {
  ports: number
  planets: number
  ships: number
  /** Credits. */
  treasury: number
  /** Tax ever taken, credits. */
  revenue: number
  /** Credits spent or earned at ports in the last 30 days. */
  tradeVolume30d: number
}

/** Reasons of the ledger's transfers that these figures add up. */
export const TAX_REASON = 'tax'
export const TRADE_REASON = 'trade'

/** What a region's own galaxy says of it, or null while it has none or it cannot be reached: a tile then says so. */
export async function getRegionFigures(ctx: Ctx, region: RegionRow): Promise<RegionFigures | null> {
  const galaxy = await openOrNull(ctx, region)
  if (!galaxy) return null
  const since = new Date((await ctx.clock.now(ctx.db)).getTime() - 30 * DAY_MS)
  const [portRow] = await galaxy.select({ n: count() }).from(ports)
  const [planetRow] = await galaxy.select({ n: count() }).from(planets)
  const [shipRow] = await galaxy.select({ n: count() }).from(ships)
  const [treasury] = await galaxy
    .select({ balance: ledgerAccounts.balance })
    .from(ledgerAccounts)
    .where(and(eq(ledgerAccounts.account, 'treasury'), eq(ledgerAccounts.asset, 'credits')))
  const [tax] = await galaxy
    .select({ sum: sql<string>`coalesce(sum(${ledgerPostings.amount}), 0)` })
    .from(ledgerPostings)
    .where(
      and(
        eq(ledgerPostings.account, 'treasury'),
        eq(ledgerPostings.asset, 'credits'),
        inArray(ledgerPostings.reason, [TAX_REASON, TRADE_REASON]),
        sql`${ledgerPostings.amount} > 0`,
      ),
    )
  const [trade] = await galaxy
    .select({ sum: sql<string>`coalesce(sum(abs(${ledgerPostings.amount})), 0)` })
    .from(ledgerPostings)
    .where(
      and(
        eq(ledgerPostings.reason, TRADE_REASON),
        eq(ledgerPostings.asset, 'credits'),
        sql`${ledgerPostings.account} like 'purse:%'`,
        gte(ledgerPostings.at, since),
      ),
    )
  return {
    ports: portRow?.n ?? 0,
    planets: planetRow?.n ?? 0,
    ships: shipRow?.n ?? 0,
    treasury: treasury?.balance ?? 0,
    revenue: Number(tax?.sum ?? 0),
    tradeVolume30d: Number(trade?.sum ?? 0),
  }
}

/** Events of a galaxy between two moments: moves, arrivals, trades. 0 while it cannot be reached. */
export async function countActivity(ctx: Ctx, region: RegionRow, from: Date, until: Date): Promise<number> {
  const galaxy = await openOrNull(ctx, region)
  if (!galaxy) return 0
  const [row] = await galaxy
    .select({ n: count() })
    .from(eventLog)
    .where(and(gte(eventLog.at, from), lt(eventLog.at, until)))
  return row?.n ?? 0
}

async function openOrNull(ctx: Ctx, region: RegionRow) {
  if (!region.galaxyId) return null
  try {
    const galaxy = await ctx.galaxies.open(region.galaxyId)
    await galaxy.execute(sql`select 1`)
    return galaxy
  } catch (error) {
    ctx.log.warn({ err: error, regionId: region.id }, 'the figures of a galaxy are not available')
    return null
  }
}
