import { callTRPCProcedure, getTRPCErrorFromUnknown, type AnyRouter } from '@trpc/server'
import { getHTTPStatusCodeFromError } from '@trpc/server/http'
import { GAME_ERROR_STATUS, GameError, isGameError } from '../../errors.ts'
import { type ApiContext } from '../init.ts'
import { readQuery } from './query.ts'
import { matchPath, restRoutesOf, segmentsOf, type RestRoute } from './routes.ts'
import { REST_SCHEMAS, type RestSchemaName } from './schemas.ts'

/**
 * The procedures as REST: JSON in, JSON out, errors as `{code, message, reason?, issues?}`. A procedure's `meta.rest` says
 * where it is, how its fields are called here and what of its answer is sent.
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
        getRawInput: () => Promise.resolve(input),
        ctx: context,
        type: route.type,
        signal: request.signal,
        batchIndex: 0,
      })
      if (route.answer === null) return new Response(null, { status: 204 })
      return json(200, answerOf(route.answer, value))
    } catch (error) {
      if (error instanceof WrongAnswer)
        context.service.log.error({ err: error, procedure: route?.procedure }, 'an answer is off its schema')
      return errorResponse(error, route?.names)
    }
  }
}

class WrongAnswer extends Error {}

function answerOf(name: RestSchemaName, value: unknown): unknown {
  const answer = REST_SCHEMAS[name].safeParse(value)
  if (!answer.success) throw new WrongAnswer(answer.error.message)
  return answer.data
}

function decodedSegments(path: string): string[] | null {
  try {
    return segmentsOf(path).map((segment) => decodeURIComponent(segment))
  } catch {
    return null
  }
}

function noRoute(here: RestRoute[], method: string): Response {
  if (here.length === 0) return errorResponse(new GameError('NOT_FOUND', 'Unknown endpoint.'))
  const allowed = [...new Set(here.map((route) => route.method))].join(', ')
  if (method === 'OPTIONS') return new Response(null, { status: 204, headers: { Allow: allowed } })
  return json(
    405,
    { code: 'METHOD_NOT_ALLOWED', message: `Method not allowed. Use ${allowed}.` },
    { Allow: allowed },
  )
}

async function readInput(request: Request, route: RestRoute, parameters: Record<string, string>) {
  if (route.fields === null) return undefined
  const query = readQuery(new URL(request.url).searchParams, route.fields)
  const given: Record<string, unknown> = { ...query, ...(await readBody(request, route)), ...parameters }
  const missing = (route.requires ?? []).filter((field) => given[field] === undefined)
  if (missing.length > 0) {
    const issues = missing.map((field) => ({ path: field, message: `${field} is required.` }))
    throw new GameError('BAD_REQUEST', issues.map(({ message }) => message).join(' '), { issues })
  }
  for (const [wire, field] of Object.entries(route.names ?? {})) {
    given[field] = given[wire]
    if (given[field] === undefined) delete given[field]
  }
  return given
}

async function readBody(request: Request, { method }: RestRoute): Promise<Record<string, unknown>> {
  if (method === 'GET' || method === 'DELETE') return {}
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
export function errorResponse(thrown: unknown, names: RestRoute['names'] = {}): Response {
  if (thrown instanceof UnsupportedMediaType) {
    return json(415, { code: 'UNSUPPORTED_MEDIA_TYPE', message: 'Send the body as application/json.' })
  }
  const refusal = refusalOf(thrown)
  if (refusal) {
    const { code, message, reason, retryAfterSeconds } = refusal
    const issues = refusal.issues?.map((issue) => ({ ...issue, path: wirePath(issue.path, names) }))
    const headers: Record<string, string> = {
      ...(retryAfterSeconds === undefined ? {} : { 'Retry-After': String(retryAfterSeconds) }),
      ...(code === 'UNAUTHORIZED' ? { 'WWW-Authenticate': 'Bearer' } : {}),
    }
    return json(GAME_ERROR_STATUS[code], { code, message, reason, issues }, headers)
  }
  const error = getTRPCErrorFromUnknown(thrown)
  const status = getHTTPStatusCodeFromError(error)
  return status < 500
    ? json(400, { code: 'BAD_REQUEST', message: error.message })
    : json(500, { code: 'INTERNAL', message: 'Something went wrong on our side.' })
}

/** A field of the procedure as REST calls it. */
function wirePath(path: string, names: NonNullable<RestRoute['names']>): string {
  const [first = '', ...rest] = path.split('.')
  const wire = Object.entries(names).find(([, field]) => field === first)?.[0] ?? first
  return [wire, ...rest].join('.')
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
