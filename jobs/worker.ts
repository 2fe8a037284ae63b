import { type Telemetry } from '#server/metrics/telemetry.ts'
import { type Tracer } from '#server/metrics/tracer.ts'
import { type Ctx } from '#server/services/context.ts'
import { type QueueName } from './define-job.ts'
import { handlers } from './handlers.ts'
import { JOBS, isJobName, queueSettingsOf, type JobName } from './job-names.ts'
import { type JobQueue, type JobTrace } from './queue.ts'
import { SCHEDULES } from './schedules.ts'

/**
 * Jobs at once in one process. Two builds at once are what the connection plan has room for; sweeps wait for them without
 * harm, because every job that matters also comes through `prompt`. One job sends several mails at once.
 */
export const CONCURRENCY: Record<QueueName, number> = { prompt: 4, background: 2, mail: 1 }

/** Runs one job: parses its payload and calls its handler. @throws ZodError on an invalid payload. */
export async function runJob(ctxFor: (job: string) => Ctx, name: string, payload: unknown): Promise<void> {
  if (!isJobName(name)) {
    ctxFor(name).log.warn({ job: name }, 'dropped a job of an unknown kind')
    return
  }
  const ctx = ctxFor(name)
  await callHandler(ctx, name, payload)
}

async function callHandler<N extends JobName>(ctx: Ctx, name: N, payload: unknown) {
  // Payload and handler come from the same key; TypeScript cannot follow that through two maps.
  const handle = handlers[name] as (ctx: Ctx, payload: unknown) => Promise<void>
  await handle(ctx, JOBS[name].payload.parse(payload))
}

const isSweep = (name: string, { requestId }: JobTrace): boolean =>
  requestId === undefined && Object.hasOwn(SCHEDULES, name)

/**
 * Runs jobs from the queues and schedules the sweeps. Returns a function that stops after the running jobs.
 * @param hooks.onBegin called when a prompt job begins. Background jobs may take minutes and prove nothing about closes.
 * @param hooks.telemetry counts jobs. @param hooks.tracer tells a collector of them.
 */
export async function startWorker(
  queue: JobQueue,
  ctxFor: (job: string, trace?: JobTrace) => Ctx,
  { onBegin, telemetry, tracer }: { onBegin?: () => void; telemetry?: Telemetry; tracer?: Tracer } = {},
): Promise<() => Promise<void>> {
  const scheduled = Object.entries(SCHEDULES) as [JobName, number][]
  await queue.unscheduleAllBut(scheduled.map(([name]) => name))
  for (const [name, everyMs] of scheduled) await queue.schedule(name, everyMs)
  const worker = await queue.work(
    async (name, payload, trace) => {
      const { queue: from } = queueSettingsOf(name)
      if (from === 'prompt') onBegin?.()
      const began = performance.now()
      // A name that no version of ours knows must not become a label.
      const labels = { name: isJobName(name) ? name : 'unknown', queue: from }
      const ctxOf = (job: string) => ctxFor(job, trace)
      const { log } = ctxOf(name)
      const msUntil = (outcome: 'done' | 'failed'): number => {
        const ms = performance.now() - began
        telemetry?.countJob({ ...labels, outcome }, ms / 1000)
        tracer?.job({ ...labels, ...trace, outcome }, ms)
        return Math.round(ms)
      }
      try {
        await runJob(ctxOf, name, payload)
        // Sweeps run every few seconds and mostly find nothing.
        log[isSweep(name, trace) ? 'debug' : 'info']({ job: name, ms: msUntil('done') }, 'job')
      } catch (error) {
        log.error({ err: error, job: name, ms: msUntil('failed') }, 'job failed')
        throw error
      }
    },
    { concurrency: CONCURRENCY },
  )
  return () => worker.close()
}
