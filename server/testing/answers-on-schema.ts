import addFormats from 'ajv-formats'
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import { expect } from 'vitest'
import { z } from 'zod'
import { createOpenApiDocument, REST_PREFIX } from '../trpc/rest/openapi-document.ts'

const response = z.object({
  content: z.object({ 'application/json': z.object({ schema: z.unknown() }) }).optional(),
})
const documentShape = z.object({
  paths: z.record(z.string(), z.record(z.string(), z.object({ responses: z.record(z.string(), response) }))),
  components: z.object({ schemas: z.record(z.string(), z.unknown()) }),
})
export type RestDocument = z.infer<typeof documentShape>

let read: RestDocument | null = null
/** The document as programs get it. */
export const restDocument = (): RestDocument =>
  (read ??= documentShape.parse(JSON.parse(JSON.stringify(createOpenApiDocument('http://localhost:3000')))))

const validators = new Map<string, ValidateFunction>()

function validatorOf(pointer: string): ValidateFunction {
  const known = validators.get(pointer)
  if (known) return known
  const ajv = new Ajv2020({ strict: false, allErrors: true })
  addFormats(ajv)
  ajv.addSchema({ $id: 'document', ...restDocument() })
  const made = ajv.compile({ $ref: `document#${pointer}` })
  validators.set(pointer, made)
  return made
}

/** Paths that describe the interface and are none of its operations. */
const ABOUT = new Set(['', '/docs', '/openapi.json'])

const pathOf = (url: URL): string => url.pathname.slice(REST_PREFIX.length)

export const isRestOperation = (url: URL): boolean =>
  url.pathname.startsWith(REST_PREFIX) && !ABOUT.has(pathOf(url))

/** Fails unless the OpenAPI document has this status for the operation and the body fits its schema. */
export async function expectAnswerOnSchema(method: string, url: URL, answer: Response): Promise<void> {
  if (['HEAD', 'OPTIONS'].includes(method)) return
  const path = pathOf(url)
  const asked = `${method} ${path}`
  const operation = operationAt(method, path)
  const text = await answer.text()
  if (!operation) {
    expect([asked, answer.status >= 400 && faultsOf('/components/schemas/Error', text)]).toEqual([
      asked,
      null,
    ])
    return
  }
  const { responses } = restDocument().paths[operation.template]?.[operation.method] ?? { responses: {} }
  const declared = responses[`${answer.status}`]
  expect([asked, answer.status, Object.keys(responses)]).toEqual([
    asked,
    answer.status,
    expect.arrayContaining([`${answer.status}`]) as unknown,
  ])
  if (!declared?.content) return expect([asked, text]).toEqual([asked, ''])
  const pointer = `/paths/${escaped(operation.template)}/${operation.method}/responses/${answer.status}/content/application~1json/schema`
  expect([asked, faultsOf(pointer, text)]).toEqual([asked, null])
}

const escaped = (part: string): string => encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1'))

function faultsOf(pointer: string, text: string): unknown {
  const validate = validatorOf(pointer)
  return validate(JSON.parse(text)) ? null : { text: text.slice(0, 300), errors: validate.errors }
}

/** The operation that answers, as the server finds it: a written path before one with parameters. */
export function operationAt(method: string, path: string): { template: string; method: string } | null {
  const segments = path.split('/').filter(Boolean)
  const fits = (template: string) => {
    const parts = template.split('/').filter(Boolean)
    return (
      parts.length === segments.length &&
      parts.every((part, at) => part.startsWith('{') || part === segments[at])
    )
  }
  const parameters = (template: string) => template.split('{').length
  const found = Object.entries(restDocument().paths)
    .filter(([template, methods]) => fits(template) && method.toLowerCase() in methods)
    .sort(([a], [b]) => parameters(a) - parameters(b))
    .at(0)
  return found ? { template: found[0], method: method.toLowerCase() } : null
}
