import { Queue, Worker, withBackend, type Job } from 'bullmq'
import { createPostgresBackend, runMigrations } from 'bullmq'
import { type Logger } from 'pino'
import { openPool, sessionOptions, withClient } from '#db/connections.ts'
import { openRedis, PATIENTLY, SOON } from '#db/redis.ts'
import { QUEUES, type QueueName } from './define-job.ts'

/** Name of a queue in the store. */
const storedAs = (queue: QueueName) => `sectorwars-${queue}`
const KEEP = { removeOnComplete: { count: 200 }, removeOnFail: { count: 1_000 } }

/** Which job it is, and the request that booked it. */
export type JobTrace = { jobId: string | undefined; requestId: string | undefined }

/** A job that failed for the last time. Why is in the log, under its id: the cause may hold values that are nobody's business. */
export type FailedJob = { queue: QueueName; id: string; name: string; attempts: number; failedAt: Date }

export type QueueCounts = { waiting: number; active: number; delayed: number; failed: number }

/** All queues of the installation; the settings of a job say which one it goes to. */
export interface JobQueue {
  add(
    name: string,
    payload: Record<string, unknown>,
    options: { id?: string; runAt?: Date; requestId?: string },
  ): Promise<void>
  /** Runs `name` every `everyMs`, once for the whole installation. */
  schedule(name: string, everyMs: number): Promise<void>
  unscheduleAllBut(names: readonly string[]): Promise<void>
  /** Starts one worker for each queue. They share nothing but the pool, so one that is full does not delay the others. */
  work(
    handle: (name: string, payload: unknown, trace: JobTrace) => Promise<void>,
    options: { concurrency: Record<QueueName, number> },
  ): Promise<{ close(): Promise<void> }>
  /** Of all queues together. */
  counts(): Promise<QueueCounts>
  /** The newest of each queue, at most so many of each. */
  failedJobs(most: number): Promise<FailedJob[]>
  /** Runs a failed job again, or deletes it. Says whether it was there and had failed. */
  settleFailed(job: { queue: QueueName; id: string }, how: 'retry' | 'remove'): Promise<boolean>
  /** Of each queue how long the job waits that has waited longest since it was due, seconds; 0 where none waits. */
  oldestSeconds(): Promise<Record<QueueName, number>>
  /** Deletes all jobs, also those that wait and that are scheduled. Nobody may be working; in PostgreSQL only the owner of the tables can. */
  empty(): Promise<void>
  close(): Promise<void>
}

/** Queue and retry settings of a job, by name: the outbox knows only names. */
export type QueueSettings = (name: string) => { queue: QueueName; attempts: number; backoffMs: number }

type PostgresStore = { postgresUrl: string; connections: number }
export type QueueStore = PostgresStore | { redisUrl: string }

/** Makes or migrates the queue's tables, as their owner. Processes that start at once wait for each other. */
export const prepareQueueStore = (ownerUrl: string): Promise<void> =>
  withClient({ connectionString: ownerUrl, application_name: 'migrate-jobs' }, async (client) => {
    await runMigrations(client)
    // The first number makes the sequence of a queue. The role that adds jobs may not make it.
    for (const queue of QUEUES) await client.query('select bullmq.next_job_id($1)', [storedAs(queue)])
  })

/** BullMQ on PostgreSQL (schema `bullmq` of the platform database) or on Redis, with the same behaviour. @see prepareQueueStore */
export async function createJobQueue(
  store: QueueStore,
  settingsOf: QueueSettings,
  log: Logger,
): Promise<JobQueue> {
  const backend = 'redisUrl' in store ? redisBackend(store.redisUrl, log) : postgresBackend(store)
  const open = async (name: QueueName) => {
    const queue = backend.openQueue(storedAs(name))
    queue.on('error', (error) => log.warn({ err: error, queue: name }, 'job queue'))
    await queue.waitUntilReady()
    return queue
  }
  const queues = {
    prompt: await open('prompt'),
    background: await open('background'),
    mail: await open('mail'),
  }
  const queueOf = (name: string) => queues[settingsOf(name).queue]

  const optionsFor = (name: string) => {
    const { attempts, backoffMs } = settingsOf(name)
    return { attempts, backoff: { type: 'exponential' as const, delay: backoffMs }, ...KEEP }
  }

  return {
    add: async (name, payload, { id, runAt, requestId }) => {
      const delay = runAt ? Math.max(0, runAt.getTime() - Date.now()) : 0
      const data = requestId === undefined ? payload : { ...payload, [REQUEST_ID]: requestId }
      await queueOf(name).add(name, data, {
        ...optionsFor(name),
        delay,
        ...(id === undefined ? {} : { jobId: id }),
      })
    },
    schedule: async (name, everyMs) => {
      const template = { name, data: {}, opts: optionsFor(name) }
      await queueOf(name).upsertJobScheduler(name, { every: everyMs }, template)
    },
    unscheduleAllBut: async (names) => {
      for (const queue of Object.values(queues))
        for (const { key } of await queue.getJobSchedulers())
          // Also one that now belongs to the other queue.
          if (!names.includes(key) || queueOf(key) !== queue) await queue.removeJobScheduler(key)
    },
    work: async (handle, { concurrency }) => {
      const workers = QUEUES.map((queue) => {
        const worker = backend.openWorker(
          storedAs(queue),
          (job) => {
            const { payload, requestId } = unwrap(job.data)
            return handle(job.name, payload, { jobId: job.id, requestId })
          },
          concurrency[queue],
        )
        worker.on('error', (error) => log.warn({ err: error, queue }, 'job worker'))
        return worker
      })
      await Promise.all(workers.map((worker) => worker.waitUntilReady()))
      return { close: async () => void (await Promise.all(workers.map((worker) => worker.close()))) }
    },
    counts: async () => {
      const counts = await Promise.all(
        Object.values(queues).map((queue) => queue.getJobCounts('waiting', 'active', 'delayed', 'failed')),
      )
      const of = (state: string) => counts.reduce((sum, each) => sum + (each[state] ?? 0), 0)
      return { waiting: of('waiting'), active: of('active'), delayed: of('delayed'), failed: of('failed') }
    },
    failedJobs: async (most) => {
      const found = await Promise.all(
        QUEUES.map(async (queue) =>
          (await queues[queue].getFailed(0, most - 1)).map(
            ({ id = '', name, attemptsMade, finishedOn = 0 }) => ({
              ...{ queue, id, name, attempts: attemptsMade },
              failedAt: new Date(finishedOn),
            }),
          ),
        ),
      )
      return found.flat().sort((one, other) => other.failedAt.getTime() - one.failedAt.getTime())
    },
    settleFailed: async ({ queue, id }, how) => {
      const job = await queues[queue].getJob(id)
      if (!job || !(await job.isFailed())) return false
      await (how === 'retry' ? job.retry('failed') : job.remove())
      return true
    },
    oldestSeconds: async () => ({
      prompt: await waitOf(queues.prompt),
      background: await waitOf(queues.background),
      mail: await waitOf(queues.mail),
    }),
    empty: async () => {
      for (const queue of Object.values(queues)) await queue.obliterate({ force: true })
    },
    close: async () => {
      await Promise.all(Object.values(queues).map((queue) => queue.close()))
      await backend.close()
    },
  }
}

/** Beside the fields of a payload, whose names are ours. */
const REQUEST_ID = '$requestId'

function unwrap(data: unknown): { payload: unknown; requestId: string | undefined } {
  if (typeof data !== 'object' || data === null || !(REQUEST_ID in data))
    return { payload: data, requestId: undefined }
  const { [REQUEST_ID]: requestId, ...payload } = data
  return { payload, requestId: typeof requestId === 'string' ? requestId : undefined }
}

async function waitOf(queue: Queue): Promise<number> {
  const [oldest] = await queue.getJobs(['waiting'], 0, 0, true)
  return oldest ? Math.max(0, (Date.now() - oldest.timestamp - (oldest.opts.delay ?? 0)) / 1000) : 0
}

type QueueBackend = {
  openQueue(name: string): Queue
  openWorker(name: string, process: (job: Job) => Promise<void>, concurrency: number): Worker
  close(): Promise<void>
}

function redisBackend(redisUrl: string, log: Logger): QueueBackend {
  // The outbox hands jobs over within a transaction, which must not wait for a Redis that is away.
  const producer = openRedis(redisUrl, log, 'job queue', SOON)
  const consumer = openRedis(redisUrl, log, 'job workers', PATIENTLY)
  return {
    openQueue: (name) => new Queue(name, { connection: producer, defaultJobOptions: KEEP }),
    openWorker: (name, process, concurrency) =>
      new Worker(name, process, { connection: consumer, concurrency }),
    close: async () => {
      producer.disconnect()
      consumer.disconnect()
    },
  }
}

function postgresBackend({ postgresUrl, connections }: PostgresStore): QueueBackend {
  const { Queue: PostgresQueue, Worker: PostgresWorker } = withBackend(createPostgresBackend)
  const pool = openPool({
    connectionString: postgresUrl,
    max: connections,
    options: sessionOptions({ search_path: 'bullmq,public', lock_timeout: '60s' }),
    application_name: 'jobs',
    keepAlive: true,
  })
  return {
    openQueue: (name) =>
      new PostgresQueue(name, { connection: pool, defaultJobOptions: KEEP }) as unknown as Queue,
    openWorker: (name, process, concurrency) =>
      new PostgresWorker(name, process, { connection: pool, concurrency }) as unknown as Worker,
    close: () => pool.end(),
  }
}
