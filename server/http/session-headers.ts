import { createMiddleware } from 'hono/factory'
import { type Actor } from '../services/context.ts'

/**
 * Puts what a procedure said about the session (cookies, what the browser is to forget) into the answer, and forbids to
 * store it when it depends on who asked. What is the same for all, such as a public map, says `public` itself.
 */
export function sessionHeaders(answer: Headers, fromProcedures: Headers, actor: Actor): void {
  for (const [name, value] of fromProcedures) answer.append(name, value)
  const isPersonal = actor.kind === 'user' || answer.has('Set-Cookie')
  const cacheControl = answer.get('Cache-Control') ?? ''
  if (isPersonal && !/\bpublic\b|no-store/.test(cacheControl)) answer.set('Cache-Control', 'no-store')
}

/** Under https no cookie goes out in clear: neither the session nor a preference that somebody on the way could change. */
export const secureCookies = createMiddleware(async (c, next) => {
  await next()
  const cookies = c.res.headers.getSetCookie()
  if (cookies.every(isSecure)) return
  c.res.headers.delete('Set-Cookie')
  for (const cookie of cookies)
    c.res.headers.append('Set-Cookie', isSecure(cookie) ? cookie : `${cookie}; Secure`)
})

const isSecure = (cookie: string): boolean => /;\s*secure\s*(;|$)/i.test(cookie)
