import { createMiddleware } from 'hono/factory'
import { bodyLimit } from 'hono/body-limit'
import { doorOf } from './door-of.ts'

/** Largest body that a page, procedure or program may send, bytes. */
const BODY_LIMIT = 256 * 1024

export const BODY_REFUSAL = `A request may hold at most ${BODY_LIMIT / 1024} KB.`

const limit = bodyLimit({
  maxSize: BODY_LIMIT,
  onError: (c) => {
    c.set('isBodyRefused', true)
    return c.json({ code: 'PAYLOAD_TOO_LARGE', message: BODY_REFUSAL }, 413)
  },
})

/**
 * Refuses a body that is too large. The action of a page runs without it and is told so (`isBodyRefused`): its form is where the person
 * who sent it can read why.
 */
export const limitBody = createMiddleware<{ Variables: { isBodyRefused?: boolean } }>(async (c, next) => {
  const refusal = await limit(c, next)
  if (!c.get('isBodyRefused') || doorOf(c.req.path) !== 'page') return refusal
  c.req.raw = withoutBody(c.req.raw)
  await next()
})

/** The same request with an empty form. */
function withoutBody({ url, method, headers: sent, signal }: Request): Request {
  const headers = new Headers(sent)
  for (const name of ['Content-Length', 'Transfer-Encoding', 'Content-Encoding']) headers.delete(name)
  headers.set('Content-Type', 'application/x-www-form-urlencoded')
  return new Request(url, { method, headers, body: '', signal })
}
