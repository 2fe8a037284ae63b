import { setTimeout as delay } from 'node:timers/promises'

export type LoadResult = {
  requests: number
  perSecond: number
  p50Ms: number
  p95Ms: number
  p99Ms: number
  failed: number
}

/**
 * Lets `concurrency` users request one address in sequence, `requests` in all. With `pauseMs` each user waits that
 * long after a response, and users start spread over the first pause, as people do.
 */
export async function measureLoad(
  ask: () => Promise<Response>,
  options: { concurrency: number; requests: number; pauseMs?: number },
): Promise<LoadResult> {
  const { concurrency, pauseMs = 0 } = options
  const times: number[] = []
  let failed = 0
  let left = options.requests
  const started = performance.now()
  const user = async (_: unknown, index: number) => {
    if (pauseMs > 0) await delay((pauseMs * index) / concurrency)
    while (left-- > 0) {
      const from = performance.now()
      const response = await ask()
      await response.arrayBuffer()
      times.push(performance.now() - from)
      if (!response.ok) failed += 1
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

export const percentile = (sorted: number[], share: number) =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0

export const median = (values: number[]): number => {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? 0
}
