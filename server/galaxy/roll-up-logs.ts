import { sql } from 'drizzle-orm'
import { type GalaxyDb, type GalaxyPool } from '#db/client.ts'
import { LONG_WORK } from '#db/connections.ts'
import {
  eventDays,
  ledgerAccounts,
  ledgerCarried,
  ledgerDays,
  ledgerPostings,
  ledgerTransfers,
  rollUps,
} from '#db/schema/galaxy/ledger.ts'
import { eventLog } from '#db/schema/galaxy/presence.ts'

/** A transaction that began before midnight may still write: a day is rolled up ten minutes after it ends. */
const LATE_MS = 600_000
const ROLL_UP_LOCK = 2105

/**
 * Rolls up a galaxy's logs by day for every UTC day that is over, and carries the total of each account forward. Returns the
 * time up to which that is done: no statistic and no audit needs older log rows. Idempotent.
 */
export async function rollUpLogs(galaxy: GalaxyPool, now: Date): Promise<Date> {
  const until = new Date(now.getTime() - LATE_MS)
  until.setUTCHours(0, 0, 0, 0)
  return galaxy.transaction(async (tx) => {
    // Where nobody did it for long it is the whole log.
    await tx.execute(sql.raw(LONG_WORK))
    await tx.execute(sql`select pg_advisory_xact_lock(${ROLL_UP_LOCK})`)
    const [last] = await tx.select().from(rollUps)
    if (last && last.until >= until) return last.until
    const isDue = (at: typeof eventLog.at | typeof ledgerPostings.at) =>
      sql`${at} >= coalesce((select until from roll_ups), '-infinity') and ${at} < ${until.toISOString()}::timestamptz`
    await tx.execute(sql`insert into ${ledgerDays} (day, account_kind, asset, reason, received, paid)
      select (${ledgerPostings.at} at time zone 'UTC')::date, ${ledgerPostings.kind}, ${ledgerPostings.asset}, ${ledgerTransfers.reason},
        coalesce(sum(${ledgerPostings.amount}) filter (where ${ledgerPostings.amount} > 0), 0),
        coalesce(-sum(${ledgerPostings.amount}) filter (where ${ledgerPostings.amount} < 0), 0)
      from ${ledgerPostings} join ${ledgerTransfers} on ${ledgerTransfers.id} = ${ledgerPostings.transferId}
      where ${isDue(ledgerPostings.at)} group by 1, 2, 3, 4`)
    await tx.execute(sql`insert into ${ledgerCarried} (account_kind, owner_id, asset, total)
      select ${ledgerPostings.kind}, ${ledgerPostings.ownerId}, ${ledgerPostings.asset}, sum(${ledgerPostings.amount})
      from ${ledgerPostings} where ${isDue(ledgerPostings.at)} group by 1, 2, 3
      on conflict (account_kind, owner_id, asset) do update set total = ledger_carried.total + excluded.total`)
    await tx.execute(sql`insert into ${eventDays} (day, kind, events)
      select (${eventLog.at} at time zone 'UTC')::date, ${eventLog.kind}, count(*)
      from ${eventLog} where ${isDue(eventLog.at)} group by 1, 2`)
    await tx
      .insert(rollUps)
      .values({ id: 'galaxy', until })
      .onConflictDoUpdate({ target: rollUps.id, set: { until } })
    return until
  })
}

export type LedgerDrift = { kind: string; ownerId: string | null; balance: number; posted: number }

/** Accounts whose balance differs from the sum of all their postings, dropped ones included. A sound ledger has none. */
export async function findLedgerDrift(galaxy: GalaxyDb): Promise<LedgerDrift[]> {
  const { rows } = await galaxy.execute<{
    kind: string
    owner_id: string | null
    balance: string
    posted: string
  }>(sql`
    with posted as (
      select account_kind, owner_id, sum(amount) as amount from (
        select account_kind, owner_id, total as amount from ${ledgerCarried} where asset = 'credits'
        union all
        select account_kind, owner_id, amount from ${ledgerPostings}
        where asset = 'credits' and at >= coalesce((select until from ${rollUps}), '-infinity')
      ) parts where account_kind in ('purse', 'treasury', 'escrow') group by 1, 2
    ), held as (select account_kind, owner_id::text, balance from ${ledgerAccounts})
    select coalesce(held.account_kind, posted.account_kind) as kind, coalesce(held.owner_id, posted.owner_id) as owner_id,
      coalesce(balance, 0) as balance, coalesce(amount, 0) as posted
    from held full join posted on held.account_kind = posted.account_kind
      and coalesce(held.owner_id, '') = coalesce(posted.owner_id, '')
    where coalesce(balance, 0) <> coalesce(amount, 0)`)
  return rows.map((row) => ({
    kind: row.kind,
    ownerId: row.owner_id,
    balance: Number(row.balance),
    posted: Number(row.posted),
  }))
}
