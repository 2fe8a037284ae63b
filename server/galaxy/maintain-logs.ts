import { addPartitions, dropPartitions } from '#db/log-partitions.ts'
import { type CallInput, type CallOutput } from './galaxy-api.ts'
import { type GalaxyCtx } from './galaxy-context.ts'
import { findLedgerDrift, rollUpLogs } from './roll-up-logs.ts'

const DAY_MS = 86_400_000

/**
 * Rolls up past days, creates partitions for the months ahead, and drops months that are rolled up and past their retention. While any
 * balance differs from the sum of its postings, postings are kept as evidence. Idempotent.
 */
export async function maintainLogs(
  { db, clock, log, galaxyId }: GalaxyCtx,
  { eventDays, postingDays }: CallInput<'maintainLogs'>,
): Promise<CallOutput<'maintainLogs'>> {
  const now = await clock.now(db)
  const until = await rollUpLogs(db, now)
  await addPartitions(db, 'event_log', now)
  await addPartitions(db, 'ledger_postings', now)
  const cutoff = (days: number) => new Date(Math.min(now.getTime() - days * DAY_MS, until.getTime()))
  await dropPartitions(db, 'event_log', cutoff(eventDays))
  const drift = await findLedgerDrift(db)
  if (drift.length === 0) await dropPartitions(db, 'ledger_postings', cutoff(postingDays))
  else log.error({ drift, galaxyId }, 'balances differ from the sums of their postings: postings are kept')
  return { rolledUpUntil: until.toISOString() }
}
