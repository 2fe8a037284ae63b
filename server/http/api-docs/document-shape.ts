import { z } from 'zod'

/** What the page reads of an OpenAPI document; the rest is left alone. */
export type Schema = {
  $ref?: string | undefined
  type?: string | string[] | undefined
  description?: string | undefined
  format?: string | undefined
  pattern?: string | undefined
  const?: unknown
  default?: unknown
  enum?: unknown[] | undefined
  minimum?: number | undefined
  maximum?: number | undefined
  minLength?: number | undefined
  maxLength?: number | undefined
  required?: string[] | undefined
  properties?: Record<string, Schema> | undefined
  items?: Schema | undefined
  anyOf?: Schema[] | undefined
  oneOf?: Schema[] | undefined
  allOf?: Schema[] | undefined
  additionalProperties?: boolean | Schema | undefined
}

const number = z.number().optional()
const text = z.string().optional()
const schema: z.ZodType<Schema> = z.lazy(() =>
  z.object({
    $ref: text,
    type: z.union([z.string(), z.array(z.string())]).optional(),
    description: text,
    format: text,
    pattern: text,
    const: z.unknown().optional(),
    default: z.unknown().optional(),
    enum: z.array(z.unknown()).optional(),
    minimum: number,
    maximum: number,
    minLength: number,
    maxLength: number,
    required: z.array(z.string()).optional(),
    properties: z.record(z.string(), schema).optional(),
    items: schema.optional(),
    anyOf: z.array(schema).optional(),
    oneOf: z.array(schema).optional(),
    allOf: z.array(schema).optional(),
    additionalProperties: z.union([z.boolean(), schema]).optional(),
  }),
)

const content = z
  .object({ 'application/json': z.object({ schema: schema.optional() }).optional() })
  .optional()

const operation = z.object({
  operationId: z.string(),
  summary: text,
  description: text,
  tags: z.array(z.string()).default(['other']),
  security: z.array(z.unknown()).default([]),
  parameters: z
    .array(
      z.object({
        in: z.string(),
        name: z.string(),
        required: z.boolean().default(false),
        description: text,
        schema: schema.optional(),
      }),
    )
    .default([]),
  requestBody: z.object({ content }).optional(),
  responses: z.record(z.string(), z.object({ description: text, content })),
})
export type Operation = z.infer<typeof operation>

export const documentShape = z.object({
  info: z.object({ title: z.string(), version: z.string(), description: text }),
  servers: z.array(z.object({ url: z.string() })),
  paths: z.record(z.string(), z.partialRecord(z.enum(['get', 'post', 'put', 'patch', 'delete']), operation)),
  components: z.object({ schemas: z.record(z.string(), schema).default({}) }),
})
export type ApiDocument = z.infer<typeof documentShape>

/** The schema itself, where one only points at it. */
export function resolve(document: ApiDocument, given: Schema): Schema {
  const name = given.$ref?.replace('#/components/schemas/', '')
  return (name === undefined ? undefined : document.components.schemas[name]) ?? given
}
