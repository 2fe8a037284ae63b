import { and, eq, inArray, sql } from 'drizzle-orm'
import { type GalaxyPool } from '#db/client.ts'
import { afterCursor, cursorOf, newestFirst } from '#db/keyset.ts'
import { ledgerDays, ledgerPostings, ledgerTransfers } from '#db/schema/galaxy/ledger.ts'
import { cursorPage } from '#server/domain/paging.ts'
import { type TreasuryPage } from './api/treasury-calls.ts'
import { type CallInput } from './galaxy-api.ts'
import { type GalaxyCtx } from './galaxy-context.ts'
import { balanceOf } from './ledger-account.ts'
import { laterOf, rolledUpUntil } from './rolled-up-until.ts'

const DAYS = 30
const DAY_MS = 86_400_000

/** The treasury and a page of its postings, newest first, each with the player who paid or received it. */
export async function getTreasuryLedger(
  { db: galaxy, clock }: GalaxyCtx,
  paging: CallInput<'getTreasuryLedger'>,
): Promise<TreasuryPage> {
  const now = await clock.now(galaxy)
  const month = await sumMonth(galaxy, now)
  const rows = await galaxy
    .select({
      cursor: cursorOf(ledgerPostings),
      id: ledgerPostings.id,
      at: ledgerPostings.at,
      amount: ledgerPostings.amount,
      transferId: ledgerPostings.transferId,
      reason: ledgerTransfers.reason,
    })
    .from(ledgerPostings)
    .innerJoin(ledgerTransfers, eq(ledgerTransfers.id, ledgerPostings.transferId))
    .where(and(eq(ledgerPostings.kind, 'treasury'), afterCursor(ledgerPostings, paging.after)))
    .orderBy(...newestFirst(ledgerPostings))
    .limit(paging.pageSize + 1)
  const { items, next } = cursorPage(rows, paging.pageSize)
  const transferIds = items.map(({ transferId }) => transferId)
  const purses =
    items.length === 0
      ? []
      : await galaxy
          .select({ transferId: ledgerPostings.transferId, userId: ledgerPostings.ownerId })
          .from(ledgerPostings)
          .where(and(inArray(ledgerPostings.transferId, transferIds), eq(ledgerPostings.kind, 'purse')))
  const payerOf = (transferId: string) =>
    purses.find((purse) => purse.transferId === transferId)?.userId ?? null
  return {
    balance: await balanceOf(galaxy, 'treasury'),
    income30d: month.income,
    spending30d: month.spending,
    entries: {
      items: items.map(({ id, at, amount, reason, transferId }) => ({
        id,
        at: at.toISOString(),
        amount,
        reason,
        userId: payerOf(transferId),
      })),
      next,
    },
  }
}

/** Past days are read from roll-ups; only the last day or two come from the log. */
async function sumMonth(galaxy: GalaxyPool, now: Date): Promise<{ income: number; spending: number }> {
  const today = Date.parse(now.toISOString().slice(0, 10))
  const firstDay = new Date(today - (DAYS - 1) * DAY_MS)
  const openFrom = laterOf(await rolledUpUntil(galaxy), firstDay)
  const { rows } = await galaxy.execute<{ income: string; spending: string }>(sql`
    select coalesce(sum(received), 0) as income, coalesce(sum(paid), 0) as spending from (
      select received, paid from ${ledgerDays}
      where account_kind = 'treasury' and asset = 'credits' and day >= ${firstDay.toISOString()}::timestamptz at time zone 'UTC'
      union all
      select greatest(amount, 0), greatest(-amount, 0) from ${ledgerPostings}
      where account_kind = 'treasury' and at >= ${openFrom}::timestamptz
    ) month`)
  return { income: Number(rows[0]?.income ?? 0), spending: Number(rows[0]?.spending ?? 0) }
}
