import { type MiddlewareHandler } from 'hono'
import { cors } from 'hono/cors'

/** How long a browser may remember what a preflight said, seconds. */
const PREFLIGHT_SECONDS = 600

/**
 * Lets pages of these origins use the API with a token, and answers their preflights. Never with cookies: credentials are not
 * allowed, and no cookie is read beside a foreign Origin (api-context.ts).
 */
export const crossOrigin = (origins: readonly string[]): MiddlewareHandler =>
  cors({
    origin: (origin) => (origins.includes(origin) ? origin : null),
    allowMethods: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'],
    allowHeaders: ['Authorization', 'Content-Type'],
    exposeHeaders: ['RateLimit', 'RateLimit-Policy', 'Retry-After'],
    maxAge: PREFLIGHT_SECONDS,
    credentials: false,
  })
