import { generateOpenApiDocument } from 'trpc-to-openapi'
import { appRouter } from './router.ts'

/** Where REST lives. */
export const REST_PREFIX = '/api/v1'

const DESCRIPTION = `The galaxy as JSON. Field names are camelCase, times ISO 8601 in UTC, rates fractions, money of the
game whole credits. Unknown fields are ignored. Lists take \`page\` (from 1) and \`pageSize\` (at most 100) and answer
\`{items, total, page, pageSize}\`. Errors are \`{code, message, issues?}\` with the fitting HTTP status.`

/** The OpenAPI 3.1 document of every procedure that has a REST path. */
export const createOpenApiDocument = (publicUrl: string) =>
  generateOpenApiDocument(appRouter, {
    title: 'SectorWars 2102',
    description: DESCRIPTION.replaceAll('\n', ' '),
    version: '1.0.0',
    openApiVersion: '3.1.0',
    baseUrl: `${publicUrl}${REST_PREFIX}`,
    securitySchemes: { accessToken: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } },
  })

export type OpenApiDocument = ReturnType<typeof createOpenApiDocument>
