import { callTRPCProcedure, getTRPCErrorFromUnknown, type AnyRouter } from '@trpc/server'
import { getHTTPStatusCodeFromError } from '@trpc/server/http'
import { GAME_ERROR_STATUS, GameError, isGameError } from '../errors.ts'
import { type ApiContext } from './init.ts'
import { readQuery } from './rest-query.ts'
import { matchPath, restRoutesOf, segmentsOf, type RestRoute } from './rest-routes.ts'

/**
 * The procedures as REST: JSON in, JSON out, errors as `{code, message, issues?}`. Written out here because the library
 * that makes the OpenAPI document (trpc-to-openapi) would answer requests by switching coercion on inside the shared input
 * schemas (from then on the pages' `"false"` is true), takes the first route that fits (`/regions/{name}` before
 * `/regions/my-region`), and knows no 405.
 */
export function createRestHandler(router: AnyRouter) {
  const routes = restRoutesOf(router)

  /** @param path within the interface, such as `/me` */
  return async (request: Request, path: string, context: ApiContext): Promise<Response> => {
    const segments = decodedSegments(path)
    const here = routes.filter((route) => segments && matchPath(route, segments))
    const method = request.method === 'HEAD' ? 'GET' : request.method
    const route = here.find((candidate) => candidate.method === method)
    try {
      if (!route || !segments) return noRoute(here, request.method)
      const input = await readInput(request, route, matchPath(route, segments) ?? {})
      const value: unknown = await callTRPCProcedure({
        router,
        path: route.procedure,
        getRawInput: async () => input,
        ctx: context,
        type: route.method === 'GET' ? 'query' : 'mutation',
        signal: request.signal,
        batchIndex: 0,
      })
      return value === undefined ? new Response(null, { status: 204 }) : json(200, value)
    } catch (error) {
      return errorResponse(error)
    }
  }
}

function decodedSegments(path: string): string[] | null {
  try {
    return segmentsOf(path).map((segment) => decodeURIComponent(segment))
  } catch {
    return null
  }
}

function noRoute(here: RestRoute[], method: string): Response {
  if (here.length === 0) return errorResponse(new GameError('NOT_FOUND', 'There is nothing at this path.'))
  const allowed = [...new Set(here.map((route) => route.method))].join(', ')
  if (method === 'OPTIONS') return new Response(null, { status: 204, headers: { Allow: allowed } })
  return json(
    405,
    { code: 'METHOD_NOT_ALLOWED', message: `Here only ${allowed} can be used.` },
    { Allow: allowed },
  )
}

async function readInput(request: Request, route: RestRoute, parameters: Record<string, string>) {
  const query = readQuery(new URL(request.url).searchParams, route.fields)
  const body = route.method === 'GET' ? {} : await readBody(request)
  const input = { ...query, ...body, ...parameters }
  return route.takesInput ? input : undefined
}

async function readBody(request: Request): Promise<Record<string, unknown>> {
  const text = await request.text()
  if (text === '') return {}
  const type = request.headers.get('content-type') ?? ''
  if (!/^application\/([\w.+-]+\+)?json\b/i.test(type)) throw new UnsupportedMediaType()
  const value = parsed(text)
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new GameError('BAD_REQUEST', 'The body must be a JSON object.')
  }
  return { ...value }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new GameError('BAD_REQUEST', 'The body is not valid JSON.', { cause })
  }
}

class UnsupportedMediaType extends Error {}

/** The one shape of a REST error. What is not a refusal says nothing of itself. */
export function errorResponse(thrown: unknown): Response {
  if (thrown instanceof UnsupportedMediaType) {
    return json(415, { code: 'UNSUPPORTED_MEDIA_TYPE', message: 'Send the body as application/json.' })
  }
  const refusal = refusalOf(thrown)
  if (refusal) {
    const { code, message, issues, retryAfterSeconds } = refusal
    const headers: Record<string, string> = {
      ...(retryAfterSeconds === undefined ? {} : { 'Retry-After': String(retryAfterSeconds) }),
      ...(code === 'UNAUTHORIZED' ? { 'WWW-Authenticate': 'Bearer' } : {}),
    }
    return json(GAME_ERROR_STATUS[code], { code, message, issues }, headers)
  }
  const error = getTRPCErrorFromUnknown(thrown)
  const status = getHTTPStatusCodeFromError(error)
  return status < 500
    ? json(status, { code: error.code, message: error.message })
    : json(status, { code: 'INTERNAL', message: 'Something went wrong on our side.' })
}

const refusalOf = (thrown: unknown): GameError | null => {
  if (isGameError(thrown)) return thrown
  return thrown instanceof Error && isGameError(thrown.cause) ? thrown.cause : null
}

const json = (status: number, value: unknown, headers: Record<string, string> = {}): Response =>
  new Response(JSON.stringify(value), {
    status,
    headers: { 'Content-Type': 'application/json', 'Cache-Control': 'no-store', ...headers },
  })
