import { and, count, desc, eq, gte, inArray, sql } from 'drizzle-orm'
import { type GalaxyPool } from '#db/client.ts'
import { ledgerPostings, ledgerTransfers } from '#db/schema/galaxy/ledger.ts'
import { users } from '#db/schema/platform/identity.ts'
import { offsetOf, type Page, type Paging } from '#server/domain/paging.ts'
import { type TransferReason } from '#server/domain/economy/ledger.ts'
import { type Ctx } from '../context.ts'
import { oneRow } from '../one-row.ts'
import { requireGovernment } from '../regions/require-region.ts'
import { balanceOf } from './ledger-account.ts'

export type TreasuryEntry = {
  id: number
  at: string
  /** Positive where credits came in. */
  amount: number
  reason: TransferReason
  /** Whose purse it was; null for what no player paid or received. */
  callsign: string | null
}

export type TreasuryBook = {
  /** Credits in the treasury now, what came in and what was paid in the last 30 days. */
  balance: number
  income30d: number
  spending30d: number
  entries: Page<TreasuryEntry>
}

const MONTH_MS = 30 * 86_400_000

/**
 * A treasury and its newest postings, for the region's government; null while its galaxy cannot be reached.
 * @throws UNAUTHORIZED, NOT_FOUND to others.
 */
export async function treasuryBook(
  ctx: Ctx,
  input: { region: string } & Paging,
): Promise<TreasuryBook | null> {
  const { region } = await requireGovernment(ctx, input.region)
  if (!region.galaxyId) return null
  try {
    return await ctx.galaxies.withGalaxy(region.galaxyId, (galaxy) => readBook(ctx, galaxy, input))
  } catch (error) {
    ctx.log.warn({ err: error, regionId: region.id }, 'the treasury of a galaxy cannot be read')
    return null
  }
}

async function readBook(ctx: Ctx, galaxy: GalaxyPool, paging: Paging): Promise<TreasuryBook> {
  const now = await ctx.clock.now(ctx.db)
  const ofTreasury = eq(ledgerPostings.kind, 'treasury')
  const month = oneRow(
    await galaxy
      .select({
        income:
          sql`coalesce(sum(${ledgerPostings.amount}) filter (where ${ledgerPostings.amount} > 0), 0)`.mapWith(
            Number,
          ),
        spending:
          sql`coalesce(-sum(${ledgerPostings.amount}) filter (where ${ledgerPostings.amount} < 0), 0)`.mapWith(
            Number,
          ),
      })
      .from(ledgerPostings)
      .where(and(ofTreasury, gte(ledgerPostings.at, new Date(now.getTime() - MONTH_MS)))),
  )
  const { total } = oneRow(await galaxy.select({ total: count() }).from(ledgerPostings).where(ofTreasury))
  const rows = await galaxy
    .select({
      id: ledgerPostings.id,
      at: ledgerPostings.at,
      amount: ledgerPostings.amount,
      transferId: ledgerPostings.transferId,
      reason: ledgerTransfers.reason,
    })
    .from(ledgerPostings)
    .innerJoin(ledgerTransfers, eq(ledgerTransfers.id, ledgerPostings.transferId))
    .where(ofTreasury)
    .orderBy(desc(ledgerPostings.id))
    .limit(paging.pageSize)
    .offset(offsetOf(paging))
  const transferIds = rows.map(({ transferId }) => transferId)
  const purses =
    rows.length === 0
      ? []
      : await galaxy
          .select({ transferId: ledgerPostings.transferId, userId: ledgerPostings.ownerId })
          .from(ledgerPostings)
          .where(and(inArray(ledgerPostings.transferId, transferIds), eq(ledgerPostings.kind, 'purse')))
  const names = await callsignsOf(
    ctx,
    purses.flatMap(({ userId }) => userId ?? []),
  )
  const payerOf = (transferId: string) => {
    const purse = purses.find((one) => one.transferId === transferId)
    return names.get(purse?.userId ?? '') ?? null
  }
  return {
    balance: await balanceOf(galaxy, 'treasury'),
    income30d: month.income,
    spending30d: month.spending,
    entries: {
      items: rows.map(({ id, at, amount, reason, transferId }) => ({
        id,
        at: at.toISOString(),
        amount,
        reason,
        callsign: payerOf(transferId),
      })),
      total,
      page: paging.page,
      pageSize: paging.pageSize,
    },
  }
}

async function callsignsOf(ctx: Ctx, userIds: string[]): Promise<Map<string, string>> {
  if (userIds.length === 0) return new Map()
  const rows = await ctx.db
    .select({ id: users.id, callsign: users.callsign })
    .from(users)
    .where(inArray(users.id, userIds))
  return new Map(rows.map(({ id, callsign }) => [id, callsign]))
}
