const MINUTE_MS = 60_000

/** So many calls a minute, of this process. Says whether one is left, and takes it. */
export function createCallBudget(perMinute: number, clock: { now(): Date }): () => boolean {
  let since = Number.NEGATIVE_INFINITY
  let taken = 0
  return () => {
    const now = clock.now().getTime()
    if (now - since >= MINUTE_MS) [since, taken] = [now, 0]
    if (taken >= perMinute) return false
    taken++
    return true
  }
}
