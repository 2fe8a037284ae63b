/** A request as it is told: no address, since that may hold the secret of a link. */
export type TracedRequest = { requestId: string; door: string; route: string; method: string; code: number }

export type TracedJob = {
  name: string
  queue: string
  outcome: 'done' | 'failed'
  jobId: string | undefined
  /** Of the request that booked it. */
  requestId: string | undefined
}

/** Tells a collector what took how long. A request and the jobs that it books are one trace, whose id is that of the request. */
export type Tracer = {
  request(request: TracedRequest, ms: number): void
  job(job: TracedJob, ms: number): void
  /** Sends what is left. */
  close(): Promise<void>
}

export const NO_TRACER: Tracer = {
  request: () => undefined,
  job: () => undefined,
  close: () => Promise.resolve(),
}

/** Where traces go; without TRACES_URL nothing is made, sent or even loaded: the library takes memory. */
export async function openTracer(
  env: { TRACES_URL?: string | undefined; TRACES_SHARE: number },
  version: string,
): Promise<Tracer> {
  if (env.TRACES_URL === undefined) return NO_TRACER
  const { createOtelTracer } = await import('./otel-tracer.ts')
  return createOtelTracer({ url: env.TRACES_URL, share: env.TRACES_SHARE, version })
}
