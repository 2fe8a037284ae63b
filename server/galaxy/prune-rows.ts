import { sql, type SQL } from 'drizzle-orm'
import { type GalaxyPool } from '#db/client.ts'
import { contractDays, contracts } from '#db/schema/galaxy/contracts.ts'
import { shocks } from '#db/schema/galaxy/events.ts'
import { pilotDays } from '#db/schema/galaxy/pilot-days.ts'
import { dockingDays, trades } from '#db/schema/galaxy/trade.ts'
import { TEMPO_DAYS } from '#server/domain/economy/tempo.ts'
import { isoDay, utcDay } from '#server/domain/utc-day.ts'

/** Rows of one statement, so that none of them runs long. */
const BATCH = 10_000

/** Where the rows to keep begin. */
export type PruneTimes = { now: Date; eventsFrom: Date; receiptsFrom: Date }

/**
 * Deletes what nobody asks for any more (docs/decisions/0034): counts of days that are over, and receipts that are older than the
 * postings they explain. The transfers of these stay, and with them the proof that an order was carried out. Idempotent.
 */
export async function pruneRows(
  galaxy: GalaxyPool,
  { now, eventsFrom, receiptsFrom }: PruneTimes,
): Promise<void> {
  const today = utcDay(now)
  const eventDay = isoDay(utcDay(eventsFrom))
  const receipts = receiptsFrom.toISOString()
  await prune(galaxy, dockingDays, sql`${dockingDays.day} < ${isoDay(today - TEMPO_DAYS)}`)
  // Who arrives shortly after midnight brings the count of the day before.
  await prune(galaxy, contractDays, sql`${contractDays.day} < ${isoDay(today - 1)}`)
  await prune(galaxy, shocks, sql`${shocks.day} < ${eventDay}`)
  await prune(galaxy, pilotDays, sql`${pilotDays.day} < ${eventDay}`)
  await prune(galaxy, trades, sql`${trades.at} < ${receipts}::timestamptz`)
  await prune(
    galaxy,
    contracts,
    sql`${contracts.endedAt} < ${receipts}::timestamptz and ${contracts.kind} in ('shortage', 'courier')`,
  )
}

type Table =
  | typeof dockingDays
  | typeof contractDays
  | typeof shocks
  | typeof pilotDays
  | typeof trades
  | typeof contracts

async function prune(galaxy: GalaxyPool, table: Table, isOld: SQL): Promise<void> {
  for (let deleted = BATCH; deleted === BATCH;) {
    const { rowCount } = await galaxy.execute(
      sql`delete from ${table} where ctid in (select ctid from ${table} where ${isOld} limit ${BATCH})`,
    )
    deleted = rowCount ?? 0
  }
}
