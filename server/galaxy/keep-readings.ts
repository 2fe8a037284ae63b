import { type GalaxyCtx } from './galaxy-context.ts'

type Kept<T> = { version: number; reading: Promise<T> }

/**
 * Makes a reader of something that changes with a galaxy's version only: one reading serves every request of this
 * process until another version is asked for. `most` galaxies are kept, the least recently asked for go first.
 */
export function keepReadings<T>(
  most: number,
): (galaxy: Pick<GalaxyCtx, 'galaxyId' | 'memory'>, version: number, read: () => Promise<T>) => Promise<T> {
  const keptFor = new WeakMap<object, Map<string, Kept<T>>>()
  return ({ galaxyId, memory }, version, read) => {
    const kept = keptFor.get(memory) ?? new Map<string, Kept<T>>()
    keptFor.set(memory, kept)
    const known = kept.get(galaxyId)
    const entry = known?.version === version ? known : { version, reading: read() }
    // Moved to the end: the first entry is always the least recently asked for.
    kept.delete(galaxyId)
    kept.set(galaxyId, entry)
    const [oldest] = kept.keys()
    if (kept.size > most && oldest !== undefined) kept.delete(oldest)
    // What could not be read is asked for again; the one who asked now hears why.
    entry.reading.catch(() => {
      if (kept.get(galaxyId) === entry) kept.delete(galaxyId)
    })
    return entry.reading
  }
}
