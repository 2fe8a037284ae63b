import { Queue, Worker, withBackend, type Job } from 'bullmq'
import { createPostgresBackend, runMigrations } from 'bullmq'
import { Redis } from 'ioredis'
import { type Logger } from 'pino'
import { openPool, sessionOptions } from '#db/connections.ts'

const QUEUE = 'sectorwars'
const KEEP = { removeOnComplete: { count: 200 }, removeOnFail: { count: 1_000 } }

export type QueueCounts = { waiting: number; active: number; delayed: number; failed: number }

export interface JobQueue {
  add(name: string, payload: Record<string, unknown>, options: { id?: string; runAt?: Date }): Promise<void>
  /** Runs `name` every `everyMs`, once for the whole installation. */
  schedule(name: string, everyMs: number): Promise<void>
  unscheduleAllBut(names: readonly string[]): Promise<void>
  work(
    handle: (name: string, payload: unknown) => Promise<void>,
    options: { concurrency: number },
  ): Promise<{ close(): Promise<void> }>
  counts(): Promise<QueueCounts>
  close(): Promise<void>
}

/** Retry settings of a job, by name: the outbox knows only names. */
export type RetryPolicy = (name: string) => { attempts: number; backoffMs: number }

type PostgresStore = { postgresUrl: string; connections: number }
export type QueueStore = PostgresStore | { redisUrl: string }

/** BullMQ on PostgreSQL (schema `bullmq` of the platform database) or on Redis, with the same behaviour. */
export async function createJobQueue(
  store: QueueStore,
  retryPolicy: RetryPolicy,
  log: Logger,
): Promise<JobQueue> {
  const backend = 'redisUrl' in store ? redisBackend(store.redisUrl) : await postgresBackend(store)
  const queue = backend.openQueue()
  queue.on('error', (error) => log.warn({ err: error }, 'job queue'))
  await queue.waitUntilReady()

  const optionsFor = (name: string) => {
    const { attempts, backoffMs } = retryPolicy(name)
    return { attempts, backoff: { type: 'exponential' as const, delay: backoffMs }, ...KEEP }
  }

  return {
    add: async (name, payload, { id, runAt }) => {
      const delay = runAt ? Math.max(0, runAt.getTime() - Date.now()) : 0
      await queue.add(name, payload, {
        ...optionsFor(name),
        delay,
        ...(id === undefined ? {} : { jobId: id }),
      })
    },
    schedule: async (name, everyMs) => {
      await queue.upsertJobScheduler(name, { every: everyMs }, { name, data: {}, opts: optionsFor(name) })
    },
    unscheduleAllBut: async (names) => {
      for (const scheduler of await queue.getJobSchedulers()) {
        if (!names.includes(scheduler.key)) await queue.removeJobScheduler(scheduler.key)
      }
    },
    work: async (handle, { concurrency }) => {
      const worker = backend.openWorker((job) => handle(job.name, job.data), concurrency)
      worker.on('error', (error) => log.warn({ err: error }, 'job worker'))
      await worker.waitUntilReady()
      return worker
    },
    counts: async () => {
      const counts = await queue.getJobCounts('waiting', 'active', 'delayed', 'failed')
      const of = (state: string) => counts[state] ?? 0
      return { waiting: of('waiting'), active: of('active'), delayed: of('delayed'), failed: of('failed') }
    },
    close: async () => {
      await queue.close()
      await backend.close()
    },
  }
}

type QueueBackend = {
  openQueue(): Queue
  openWorker(process: (job: Job) => Promise<void>, concurrency: number): Worker
  close(): Promise<void>
}

function redisBackend(redisUrl: string): QueueBackend {
  const connection = () => new Redis(redisUrl, { maxRetriesPerRequest: null })
  const producer = connection()
  const consumer = connection()
  return {
    openQueue: () => new Queue(QUEUE, { connection: producer, defaultJobOptions: KEEP }),
    openWorker: (process, concurrency) => new Worker(QUEUE, process, { connection: consumer, concurrency }),
    close: async () => {
      producer.disconnect()
      consumer.disconnect()
    },
  }
}

async function postgresBackend({ postgresUrl, connections }: PostgresStore): Promise<QueueBackend> {
  const { Queue: PostgresQueue, Worker: PostgresWorker } = withBackend(createPostgresBackend)
  const pool = openPool({
    connectionString: postgresUrl,
    max: connections,
    // Two processes that start at once wait for each other's migrations.
    options: sessionOptions({ search_path: 'bullmq,public', lock_timeout: '60s' }),
    application_name: 'jobs',
    keepAlive: true,
  })
  const client = await pool.connect()
  try {
    await client.query('create schema if not exists bullmq')
    await runMigrations(client)
  } finally {
    client.release()
  }
  return {
    openQueue: () =>
      new PostgresQueue(QUEUE, { connection: pool, defaultJobOptions: KEEP }) as unknown as Queue,
    openWorker: (process, concurrency) =>
      new PostgresWorker(QUEUE, process, { connection: pool, concurrency }) as unknown as Worker,
    close: () => pool.end(),
  }
}
