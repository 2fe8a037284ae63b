import { type Context, type Hono } from 'hono'
import { createMiddleware } from 'hono/factory'
import { readCookie } from '../domain/read-cookie.ts'
import { addressKey } from '../limits/address-key.ts'
import { rateLimitHeaders } from '../limits/rate-limit-headers.ts'
import { type ApiContext } from '../trpc/init.ts'
import { createOpenApiDocument, REST_PREFIX } from '../trpc/rest/openapi-document.ts'
import { createRestHandler, errorResponse } from '../trpc/rest/handler.ts'
import { appRouter } from '../trpc/router.ts'
import { apiDocsPage } from './api-docs/docs-page.ts'
import { documentShape } from './api-docs/document-shape.ts'

type RestEnv = { Variables: { api: ApiContext } }

/** Mounts REST with its OpenAPI document and the page made from it. Needs `api` in the context of the request. */
export function mountRest<E extends RestEnv>(app: Hono<E>, publicUrl: string): void {
  const handle = createRestHandler(appRouter)
  const document = createOpenApiDocument(publicUrl)
  const documentText = JSON.stringify(document)
  const documentForPage = documentShape.parse(JSON.parse(documentText))

  /** Programs of one account share what it may ask, from wherever they ask; without one it is the address. */
  const limitPrograms = createMiddleware<RestEnv>(async (c, next) => {
    const { service, request } = c.get('api')
    const { actor, limits } = service
    const quota = await (actor.kind === 'user'
      ? limits.count('api-user', actor.userId)
      : limits.count('api-address', addressKey(request.ipAddress)))
    if (quota.refusal) c.res = errorResponse(quota.refusal)
    else await next()
    for (const [name, value] of Object.entries(rateLimitHeaders(quota))) c.res.headers.set(name, value)
  })
  app.use(`${REST_PREFIX}/*`, limitPrograms)
  app.get(`${REST_PREFIX}/openapi.json`, (c) =>
    c.body(documentText, 200, { 'Content-Type': 'application/json', 'Access-Control-Allow-Origin': '*' }),
  )
  app.get(`${REST_PREFIX}/docs`, (c) => c.html(apiDocsPage(documentForPage, themeOf(c))))
  app.get(REST_PREFIX, (c) => c.redirect(`${REST_PREFIX}/docs`))
  app.all(`${REST_PREFIX}/*`, (c) => handle(c.req.raw, c.req.path.slice(REST_PREFIX.length), c.get('api')))
}

/** The theme that the reader chose on the pages. */
function themeOf(c: Context): 'dark' | 'light' | 'system' {
  const chosen = readCookie(c.req.header('cookie') ?? null, 'theme')
  return chosen === 'light' || chosen === 'system' ? chosen : 'dark'
}
