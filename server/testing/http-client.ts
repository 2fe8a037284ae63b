import { type ServerBuild } from '@remix-run/node'
import { type Logger } from 'pino'
import { readEnv } from '../env.ts'
import { createSessionStore } from '../auth/session-store.ts'
import { createSseHub } from '../events/sse-stream.ts'
import { type Galaxies } from '../galaxies/galaxies.ts'
import { createHttpApp } from '../http/app.ts'
import { createTelemetry } from '../metrics/telemetry.ts'
import { NO_TRACER, type Tracer } from '../metrics/tracer.ts'
import { openPayPal } from '../paypal/open-paypal.ts'
import { type PayPal } from '../paypal/paypal-port.ts'
import { expectAnswerOnSchema, isRestOperation } from './answers-on-schema.ts'
import { traced } from '../services/context.ts'
import { type TestPlatform } from './test-platform.ts'

type Parts = {
  /** The pages; without them requests for pages fail. */
  build?: () => Promise<ServerBuild>
  /** Stands between the platform and its galaxies. */
  galaxies?: (galaxies: Galaxies) => Galaxies
  log?: Logger
  tracer?: Tracer
  /** Otherwise one that does not answer. */
  paypal?: PayPal
}
const same = (galaxies: Galaxies) => galaxies

/**
 * Sends requests to the HTTP entry of a test platform as a client at `ipAddress`. Requests for pages fail where
 * pages are not built; so do REST responses that the OpenAPI document does not describe.
 */
export function createHttpClient(
  platform: TestPlatform,
  source: Record<string, string> = {},
  {
    build = () => Promise.reject(new Error('this test asked for a page')),
    galaxies = same,
    log = platform.ctx().log,
    tracer = NO_TRACER,
    paypal: given,
  }: Parts = {},
) {
  const env = readEnv({ NODE_ENV: 'test', TRUST_PROXY: '1', ...source })
  const paypal = given ?? openPayPal(env)
  const sessions = createSessionStore(platform.db, { secure: env.publicUrl.startsWith('https:') })
  const app = createHttpApp({
    runtime: {
      env,
      log,
      ctx: (actor, trace) => {
        const ctx = platform.ctx(actor)
        return traced({ ...ctx, log, paypal, galaxies: galaxies(ctx.galaxies) }, trace)
      },
      sessions,
      telemetry: createTelemetry({ version: 'test', collectsProcess: false }),
      tracer,
      needs: { database: () => platform.db.execute('select 1') },
    },
    sse: createSseHub(platform.ctx().events, { sessions, maxPerAddress: env.STREAMS_PER_ADDRESS }),
    build,
    // A folder without files to serve: all paths here are API paths.
    clientDir: 'db/schema',
    isReady: () => true,
  })
  const send = async (path: string, init: RequestInit & { ipAddress?: string } = {}): Promise<Response> => {
    const headers = new Headers(init.headers)
    headers.set('x-forwarded-for', init.ipAddress ?? '192.0.2.1')
    const url = new URL(path, env.publicUrl)
    const answer = await app.fetch(new Request(url, { ...init, headers }), {})
    if (isRestOperation(url)) await expectAnswerOnSchema(init.method ?? 'GET', url, answer.clone())
    return answer
  }
  return {
    origin: new URL(env.publicUrl).origin,
    request: send,
    /** Sends a JSON request and reads the response body. */
    json: async (
      method: string,
      path: string,
      body?: unknown,
      headers: Record<string, string> = {},
    ): Promise<{ status: number; body: unknown; headers: Headers }> => {
      const hasBody = body !== undefined
      const response = await send(path, {
        method,
        headers: { ...(hasBody ? { 'Content-Type': 'application/json' } : {}), ...headers },
        ...(hasBody ? { body: JSON.stringify(body) } : {}),
      })
      const text = await response.text()
      return {
        status: response.status,
        body: text === '' ? null : (JSON.parse(text) as unknown),
        headers: response.headers,
      }
    },
  }
}
