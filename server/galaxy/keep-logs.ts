import { addPartitions, dropPartitions } from '#db/log-partitions.ts'
import { type CallInput, type CallOutput } from './galaxy-api.ts'
import { type GalaxyCtx } from './galaxy-context.ts'
import { findLedgerDrift, rollUpLogs } from './roll-up-logs.ts'

const DAY_MS = 86_400_000

/**
 * Rolls up the days of a galaxy that are over, makes the partitions of the months ahead, and drops months that are older than ordered and
 * rolled up. While a balance is not the sum of its postings none of them is dropped: they explain it. Safe to repeat.
 */
export async function keepLogs(
  { db, clock, log, galaxyId }: GalaxyCtx,
  { eventDays, postingDays }: CallInput<'keepLogs'>,
): Promise<CallOutput<'keepLogs'>> {
  const now = await clock.now(db)
  const until = await rollUpLogs(db, now)
  await addPartitions(db, 'event_log', now)
  await addPartitions(db, 'ledger_postings', now)
  const cutoff = (days: number) => new Date(Math.min(now.getTime() - days * DAY_MS, until.getTime()))
  await dropPartitions(db, 'event_log', cutoff(eventDays))
  const drift = await findLedgerDrift(db)
  if (drift.length === 0) await dropPartitions(db, 'ledger_postings', cutoff(postingDays))
  else log.error({ drift, galaxyId }, 'balances are not the sums of their postings: no postings are dropped')
  return { rolledUpUntil: until.toISOString() }
}
