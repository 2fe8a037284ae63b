import { Hono, type Context, type MiddlewareHandler } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { isDatabaseUnavailable } from '#db/connections.ts'
import { keysOf } from '../domain/keys-of.ts'
import { GAME_ERROR_STATUS, GameError, isGameError } from '../errors.ts'
import { GALAXY_CALLS, type CallInput, type GalaxyCall } from '../galaxy/galaxy-api.ts'
import { type GalaxyCtx } from '../galaxy/galaxy-context.ts'
import { GALAXY_HANDLERS } from '../galaxy/galaxy-handlers.ts'
import { galaxyUnavailable } from './galaxy-unavailable.ts'
import {
  equalsConstantTime,
  NONCE_HEADER,
  callPath,
  SIGNATURE_HEADER,
  signatureOf,
  serializeRefusal,
} from './galaxy-wire.ts'

const MAX_INPUT_BYTES = 256 * 1024
/** A treasury is shared among all citizens of a region: 40 bytes for each of them. */
const MAX_INPUT_BYTES_OF: Partial<Record<GalaxyCall, number>> = { shareTreasury: 4 * 1024 * 1024 }

/** Serves one galaxy over HTTP, to callers with its token only. */
export function serveGalaxy({ galaxy, token }: { galaxy: GalaxyCtx; token: string }): Hono {
  const app = new Hono()
  app.get('/healthz', (c) => c.text('ok'))
  app.get('/readyz', async (c) => {
    try {
      await GALAXY_HANDLERS.ping(galaxy, {})
      return c.json({ status: 'ready' })
    } catch {
      return c.json({ status: 'starting' }, 503)
    }
  })
  const admit: MiddlewareHandler = async (c, next) => {
    // Without the token there is neither a signature nor a hint of what is here.
    if (!equalsConstantTime(c.req.header('authorization') ?? '', `Bearer ${token}`)) return c.notFound()
    return bodyLimit({ maxSize: maxInputBytes(c.req.param('call')) })(c, next)
  }
  app.post(callPath(galaxy.galaxyId, ':call'), admit, async (c) => {
    try {
      return signed(c, token, 200, JSON.stringify(await answer(galaxy, c)))
    } catch (error) {
      const refusal = toRefusal(error)
      if (refusal.cause !== undefined) galaxy.log.error({ err: error }, 'a call from the platform failed')
      return signed(c, token, GAME_ERROR_STATUS[refusal.code], serializeRefusal(refusal))
    }
  })
  return app
}

const callNamed = (wanted: string | undefined): GalaxyCall | undefined =>
  keysOf(GALAXY_CALLS).find((call) => call === wanted)

const maxInputBytes = (call: string | undefined): number => {
  const name = callNamed(call)
  return (name && MAX_INPUT_BYTES_OF[name]) ?? MAX_INPUT_BYTES
}

async function answer(galaxy: GalaxyCtx, c: Context): Promise<unknown> {
  const name = callNamed(c.req.param('call'))
  if (!name) throw new GameError('NOT_FOUND', 'Unknown call.')
  const input = GALAXY_CALLS[name].input.safeParse(await c.req.json<unknown>().catch(() => null))
  if (!input.success) throw new GameError('BAD_REQUEST', input.error.message)
  return run(name, galaxy, input.data)
}

/** The input was parsed by the schema of the same call. */
const run = <Name extends GalaxyCall>(name: Name, galaxy: GalaxyCtx, input: unknown) =>
  GALAXY_HANDLERS[name](galaxy, input as CallInput<Name>)

const toRefusal = (error: unknown): GameError =>
  isGameError(error)
    ? error
    : isDatabaseUnavailable(error)
      ? galaxyUnavailable(error)
      : new GameError('UNAVAILABLE', 'The galaxy failed to handle this call.', {
          reason: 'galaxy-failed',
          cause: error,
        })

const signed = (c: Context, token: string, status: number, body: string): Response =>
  new Response(body, {
    status,
    headers: {
      'content-type': 'application/json',
      [SIGNATURE_HEADER]: signatureOf(token, c.req.header(NONCE_HEADER) ?? '', body),
    },
  })
