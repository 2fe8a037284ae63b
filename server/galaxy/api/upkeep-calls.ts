import { z } from 'zod'
import { count } from '#server/domain/wire-fields.ts'
import { call, LONG_DEADLINE_MS, nothing } from './call.ts'
import { messages } from './messages.ts'
import { paidDay } from './treasury-calls.ts'

/** Months of a log may have to move. */
const LOGS_DEADLINE_MS = 300_000

const stats = z.object({
  sectors: count,
  ports: count,
  planets: count,
  ships: count,
  pilotsPresent: count,
  /** Credits in the region's treasury. */
  treasury: count,
  /** Arrivals and moves since midnight UTC. */
  activityToday: count,
  /** The same for each of the last 30 UTC days that had any, oldest first. */
  activityByDay: z.array(z.object({ day: z.string(), events: count })),
  /** Credits that changed hands between pilots and ports in the last 30 UTC days. */
  tradeVolume30d: count,
  /** All credits that the treasury ever received. */
  totalRevenue: count,
  /** Credits on which tax was due in the last 30 UTC days: what pilots' sales brought before it. */
  taxedSales30d: count,
  /** Of outsiders' trade in as many days, what a tariff would be a share of, credits. */
  dutiable30d: count,
  /** The latest day with a patrol payment. */
  patrolDay: paidDay.nullable(),
})
export type GalaxyStats = z.infer<typeof stats>

/** What keeps a galaxy running, and the figures of the whole. */
export const UPKEEP_CALLS = {
  getStats: call(nothing, stats, { deadlineMs: LONG_DEADLINE_MS }),
  /** Fixes what holds in the economy today and makes tomorrow's, in a region under its law. */
  openDay: call(
    z.object({
      regionId: z.uuid().nullable(),
      /** Nobody can do anything in a closed region, so nobody is late there. */
      isClosed: z.boolean().default(false),
    }),
    nothing,
  ),
  /** Replaces the copy of the region's settings unless the copy is newer. */
  syncSettings: call(
    z.object({ regionId: z.uuid(), version: z.int(), settings: z.record(z.string(), z.unknown()) }),
    z.object({ messages }),
  ),
  /**
   * Rolls up past days, creates partitions for the months ahead and drops months older than this. Not retried: the next sweep
   * calls again. Messages that the platform has applied are kept for `messageDays`.
   */
  maintainLogs: call(
    z.object({
      eventDays: z.int().min(1),
      postingDays: z.int().min(1),
      messageDays: z.int().min(1),
    }),
    z.object({ rolledUpUntil: z.iso.datetime() }),
    { retryable: false, deadlineMs: LOGS_DEADLINE_MS },
  ),
  /** Succeeds when the galaxy's database answers. */
  ping: call(nothing, nothing),
  /** The oldest messages that were not acknowledged. */
  pullMessages: call(z.object({ limit: z.int().min(1).max(500) }), z.object({ messages })),
  acknowledgeMessages: call(z.object({ ids: z.array(z.uuid()).max(500) }), nothing),
} as const
