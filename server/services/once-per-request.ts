import { type Ctx } from './context.ts'

/**
 * Runs a read once per request, however many loaders of a page call it. Works only in contexts that cache reads, as
 * the pages' contexts do from the start of the request or its last commit; elsewhere every call reads again.
 */
export function oncePerRequest<T>(
  read: (ctx: Ctx, key: string) => Promise<T>,
): (ctx: Ctx, key: string) => Promise<T> {
  const known = new WeakMap<object, Map<string, Promise<T>>>()
  return (ctx, key) => {
    const page = ctx.reads?.since
    if (!page) return read(ctx, key)
    const values = known.get(page) ?? new Map<string, Promise<T>>()
    known.set(page, values)
    const value = values.get(key) ?? read(ctx, key)
    values.set(key, value)
    return value
  }
}

/** The same context with a read cache. Use it for one page request only. */
export const withReadCache = (ctx: Ctx): Ctx => ({ ...ctx, reads: { since: {} } })

/** The database's time, read once per request, so that a page shows one moment. */
export const getRequestTime = oncePerRequest((ctx) => ctx.clock.now(ctx.db))
