import { addPartitions, dropPartitions } from '#db/log-partitions.ts'
import { type CallInput, type CallOutput } from './galaxy-api.ts'
import { type GalaxyCtx } from './galaxy-context.ts'
import { pruneMessages } from './outbox.ts'
import { pruneRows } from './prune-rows.ts'
import { findLedgerDrift, rollUpLogs } from './roll-up-logs.ts'

const DAY_MS = 86_400_000

/**
 * Rolls up past days, creates partitions for the months ahead, drops months that are rolled up and past their retention, and deletes
 * rows that nobody asks for any more. While any balance differs from the sum of its postings, postings and receipts are kept as
 * evidence. Idempotent.
 */
export async function maintainLogs(
  { db, clock, log, galaxyId }: GalaxyCtx,
  { eventDays, postingDays, messageDays }: CallInput<'maintainLogs'>,
): Promise<CallOutput<'maintainLogs'>> {
  const now = await clock.now(db)
  const until = await rollUpLogs(db, now)
  await addPartitions(db, 'event_log', now)
  await addPartitions(db, 'ledger_postings', now)
  const cutoff = (days: number) => new Date(Math.min(now.getTime() - days * DAY_MS, until.getTime()))
  await dropPartitions(db, 'event_log', cutoff(eventDays))
  const drift = await findLedgerDrift(db)
  if (drift.length === 0) await dropPartitions(db, 'ledger_postings', cutoff(postingDays))
  const receiptsFrom = drift.length === 0 ? startOfMonth(cutoff(postingDays)) : new Date(0)
  await pruneRows(db, { now, eventsFrom: cutoff(eventDays), receiptsFrom })
  await pruneMessages(db, new Date(now.getTime() - messageDays * DAY_MS))
  if (drift.length > 0)
    log.error({ drift, galaxyId }, 'balances differ from the sums of their postings: postings are kept')
  return { rolledUpUntil: until.toISOString() }
}

/** Postings go by whole months, and their receipts with them. */
const startOfMonth = (at: Date) => new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth(), 1))
