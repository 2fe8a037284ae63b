import { type Logger } from 'pino'
import { type GalaxyPool } from '#db/client.ts'
import { addPartitions, dropPartitions, type Owner } from '#db/log-partitions.ts'
import { findLedgerDrift, rollUpLogs } from '../galaxy/roll-up-logs.ts'

/** `now` decides; the days are for how long each log is kept. */
export type LogOrder = { now: Date; eventDays: number; postingDays: number }

const DAY_MS = 86_400_000

/**
 * Rolls up the days of a galaxy that are over, makes the partitions of the months ahead, and drops months that are older than ordered and
 * rolled up. While a balance is not the sum of its postings none of them is dropped: they explain it.
 */
export async function keepGalaxyLogs(
  { db, owner, log }: { db: GalaxyPool; owner: Owner; log: Logger },
  { now, eventDays, postingDays }: LogOrder,
): Promise<void> {
  const until = await rollUpLogs(db, now)
  await addPartitions(owner, 'event_log', now)
  await addPartitions(owner, 'ledger_postings', now)
  const cutoff = (days: number) => new Date(Math.min(now.getTime() - days * DAY_MS, until.getTime()))
  await dropPartitions(owner, 'event_log', cutoff(eventDays))
  const drift = await findLedgerDrift(db)
  if (drift.length === 0) await dropPartitions(owner, 'ledger_postings', cutoff(postingDays))
  else log.error({ drift }, 'balances are not the sums of their postings: no postings are dropped')
}
