import { z } from 'zod'
import {
  createDocument,
  type ZodOpenApiOperationObject,
  type ZodOpenApiParameters,
  type ZodOpenApiPathsObject,
  type ZodOpenApiResponsesObject,
} from 'zod-openapi'
import { appRouter } from '../router.ts'
import { ERROR_DESCRIPTIONS, REST_ERROR_STATUS, restError, type RestErrorCode } from './error-schema.ts'
import { REST_TAGS } from './operation.ts'
import { PARAMETER_DESCRIPTIONS } from './parameters.ts'
import { pathParameters, restRoutesOf, type RestRoute } from './routes.ts'
import { REST_SCHEMAS } from './schemas.ts'

/** Where REST lives. */
export const REST_PREFIX = '/api/v1'

const DESCRIPTION = `The galaxy as JSON. Field names are camelCase, times ISO 8601 in UTC, rates fractions, money of the
game whole credits. Unknown fields are ignored. Lists take \`page\` (from 1) and \`pageSize\` (at most 100) and answer
\`{items, total, page, pageSize}\`. Errors are \`{code, message, reason?, issues?}\` with the fitting HTTP status.`

/** The OpenAPI 3.1 document of every procedure that REST serves. */
export const createOpenApiDocument = (publicUrl: string) =>
  createDocument(
    {
      openapi: '3.1.0',
      info: {
        title: 'SectorWars 2102',
        version: '1.0.0',
        description: DESCRIPTION.replaceAll('\n', ' '),
        license: { name: 'MIT', identifier: 'MIT' },
        contact: { name: 'SectorWars 2102', url: publicUrl },
      },
      servers: [{ url: `${publicUrl}${REST_PREFIX}` }],
      tags: Object.entries(REST_TAGS).map(([name, description]) => ({ name, description })),
      paths: pathsOf(restRoutesOf(appRouter)),
      components: {
        securitySchemes: { accessToken: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } },
      },
    },
    { override: ({ jsonSchema }) => dropPatternOfFormat(jsonSchema) },
  )

/** What a format says already; ids and times are nearly every second field. */
function dropPatternOfFormat(schema: { format?: string; pattern?: string }): void {
  if (schema.format === 'uuid' || schema.format === 'date-time') delete schema.pattern
}

export type OpenApiDocument = ReturnType<typeof createOpenApiDocument>

function pathsOf(routes: readonly RestRoute[]): ZodOpenApiPathsObject {
  const paths: ZodOpenApiPathsObject = {}
  for (const route of routes)
    paths[route.path] = { ...paths[route.path], [methodOf(route)]: operationOf(route) }
  return paths
}

const methodOf = ({ method }: RestRoute): string => method.toLowerCase()

function operationOf(route: RestRoute): ZodOpenApiOperationObject {
  const { path, query, body } = placesOf(route)
  return {
    operationId: route.procedure.replaceAll('.', '-'),
    summary: route.summary,
    description: route.description ?? `${route.summary}.`,
    tags: [route.tag],
    security: route.access === 'anyone' ? [] : [{ accessToken: [] }],
    requestParams: {
      ...(isEmpty(path) ? {} : { path: z.object(path) }),
      ...(isEmpty(query) ? {} : { query: z.object(query) }),
    } satisfies ZodOpenApiParameters,
    ...(isEmpty(body) ? {} : { requestBody: bodyOf(body) }),
    responses: responsesOf(route, { hasBody: !isEmpty(body) }),
  }
}

type Fields = Record<string, z.ZodType>
const isEmpty = (fields: Fields): boolean => Object.keys(fields).length === 0

/** Where each field of an operation belongs. Whose region it is stays in the query, also where there is a body. */
function placesOf(route: RestRoute): { path: Fields; query: Fields; body: Fields } {
  const inPath = pathParameters(route)
  const hasBody = route.method === 'POST' || route.method === 'PUT'
  const places = { path: {} as Fields, query: {} as Fields, body: {} as Fields }
  for (const [name, schema] of Object.entries(route.fields ?? {})) {
    if (inPath.includes(name)) places.path[name] = describedParameter(name, withoutAbsence(schema))
    else if (!hasBody || name === 'regionId') places.query[name] = describedParameter(name, schema)
    else places.body[name] = bodyField(route, name, schema)
  }
  return places
}

const describedParameter = (name: string, schema: z.ZodType): z.ZodType =>
  schema.meta({ description: PARAMETER_DESCRIPTIONS[name] })

function bodyField({ documented, requires }: RestRoute, name: string, schema: z.ZodType): z.ZodType {
  const shown = documented?.[name]
  if (shown) return z.safeParse(schema, undefined).success ? shown.optional() : shown
  return requires?.includes(name) ? withoutAbsence(schema) : schema
}

const withoutAbsence = (schema: z.ZodType): z.ZodType =>
  schema instanceof z.ZodOptional ? withoutAbsence(z.instanceof(z.ZodType).parse(schema.unwrap())) : schema

const bodyOf = (fields: Fields) => {
  const schema = z.object(fields)
  // An empty body is an empty object.
  return { required: !z.safeParse(schema, {}).success, content: { 'application/json': { schema } } }
}

function responsesOf(route: RestRoute, { hasBody }: { hasBody: boolean }): ZodOpenApiResponsesObject {
  const success: ZodOpenApiResponsesObject =
    route.answer === null
      ? { '204': { description: 'Done.', headers: QUOTA } }
      : {
          '200': {
            description: 'Done.',
            headers: QUOTA,
            content: { 'application/json': { schema: REST_SCHEMAS[route.answer] } },
          },
        }
  for (const code of codesOf(route, hasBody)) {
    success[`${REST_ERROR_STATUS[code]}`] = {
      description: ERROR_DESCRIPTIONS[code],
      ...headersOf(code),
      content: { 'application/json': { schema: restError } },
    }
  }
  return success
}

const WAITING = new Set<RestErrorCode>(['TOO_MANY_REQUESTS', 'UNAVAILABLE'])

const QUOTA = {
  RateLimit: {
    description: 'What is left: `"default";r=<requests>;t=<seconds until all are back>`.',
    schema: { type: 'string' as const },
  },
  'RateLimit-Policy': {
    description: 'What is allowed: `"default";q=<requests>;w=<seconds>`.',
    schema: { type: 'string' as const },
  },
}

const RETRY_AFTER = {
  'Retry-After': { description: 'Seconds to wait.', schema: { type: 'string' as const } },
}

/** Answered before a request is counted. */
const UNCOUNTED = new Set<RestErrorCode>([
  'PAYLOAD_TOO_LARGE',
  'REQUEST_HEADER_FIELDS_TOO_LARGE',
  'UNAVAILABLE',
])

const headersOf = (code: RestErrorCode) => ({
  headers: { ...(UNCOUNTED.has(code) ? {} : QUOTA), ...(WAITING.has(code) ? RETRY_AFTER : {}) },
})

/** Every refusal that can occur. A bad token is refused everywhere, and the Origin check guards every change. */
function codesOf(route: RestRoute, hasBody: boolean): RestErrorCode[] {
  const changes = route.method !== 'GET'
  const has = (code: RestErrorCode, may: boolean): RestErrorCode[] => (may ? [code] : [])
  return [
    'BAD_REQUEST',
    'UNAUTHORIZED',
    ...has('FORBIDDEN', changes || route.access !== 'anyone'),
    ...has('NOT_FOUND', route.tag !== 'status' && route.tag !== 'auth'),
    // What a pilot can see or ask for depends on where the ship is.
    ...has('CONFLICT', changes || route.tag === 'play'),
    ...has('PAYLOAD_TOO_LARGE', changes),
    ...has('UNSUPPORTED_MEDIA_TYPE', changes && hasBody),
    'TOO_MANY_REQUESTS',
    'REQUEST_HEADER_FIELDS_TOO_LARGE',
    'INTERNAL',
    'UNAVAILABLE',
  ]
}
