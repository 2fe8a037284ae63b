import { asc, inArray } from 'drizzle-orm'
import { type Logger } from 'pino'
import { type z } from 'zod'
import { type Database, type Queryable } from '#db/client.ts'
import { isRedisUnavailable } from '#db/redis.ts'
import { jobOutbox } from '#db/schema/platform/operations.ts'
import { type JobDefinition } from './define-job.ts'
import { type FailedJob, type JobQueue, type QueueCounts } from './queue.ts'

export type PendingJob = { name: string; payload: Record<string, unknown>; runAt: Date | null }

/** Creates a job with its payload, due at once or not before `runAt` (game time). */
export function job<P extends z.ZodType<Record<string, unknown>>>(
  definition: JobDefinition<P>,
  payload: z.input<P>,
  runAt: Date | null = null,
): PendingJob {
  return { name: definition.name, payload: definition.payload.parse(payload), runAt }
}

export interface JobOutbox {
  /** Writes the job in the caller's transaction, with the id of the request that books it. */
  write(db: Queryable, pending: PendingJob, now: Date, requestId?: string): Promise<void>
  /** Hands committed jobs to the queue in the background. The next relay retries what fails. */
  relaySoon(): void
  /** Hands all committed jobs to the queue and returns how many. */
  relay(): Promise<number>
  /** Counts of pending jobs; null where no queue is attached, and while it cannot be reached. */
  counts(): Promise<(QueueCounts & { outbox: number }) | null>
  /** What the queue holds, and by queue how long its oldest job waits; null as above. */
  waiting(): Promise<{ jobs: QueueCounts; oldestSeconds: Record<string, number> } | null>
  /** Jobs that failed for the last time, the newest first; null as above. */
  failedJobs(most: number): Promise<FailedJob[] | null>
  /** Runs a failed job again, or deletes it. Says whether it was there. */
  settleFailed(job: Pick<FailedJob, 'queue' | 'id'>, how: 'retry' | 'remove'): Promise<boolean>
  close(): Promise<void>
}

const BATCH = 200

/**
 * The transactional outbox in front of the queue. A change and its jobs commit together, whatever store the queue
 * uses. A crash between hand-over and delete hands a job over twice, with the same id, to an idempotent handler.
 */
export function createJobOutbox(db: Database, queue: JobQueue | null, log: Logger): JobOutbox {
  let running: Promise<number> | null = null
  let again = false

  const relayBatch = (to: JobQueue) =>
    db.transaction(async (tx) => {
      const rows = await tx
        .select()
        .from(jobOutbox)
        .orderBy(asc(jobOutbox.createdAt))
        .limit(BATCH)
        .for('update', { skipLocked: true })
      if (rows.length === 0) return 0
      for (const row of rows)
        await to.add(row.name, row.payload, {
          ...{ id: `outbox-${row.id}`, runAt: row.runAt },
          ...(row.requestId === null ? {} : { requestId: row.requestId }),
        })
      await tx.delete(jobOutbox).where(
        inArray(
          jobOutbox.id,
          rows.map((row) => row.id),
        ),
      )
      return rows.length
    })

  const relay = async () => {
    if (!queue) return 0
    let total = 0
    for (let moved = BATCH; moved === BATCH; total += moved) moved = await relayBatch(queue)
    return total
  }

  const relaySoon = () => {
    if (running) {
      again = true
      return
    }
    running = relay()
      .catch(
        (error: unknown) => (log.warn({ err: error }, 'could not relay jobs; they stay in the outbox'), 0),
      )
      .finally(() => {
        running = null
        if (again) {
          again = false
          relaySoon()
        }
      })
  }

  /** For figures: who looks because something is away must not be told an error instead. */
  const ifReachable = async <T>(ask: (from: JobQueue) => Promise<T>): Promise<T | null> => {
    try {
      return queue && (await ask(queue))
    } catch (error) {
      if (!isRedisUnavailable(error)) throw error
      log.warn({ err: error }, 'the job queue cannot be asked')
      return null
    }
  }

  return {
    write: async (tx, pending, now, requestId) => {
      await tx.insert(jobOutbox).values({
        ...{ name: pending.name, payload: pending.payload },
        ...{ runAt: pending.runAt ?? now, createdAt: now, requestId: requestId ?? null },
      })
    },
    relaySoon,
    relay,
    counts: () =>
      ifReachable(async (from) => ({ ...(await from.counts()), outbox: await db.$count(jobOutbox) })),
    failedJobs: (most) => ifReachable((from) => from.failedJobs(most)),
    settleFailed: async (failed, how) => (queue ? queue.settleFailed(failed, how) : false),
    waiting: () =>
      ifReachable(async (from) => ({ jobs: await from.counts(), oldestSeconds: await from.oldestSeconds() })),
    close: async () => {
      again = false
      await running
    },
  }
}
