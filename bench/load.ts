import { Agent, get } from 'node:http'
import { setTimeout as delay } from 'node:timers/promises'

export type LoadResult = {
  requests: number
  perSecond: number
  p50Ms: number
  p95Ms: number
  p99Ms: number
  failed: number
}

export type Ask = () => Promise<{ ok: boolean }>

const agent = new Agent({ keepAlive: true, maxSockets: 1_000 })

/** Asks for an address and reads the answer to its end: as lean as it gets, since the client shares the machine. */
export const ask = (url: string, headers: Record<string, string> = {}): Promise<{ ok: boolean }> =>
  new Promise((resolve, reject) => {
    get(url, { agent, headers }, (response) => {
      response.on('end', () => resolve({ ok: response.statusCode === 200 }))
      response.on('error', reject)
      response.resume()
    }).on('error', reject)
  })

export type Load = { concurrency: number; requests: number; pauseMs?: number }

/**
 * Lets `concurrency` users ask one after the other, `requests` times in all. With `pauseMs` each user waits that
 * long after a response, and users start spread over the first pause, as people do.
 */
export async function measureLoad(
  request: Ask,
  { concurrency, requests, pauseMs = 0 }: Load,
): Promise<LoadResult> {
  const times: number[] = []
  let failed = 0
  let left = requests
  const started = performance.now()
  const user = async (_: unknown, index: number) => {
    if (pauseMs > 0) await delay((pauseMs * index) / concurrency)
    while (left-- > 0) {
      const from = performance.now()
      const { ok } = await request()
      times.push(performance.now() - from)
      if (!ok) failed += 1
      if (pauseMs > 0) await delay(pauseMs)
    }
  }
  await Promise.all(Array.from({ length: concurrency }, user))
  const seconds = (performance.now() - started) / 1000
  times.sort((a, b) => a - b)
  return {
    requests: times.length,
    perSecond: times.length / seconds,
    p50Ms: percentile(times, 0.5),
    p95Ms: percentile(times, 0.95),
    p99Ms: percentile(times, 0.99),
    failed,
  }
}

/** The same, and no request may fail. */
export async function measured(request: Ask, load: Load): Promise<LoadResult> {
  const result = await measureLoad(request, load)
  if (result.failed > 0) throw new Error(`${result.failed} of ${result.requests} requests failed`)
  return result
}

/** `perSecond` starts in `lanes` lanes, one after the other in each. */
export type Rate = { lanes: number; perSecond: number }

/** Each item has a fixed start time; a late start counts as waiting, so that a stall cannot hide itself. */
export async function atARate<Item>(
  items: readonly Item[],
  work: (item: Item) => Promise<unknown>,
  { lanes, perSecond }: Rate,
): Promise<Pick<LoadResult, 'p50Ms' | 'p95Ms' | 'perSecond'>> {
  const started = performance.now()
  const times: number[] = []
  const lane = async (_: unknown, offset: number) => {
    for (let n = offset; n < items.length; n += lanes) {
      const due = started + (n * 1000) / perSecond
      await delay(Math.max(0, due - performance.now()))
      for (const item of items.slice(n, n + 1)) await work(item)
      times.push(performance.now() - due)
    }
  }
  await Promise.all(Array.from({ length: lanes }, lane))
  const seconds = (performance.now() - started) / 1000
  times.sort((a, b) => a - b)
  return {
    p50Ms: percentile(times, 0.5),
    p95Ms: percentile(times, 0.95),
    perSecond: items.length / seconds,
  }
}

export const percentile = (sorted: number[], share: number) =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0

export const median = (values: number[]): number => {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? 0
}

export async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now()
  await work()
  return performance.now() - started
}
