import { sql, type SQL } from 'drizzle-orm'
import { LONG_WORK } from './connections.ts'

/** The logs of each kind of database: partitioned by month of `at`, with a default partition (0001_by_hand.sql). */
export const LOGS = { platform: ['audit_log'], galaxy: ['event_log', 'ledger_postings'] } as const
type GalaxyLog = (typeof LOGS.galaxy)[number]
export type Log = (typeof LOGS.platform)[number] | GalaxyLog

/** Months after the running one for which there is a partition. */
export const MONTHS_AHEAD = 3

/** A handle of drizzle, of either kind of database and under any role that may call the functions of 0004_log_months.sql. */
type Handle = Queries & { transaction(work: (tx: Queries) => Promise<void>): Promise<void> }
type Queries = { execute(statement: SQL): PromiseLike<{ rows: Record<string, unknown>[] }> }

/**
 * Makes the partitions of a log for this month and the next ones. Where nobody did that for months, what came into the default
 * partition moves to where it belongs. Safe to repeat.
 */
export async function addPartitions(db: Handle, log: Log, now: Date): Promise<void> {
  const known = await query(
    db,
    sql`select inhrelid::regclass::text as value from pg_inherits where inhparent = ${log}::regclass`,
  )
  for (let ahead = 0; ahead <= MONTHS_AHEAD; ahead++) {
    const month = monthAfter(now, ahead)
    if (!known.includes(partitionOf(log, month))) await addPartition(db, log, month)
  }
  const late = await query(
    db,
    sql`select distinct to_char(at at time zone 'UTC', 'YYYY-MM') as value from ${sql.raw(log)}_default
      where at < ${monthAfter(now, 0).toISOString()} order by 1`,
  )
  for (const month of late) await addPartition(db, log, new Date(`${month}-01T00:00:00Z`))
}

/** Drops the partitions of a log that hold nothing from `from` on, and answers which. Safe to repeat. */
export const dropPartitions = (db: Queries, log: Log, from: Date): Promise<string[]> =>
  query(db, sql`select drop_log_partitions(${log}, ${from.toISOString()}) as value`)

/** A month of rows may have to move. */
const addPartition = (db: Handle, log: Log, month: Date): Promise<void> =>
  db.transaction(async (tx) => {
    await tx.execute(sql.raw(LONG_WORK))
    await tx.execute(sql`select add_log_partition(${log}, ${month.toISOString()})`)
  })

async function query(db: Queries, statement: SQL): Promise<string[]> {
  const { rows } = await db.execute(statement)
  return rows.map(({ value }) => String(value))
}

/** `audit_log_2102_03`, as the functions name it. */
const partitionOf = (log: Log, month: Date): string =>
  `${log}_${month.toISOString().slice(0, 7).replace('-', '_')}`

/** The first moment of the UTC month that is so many months after that of `moment`. */
const monthAfter = (moment: Date, months: number): Date =>
  new Date(Date.UTC(moment.getUTCFullYear(), moment.getUTCMonth() + months, 1))
