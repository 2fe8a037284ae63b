import { randomUUID } from 'node:crypto'
import { existsSync, readdirSync } from 'node:fs'
import { type HttpBindings } from '@hono/node-server'
import { serveStatic } from '@hono/node-server/serve-static'
import { createRequestHandler, type AppLoadContext, type ServerBuild } from '@remix-run/node'
import { TRPCError } from '@trpc/server'
import { fetchRequestHandler } from '@trpc/server/adapters/fetch'
import { Hono, type Context } from 'hono'
import { createMiddleware } from 'hono/factory'
import { asUnavailable } from '../away.ts'
import { type RefusedKind } from '../domain/operations/refused-requests.ts'
import { BATCH_MAX } from '../domain/paging.ts'
import { readCookie } from '../domain/read-cookie.ts'
import { isGameError } from '../errors.ts'
import { type SseHub } from '../events/sse-stream.ts'
import { addressKey } from '../limits/address-key.ts'
import { createRequestGate } from '../limits/request-gate.ts'
import { createDeliveryVerifier } from '../paypal/delivery-verifier.ts'
import { payPalAccess } from '../paypal/open-paypal.ts'
import { checkReadiness } from '../readiness.ts'
import { type Runtime } from '../runtime.ts'
import { withReadCache } from '../services/once-per-request.ts'
import { getPlatformGauges } from '../services/platform/get-platform-gauges.ts'
import { isSuspended } from '../services/require-actor.ts'
import { type ApiContext } from '../trpc/init.ts'
import { toTrpcError } from '../trpc/map-errors.ts'
import { browserRouter } from '../trpc/browser-router.ts'
import { createCaller } from '../trpc/router.ts'
import { REST_PREFIX } from '../trpc/rest/openapi-document.ts'
import { errorResponse } from '../trpc/rest/handler.ts'
import { createAlertsWebhook } from './alerts-webhook.ts'
import { apiContextFor } from './api-context.ts'
import { clientAddress } from './client-address.ts'
import { compressAnswer } from './compress.ts'
import { crossOrigin } from './cross-origin.ts'
import { isForeignOrigin, isForeignRequest } from './origin-check.ts'
import { doorOf } from './door-of.ts'
import { BODY_REFUSAL, limitBody } from './limit-body.ts'
import { createMetricsDoor } from './metrics.ts'
import { createPageCache } from './page-cache.ts'
import { createPayPalWebhook } from './paypal-webhook.ts'
import { oneHost } from './one-host.ts'
import { mountRest } from './rest-routes.ts'
import { createRouteNames } from './route-names.ts'
import { refusedPage } from './refused-page.ts'
import { contentSecurityPolicy, fixedHeaders } from './security-headers.ts'
import { secureCookies, sessionHeaders } from './session-headers.ts'

export type HttpAppOptions = {
  runtime: Pick<Runtime, 'env' | 'log' | 'ctx' | 'sessions' | 'needs' | 'telemetry' | 'tracer'>
  sse: SseHub
  build: ServerBuild | (() => Promise<ServerBuild>)
  /** Folder of the built client files. */
  clientDir: string
  /** True once migrations, galaxies and worker stand. */
  isReady: () => boolean
}

type Env = {
  Bindings: HttpBindings
  Variables: { api: ApiContext; requestId: string; isBodyRefused?: boolean }
}

/** The HTTP entry: static files, pages, tRPC, REST, live events, health. */
export function createHttpApp(options: HttpAppOptions): Hono<Env> {
  const { runtime, sse, build, clientDir } = options
  const { env, log } = runtime
  const publicOrigin = new URL(env.publicUrl).origin
  const isLocal = ['localhost', '127.0.0.1'].includes(new URL(env.publicUrl).hostname)
  const localOrigins = [`http://localhost:${env.PORT}`, `http://127.0.0.1:${env.PORT}`]
  const ownOrigins = isLocal ? [publicOrigin, ...localOrigins] : [publicOrigin]
  const paypalOrigins = [new URL(runtime.ctx({ kind: 'anonymous' }).paypal.sdkBaseUrl).origin]
  const https = publicOrigin.startsWith('https:')
  const handlePage = createRequestHandler(build, env.isProduction ? 'production' : 'development')
  const policyWithoutScripts = contentSecurityPolicy('', paypalOrigins)
  const pages = createPageCache(runtime.ctx({ kind: 'anonymous' }).events)
  const gate = createRequestGate({ perMinute: env.REQUESTS_PER_MINUTE })
  const app = new Hono<Env>()

  /** What a page asks for by script is answered as Remix answers, so that the page can show it; nothing is looked up for it. */
  const refusePageData = async (c: Context<Env>, error: unknown): Promise<Response> => {
    if (!isGameError(error)) throw error
    const { status, headers } = errorResponse(error)
    const url = new URL(c.req.url)
    url.searchParams.set('_routes', 'root')
    const refusedAnswer = await handlePage(new Request(url, c.req.raw), {
      api: createCaller(() => {
        throw toTrpcError(new TRPCError({ code: 'TOO_MANY_REQUESTS', cause: error }))
      }),
      user: null,
      refusal: { status, message: error.message },
      bodyRefusal: null,
      cspNonce: '',
      gallery: false,
      reportError: () => undefined,
    })
    const answer = new Response(refusedAnswer.body, refusedAnswer)
    for (const name of ['Retry-After', 'Cache-Control']) answer.headers.set(name, headers.get(name) ?? '')
    return answer
  }

  /** Notes what is refused before anything is looked up for it. */
  const noteRefused = (kind: RefusedKind, request: Request, socketAddress: string | undefined): void => {
    const address = clientAddress(request, socketAddress, env.TRUST_PROXY)
    runtime.ctx({ kind: 'anonymous' }).refusedRequests.note({
      ...{ kind, what: doorOf(new URL(request.url).pathname), reason: '' },
      ...{ userId: null, address: addressKey(address) },
    })
  }

  const { telemetry } = runtime
  const nameOf = createRouteNames(build)
  telemetry.watch('event_streams', 'Open event streams of browser tabs', () => sse.count())
  const metrics = createMetricsDoor({
    ...{ token: env.METRICS_TOKEN, telemetry, log },
    read: () => getPlatformGauges(runtime.ctx({ kind: 'system', job: 'metrics' })),
  })

  app.use('*', fixedHeaders({ https }))
  app.use('*', oneHost({ publicUrl: env.publicUrl, port: env.PORT }))
  app.get('/healthz', (c) => c.text('ok'))
  app.get('/metrics', metrics)
  app.get('/readyz', async (c) => {
    if (!options.isReady()) return c.json({ status: 'starting' }, 503)
    const readiness = await checkReadiness(runtime.needs, log)
    return c.json(readiness, readiness.status === 'ok' ? 200 : 503)
  })

  app.use(
    '/assets/*',
    serveStatic({
      root: clientDir,
      precompressed: true,
      onFound: (_path, c) => serveAs(c, 'public, max-age=31536000, immutable'),
    }),
  )
  // By name: otherwise every request would ask the disk whether it is a file.
  for (const name of namesIn(clientDir)) {
    app.use(
      `/${name}`,
      serveStatic({
        root: clientDir,
        precompressed: true,
        onFound: (_path, c) => serveAs(c, 'public, max-age=3600'),
      }),
    )
  }

  app.use('*', async (c, next) => {
    const began = performance.now()
    const requestId = randomUUID()
    c.set('requestId', requestId)
    await next()
    const ms = performance.now() - began
    const { region, ...name } = nameOf(c.req.path)
    const labels = { ...name, method: methodLabel(c.req.method), code: c.res.status }
    telemetry.countRequest(labels, ms / 1000)
    runtime.tracer.request({ requestId, ...labels }, ms)
    log.info(
      { requestId, ...labels, ...whoAsked(c.var.api), ...(region ? { region } : {}), ms: Math.round(ms) },
      'request',
    )
    c.res.headers.set('X-Request-Id', requestId)
  })
  app.use('*', async (c, next) => {
    await next()
    const answer = await compressAnswer(c.req.raw, c.res)
    if (answer === c.res) return
    // Otherwise the headers of the one before would be written over its own.
    c.res = undefined
    c.res = answer
  })
  if (https) app.use('*', secureCookies)
  app.use('*', async (c, next) => {
    await next()
    // A page names its own scripts.
    if (!c.res.headers.has('Content-Security-Policy'))
      c.res.headers.set('Content-Security-Policy', policyWithoutScripts)
  })
  if (env.API_ORIGINS.length > 0) app.use(`${REST_PREFIX}/*`, crossOrigin(env.API_ORIGINS))
  app.use('*', async (c, next) => {
    const guests = c.req.path.startsWith(`${REST_PREFIX}/`) ? env.API_ORIGINS : []
    if (isForeignRequest(c.req.raw, ownOrigins, guests)) {
      noteRefused('cross-site', c.req.raw, c.env.incoming?.socket.remoteAddress)
      return c.json({ code: 'FORBIDDEN', message: 'This request comes from another site.' }, 403)
    }
    return next()
  })
  const limitAddress = createMiddleware<Env>(async (c, next) => {
    const address = clientAddress(c.req.raw, c.env.incoming?.socket.remoteAddress, env.TRUST_PROXY)
    try {
      await gate.take(address, callsIn(c.req.path))
    } catch (error) {
      noteRefused('too-many', c.req.raw, c.env.incoming?.socket.remoteAddress)
      return isPageData(c.req.path) ? refusePageData(c, error) : refuse(c, error)
    }
    return next()
  })
  app.use('*', limitAddress)
  // Nothing reads the body of a GET, and to ask for it costs a read a twentieth of its time.
  app.on(['POST', 'PUT', 'PATCH', 'DELETE'], '*', limitBody)
  app.route(
    '/',
    createPayPalWebhook(
      () => runtime.ctx({ kind: 'system', job: 'paypal-webhook' }),
      createDeliveryVerifier({
        environment: env.PAYPAL_ENVIRONMENT,
        webhookId: payPalAccess(env).webhookId,
        simulatorUrl: env.simulatorUrl,
        paypal: runtime.ctx({ kind: 'anonymous' }).paypal,
      }),
    ),
  )
  app.route(
    '/',
    createAlertsWebhook(() => runtime.ctx({ kind: 'system', job: 'alerts-webhook' }), env.ALERTS_TOKEN),
  )
  app.use('*', async (c, next) => {
    const responseHeaders = new Headers()
    const address = c.env.incoming?.socket.remoteAddress
    const readsCookies = !isForeignOrigin(c.req.raw, ownOrigins)
    try {
      c.set(
        'api',
        await apiContextFor(runtime, c.req.raw, address, responseHeaders, {
          readsCookies,
          requestId: c.get('requestId'),
        }),
      )
    } catch (error) {
      if (!isGameError(error)) throw error
      if (error.reason === 'invalid-access-token')
        noteRefused('bad-token', c.req.raw, c.env.incoming?.socket.remoteAddress)
      return errorResponse(error)
    }
    await next()
    sessionHeaders(c.res.headers, responseHeaders, c.get('api').service.actor)
  })

  app.all('/trpc/*', (c) =>
    fetchRequestHandler({
      endpoint: '/trpc',
      req: c.req.raw,
      router: browserRouter,
      // As many calls as a page makes at once, not as many as fit into a request.
      maxBatchSize: BATCH_MAX,
      createContext: () => c.get('api'),
    }),
  )

  mountRest(app, env.publicUrl)

  app.get('/events', (c) => {
    const { service, request } = c.get('api')
    // Whose account is suspended hears what strangers hear.
    const actor = isSuspended(service.actor) ? ({ kind: 'anonymous' } as const) : service.actor
    const regionIds = new Set((c.req.query('regions') ?? '').split(',').filter(Boolean).slice(0, 20))
    const watcher = {
      userId: actor.kind === 'user' ? actor.userId : null,
      isAdmin: actor.kind === 'user' && actor.role === 'admin',
      sessionId: request.sessionId,
      ipAddress: request.ipAddress,
      regionIds,
    }
    try {
      return sse.open(watcher, c.req.raw.signal)
    } catch (error) {
      return refuse(c, error)
    }
  })

  app.all('*', async (c) => {
    const api = c.get('api')
    const { service } = api
    const { actor } = service
    const contextFor = (cspNonce: string): AppLoadContext => ({
      // Loaders of one page run side by side and ask for the same things.
      api: createCaller({ ...api, service: withReadCache(api.service) }),
      user:
        actor.kind === 'user'
          ? {
              id: actor.userId,
              callsign: actor.callsign,
              // Who lacks a second factor is led to its setup by the pages of administrators.
              role: actor.lacksFactor ? 'admin' : actor.role,
              isUnconfirmed: actor.unconfirmed === true && service.config.confirmationRequired,
              suspension: actor.suspension ?? null,
            }
          : null,
      refusal: null,
      bodyRefusal: c.get('isBodyRefused') ? BODY_REFUSAL : null,
      cspNonce,
      gallery: !env.isProduction,
      reportError: (error, request) => {
        // Remix reports unknown addresses too; they are the reader's mistake, not ours.
        if (typeof error === 'object' && error !== null && 'status' in error && error.status === 404) return
        service.log.error({ err: error, route: nameOf(new URL(request.url).pathname).route }, 'a page failed')
      },
    })
    return pages.answer(
      c.req.raw,
      (nonce) => handlePage(c.req.raw, contextFor(nonce)),
      (scripts) => contentSecurityPolicy(scripts, paypalOrigins),
    )
  })

  const traceOf = (c: Context<Env>) => ({ requestId: c.get('requestId'), route: nameOf(c.req.path).route })
  app.onError((error, c) => {
    const away = asUnavailable(error)
    if (away) {
      log.warn({ err: error, ...traceOf(c) }, 'a request could not be answered for now')
      return isPageData(c.req.path) ? refusePageData(c, away) : refuse(c, away)
    }
    log.error({ err: error, ...traceOf(c) }, 'a request failed')
    return c.json({ code: 'INTERNAL', message: 'Something went wrong on our side.' }, 500)
  })
  return app
}

/** The account that asked, if one did. A request that was refused before has no context. */
function whoAsked(api: ApiContext | undefined): { userId?: string } {
  const actor = api?.service.actor
  return actor?.kind === 'user' ? { userId: actor.userId } : {}
}

/** Anybody may send a method of their own. */
const METHODS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])
const methodLabel = (method: string): string => (METHODS.has(method) ? method : 'other')

/** A batch of calls counts as many requests as it holds. */
const callsIn = (path: string): number => (path.startsWith('/trpc/') ? path.split(/,|%2c/i).length : 1)

/** Asked for by the script of a page: what Remix calls single fetch. */
const isPageData = (path: string): boolean => path.endsWith('.data')

/** A refusal in the words of the door: JSON for programs and scripts, a page where a page was asked for. */
function refuse(c: Context, error: unknown): Response {
  if (!isGameError(error)) throw error
  const refusal = errorResponse(error)
  if (!(c.req.header('accept') ?? '').includes('text/html')) return refusal
  const headers = new Headers(refusal.headers)
  headers.set('Content-Type', 'text/html; charset=utf-8')
  const page = {
    status: refusal.status,
    message: error.message,
    theme: readCookie(c.req.header('cookie') ?? null, 'theme') ?? undefined,
  }
  return new Response(refusedPage(page), { status: refusal.status, headers })
}

/** Files of a folder, without those of its folders; none if there is no such folder. */
const namesIn = (folder: string): string[] =>
  existsSync(folder)
    ? readdirSync(folder, { withFileTypes: true }).flatMap((entry) => (entry.isFile() ? [entry.name] : []))
    : []

function serveAs(c: Context, cacheControl: string) {
  c.header('Cache-Control', cacheControl)
}
