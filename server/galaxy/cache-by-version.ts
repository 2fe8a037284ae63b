import { type GalaxyCtx } from './galaxy-context.ts'

type Entry<T> = { version: number; value: Promise<T> }

/**
 * A cache for data that changes only with a galaxy's version: one read serves all requests of the process until another
 * version is requested. Holds `maxGalaxies`; the least recently used is evicted.
 */
export function cacheByVersion<T>(
  maxGalaxies: number,
): (
  galaxy: Pick<GalaxyCtx, 'galaxyId' | 'cacheScope'>,
  version: number,
  read: () => Promise<T>,
) => Promise<T> {
  const caches = new WeakMap<object, Map<string, Entry<T>>>()
  return ({ galaxyId, cacheScope }, version, read) => {
    const cache = caches.get(cacheScope) ?? new Map<string, Entry<T>>()
    caches.set(cacheScope, cache)
    const cached = cache.get(galaxyId)
    const entry = cached?.version === version ? cached : { version, value: read() }
    // Moved to the end: the first entry is always the least recently used.
    cache.delete(galaxyId)
    cache.set(galaxyId, entry)
    const [oldest] = cache.keys()
    if (cache.size > maxGalaxies && oldest !== undefined) cache.delete(oldest)
    // A failed read is not cached; this caller gets the error.
    entry.value.catch(() => {
      if (cache.get(galaxyId) === entry) cache.delete(galaxyId)
    })
    return entry.value
  }
}
