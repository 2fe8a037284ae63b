import { and, count, desc, eq, gte, inArray, sql } from 'drizzle-orm'
import { ledgerPostings, ledgerTransfers } from '#db/schema/galaxy/ledger.ts'
import { offsetOf } from '#server/domain/paging.ts'
import { type BookedPage, type CallInput } from './galaxy-api.ts'
import { type GalaxyCtx } from './galaxy-context.ts'
import { balanceOf } from './ledger-account.ts'

const MONTH_MS = 30 * 86_400_000

/** The treasury and a page of its postings, newest first, with whose purses they came from or went to. */
export async function treasuryBook(
  { db: galaxy, clock }: GalaxyCtx,
  paging: CallInput<'treasuryBook'>,
): Promise<BookedPage> {
  const now = await clock.now(galaxy)
  const ofTreasury = eq(ledgerPostings.kind, 'treasury')
  const [month] = await galaxy
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
    .where(and(ofTreasury, gte(ledgerPostings.at, new Date(now.getTime() - MONTH_MS))))
  const [counted] = await galaxy.select({ total: count() }).from(ledgerPostings).where(ofTreasury)
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
  const payerOf = (transferId: string) =>
    purses.find((purse) => purse.transferId === transferId)?.userId ?? null
  return {
    balance: await balanceOf(galaxy, 'treasury'),
    income30d: month?.income ?? 0,
    spending30d: month?.spending ?? 0,
    entries: {
      items: rows.map(({ id, at, amount, reason, transferId }) => ({
        id,
        at: at.toISOString(),
        amount,
        reason,
        userId: payerOf(transferId),
      })),
      total: counted?.total ?? 0,
      page: paging.page,
      pageSize: paging.pageSize,
    },
  }
}
