import { type EventBus } from '../events/event-bus.ts'
import { type Ctx } from './context.ts'

/** How long a reading serves others. What is announced, or written by this process, ends it at once. */
const SHARED_MS = 2_000
const SHARED_MAX = 1_000

/** What a reading depends on, told apart by its JSON. */
type Key = string | number | undefined | readonly Key[] | { readonly [name: string]: Key }

type Kept = { until: number; value: Promise<unknown> }

/** One for each platform of this process, as each has one bus. */
const keptFor = new WeakMap<EventBus, Map<string, Kept>>()

function readingsOf(events: EventBus): Map<string, Kept> {
  const known = keptFor.get(events)
  if (known) return known
  const kept = new Map<string, Kept>()
  keptFor.set(events, kept)
  const forget = () => kept.clear()
  events.subscribe(forget, forget)
  return kept
}

/** Call after a write: later callers read again. */
export const forgetSharedReadings = (ctx: Pick<Ctx, 'events'>): void => keptFor.get(ctx.events)?.clear()

/**
 * Lets the pages of many people share one read, so that one event makes one query and not hundreds. `read` runs without an
 * actor: its result must be the same for everybody with access, and callers check access before, for each reader. Outside
 * pages, and in transactions, every call reads.
 * @param name of its own among all shared readings
 */
export function sharedReading<Keys extends readonly Key[], T>(
  name: string,
  read: (ctx: Ctx, ...keys: Keys) => Promise<T>,
): (ctx: Ctx, ...keys: Keys) => Promise<T> {
  return (ctx, ...keys) => {
    // Reads that were remembered for one person must not be shared, nor the other way round.
    const nobody: Ctx = { ...ctx, actor: { kind: 'anonymous' }, reads: undefined }
    if (!ctx.reads) return read(nobody, ...keys)
    const kept = readingsOf(ctx.events)
    const key = JSON.stringify([name, ...keys])
    const known = kept.get(key)
    // What is kept under a name was read by the one function of that name.
    if (known && known.until > performance.now()) return known.value as Promise<T>
    const value = read(nobody, ...keys)
    const entry = { until: performance.now() + SHARED_MS, value }
    kept.delete(key)
    kept.set(key, entry)
    const [oldest] = kept.keys()
    if (kept.size > SHARED_MAX && oldest !== undefined) kept.delete(oldest)
    value.catch(() => {
      if (kept.get(key) === entry) kept.delete(key)
    })
    return value
  }
}
