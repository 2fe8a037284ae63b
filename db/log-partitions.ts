import { sql, type SQL } from 'drizzle-orm'

/** The logs of each kind of database: partitioned by month of `at`, with a default partition (0001_by_hand.sql). */
export const LOGS = { platform: ['audit_log'], galaxy: ['event_log', 'ledger_postings'] } as const
type GalaxyLog = (typeof LOGS.galaxy)[number]
export type Log = (typeof LOGS.platform)[number] | GalaxyLog

/** Months after the running one for which there is a partition. */
export const MONTHS_AHEAD = 3

/** A statement of this kind waits for running ones and keeps later ones waiting: it gives up, and comes again another day. */
const LOCK_TIMEOUT = '5s'

/** A handle of drizzle under the role that owns the tables, of either kind of database. */
export type Owner = Queries & { transaction(work: (tx: Queries) => Promise<void>): Promise<void> }
type Queries = { execute(statement: SQL): PromiseLike<{ rows: Record<string, unknown>[] }> }

/**
 * Makes the partitions of a log for this month and the next ones. Where nobody did that for months, what came into the default
 * partition moves to where it belongs. Safe to repeat.
 */
export async function addPartitions(owner: Owner, log: Log, now: Date): Promise<void> {
  const known = await findPartitions(owner, log)
  for (let ahead = 0; ahead <= MONTHS_AHEAD; ahead++) {
    const month = monthAfter(now, ahead)
    if (!known.includes(partitionOf(log, month))) await addPartition(owner, log, month)
  }
  const late = await query(
    owner,
    `select distinct to_char(at at time zone 'UTC', 'YYYY-MM') as value from ${log}_default
      where at < '${monthAfter(now, 0).toISOString()}' order by 1`,
  )
  for (const month of late) await addPartition(owner, log, new Date(`${month}-01T00:00:00Z`))
}

/** Drops the partitions of a log that hold nothing from `from` on, and answers which. Safe to repeat. */
export async function dropPartitions(owner: Owner, log: Log, from: Date): Promise<string[]> {
  const newest = partitionOf(log, from)
  const old = (await findPartitions(owner, log)).filter((name) => name < newest)
  for (const name of old) await change(owner, async (tx) => void (await query(tx, `drop table ${name}`)))
  return old
}

async function findPartitions(db: Queries, log: Log): Promise<string[]> {
  const names = await query(
    db,
    `select inhrelid::regclass::text as value from pg_inherits where inhparent = '${log}'::regclass order by 1`,
  )
  return names.filter((name) => name !== `${log}_default`)
}

const addPartition = (owner: Owner, log: Log, month: Date): Promise<void> =>
  change(owner, async (tx) => {
    const name = partitionOf(log, month)
    const [from, to] = [month.toISOString(), monthAfter(month, 1).toISOString()]
    // Two processes that start at once make it one after the other.
    await query(tx, `lock table ${log}_default in access exclusive mode`)
    if ((await findPartitions(tx, log)).includes(name)) return
    await query(tx, `create table ${name} (like ${log} including defaults including constraints)`)
    await query(
      tx,
      `with moved as (delete from ${log}_default where at >= '${from}' and at < '${to}' returning *)
        insert into ${name} select * from moved`,
    )
    // What the delete left to check would keep the table from being altered.
    await query(tx, 'set constraints all immediate')
    await query(tx, `alter table ${log} attach partition ${name} for values from ('${from}') to ('${to}')`)
  })

const change = (owner: Owner, work: (tx: Queries) => Promise<void>): Promise<void> =>
  owner.transaction(async (tx) => {
    await query(tx, `set local lock_timeout = '${LOCK_TIMEOUT}'`)
    await work(tx)
  })

/** Names and moments stand in the statements: DDL takes no parameters. Answers the column `value`, if there is one. */
async function query(db: Queries, statement: string): Promise<string[]> {
  const { rows } = await db.execute(sql.raw(statement))
  return rows.map(({ value }) => String(value))
}

/** `audit_log_2102_03`; names of one log sort by time. */
const partitionOf = (log: Log, month: Date): string =>
  `${log}_${month.toISOString().slice(0, 7).replace('-', '_')}`

/** The first moment of the UTC month that is so many months after that of `moment`. */
const monthAfter = (moment: Date, months: number): Date =>
  new Date(Date.UTC(moment.getUTCFullYear(), moment.getUTCMonth() + months, 1))
