import { sql } from 'drizzle-orm'
import { type GalaxyPool } from '#db/client.ts'
import { afterCursor, cursorOf } from '#db/keyset.ts'
import { listOf } from '#db/schema/checks.ts'
import { ledgerDays, ledgerPostings, ledgerTransfers } from '#db/schema/galaxy/ledger.ts'
import {
  TRANSFER_REASONS,
  TREASURY_ENTRY_REASONS,
  type TransferReason,
} from '#server/domain/economy/ledger.ts'
import { cursorPage, type CursorPaging } from '#server/domain/paging.ts'
import { type TreasuryPage } from './api/treasury-calls.ts'
import { type CallInput } from './galaxy-api.ts'
import { type GalaxyCtx } from './galaxy-context.ts'
import { balanceOf } from './ledger-account.ts'
import { laterOf, rolledUpUntil } from './rolled-up-until.ts'

const DAYS = 30
const DAY_MS = 86_400_000
/** As a list in the statement, so that the planner finds the index of just these transfers. */
const ONE_BY_ONE = listOf(TREASURY_ENTRY_REASONS)

/** The treasury and a page of its book, newest first. The sum of a day stands at the day's beginning, so it never moves. */
export async function getTreasuryLedger(
  { db: galaxy, clock }: GalaxyCtx,
  paging: CallInput<'getTreasuryLedger'>,
): Promise<TreasuryPage> {
  const month = await sumMonth(galaxy, await clock.now(galaxy))
  const { items, next } = cursorPage(await findEntries(galaxy, paging), paging.pageSize)
  return {
    balance: await balanceOf(galaxy, 'treasury'),
    income30d: month.income,
    spending30d: month.spending,
    entries: {
      items: items.map(({ cursor, at, day, amount, reason, userId }) => ({
        id: cursor,
        at: new Date(at).toISOString(),
        day,
        amount: Number(amount),
        reason,
        userId,
      })),
      next,
    },
  }
}

type Entry = {
  cursor: string
  at: string
  day: string | null
  amount: string
  reason: TransferReason
  userId: string | null
}

/** One more than the page has. Days that are over are read from roll-ups, so the sums outlast the postings. */
async function findEntries(galaxy: GalaxyPool, { after, pageSize }: CursorPaging): Promise<Entry[]> {
  const { at, id } = ledgerPostings
  const byDay = { at: sql`at`, id: sql`id` }
  const reasons = sql.raw(`array[${TRANSFER_REASONS.map((reason) => `'${reason}'`).join(', ')}]`)
  const { rows } = await galaxy.execute<Entry>(sql`
    with single as (
      select ${at}, ${id}, null::date as day, ${ledgerPostings.amount}, ${ledgerTransfers.reason}, (
        select owner_id from ${ledgerPostings} purse
        where purse.transfer_id = ${ledgerTransfers.id} and purse.account_kind = 'purse' limit 1
      ) as user_id
      from ${ledgerTransfers} join ${ledgerPostings} on ${ledgerPostings.transferId} = ${ledgerTransfers.id}
      where ${ledgerTransfers.reason} in ${ONE_BY_ONE} and ${ledgerPostings.kind} = 'treasury'
        and ${afterCursor(ledgerPostings, after) ?? sql`true`}
      order by ${at} desc, ${id} desc limit ${pageSize + 1}
    ), flow as (
      select day, reason, received - paid as amount from ${ledgerDays}
      where account_kind = 'treasury' and asset = 'credits' and reason not in ${ONE_BY_ONE}
      union all
      select (${at} at time zone 'UTC')::date, ${ledgerTransfers.reason}, ${ledgerPostings.amount}
      from ${ledgerPostings} join ${ledgerTransfers} on ${ledgerTransfers.id} = ${ledgerPostings.transferId}
      where ${ledgerPostings.kind} = 'treasury' and ${at} >= ${await rolledUpUntil(galaxy)}::timestamptz
        and ${ledgerTransfers.reason} not in ${ONE_BY_ONE}
    ), summed as (
      select day::timestamp at time zone 'UTC' as at, array_position(${reasons}, reason)::bigint as id, day,
        sum(amount) as amount, reason, null::text as user_id
      from flow group by day, reason
    ), entries as (
      select * from single
      union all
      select * from summed where ${afterCursor(byDay, after) ?? sql`true`}
    )
    select ${cursorOf(byDay)} as cursor, to_json(at) #>> '{}' as at, to_char(day, 'YYYY-MM-DD') as day, amount, reason,
      user_id as "userId"
    from entries order by at desc, id desc limit ${pageSize + 1}`)
  return rows
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
