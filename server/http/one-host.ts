import { createMiddleware } from 'hono/factory'

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]'])
/** What programs, proxies and PayPal ask for, at whatever address they know. */
const FOR_PROGRAMS = /^\/(healthz|readyz|metrics|api|trpc|webhooks|events|assets)(\/|$)/

/** Where somebody who opened a page at another name of this machine goes on; null for everything else. */
export function elsewhereOf(
  request: { method: string; url: string; headers: Pick<Headers, 'get'> },
  installation: { publicUrl: string; port: number },
): string | null {
  if (request.method !== 'GET' && request.method !== 'HEAD') return null
  const home = new URL(installation.publicUrl)
  const here = new URL(request.url)
  // Only where this process itself is what PUBLIC_URL names: behind a proxy that names it by its own address, it would never end.
  const isServedHere = home.protocol === 'http:' && Number(home.port || 80) === installation.port
  if (!isServedHere || !LOOPBACK.has(here.hostname) || here.hostname === home.hostname) return null
  if (FOR_PROGRAMS.test(here.pathname) || request.headers.get('x-forwarded-for')) return null
  return `${home.origin}${here.pathname}${here.search}`
}

/**
 * One host for one person: a session belongs to the host at which it began, and PayPal sends people back to that of PUBLIC_URL. Who
 * logs in at 127.0.0.1 would return from a purchase as a stranger.
 */
export const oneHost = (installation: { publicUrl: string; port: number }) =>
  createMiddleware(async (c, next) => {
    const elsewhere = elsewhereOf(c.req.raw, installation)
    return elsewhere === null ? next() : c.redirect(elsewhere, 307)
  })
