import { type Ctx } from './context.ts'

/**
 * Makes a read that several loaders of one page ask for happen once. Only where the context remembers its reads: the
 * pages' contexts do, from the request's begin or its last committed transaction on; elsewhere each call reads anew.
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

/** The same context, remembering what it reads. For one request of a page, never longer. */
export const withReadCache = (ctx: Ctx): Ctx => ({ ...ctx, reads: { since: {} } })

/** The database's time, once per request: a page shows one moment. */
export const getRequestTime = oncePerRequest((ctx) => ctx.clock.now(ctx.db))
