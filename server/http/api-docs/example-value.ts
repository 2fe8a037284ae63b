import { resolve, type ApiDocument, type Schema } from './document-shape.ts'

const DEEPEST = 5

/** A value that fits a schema as far as one can tell, for the sample requests. */
export function exampleValue(document: ApiDocument, given: Schema, depth = 0): unknown {
  const schema = resolve(document, given)
  if (schema.const !== undefined) return schema.const
  if (schema.default !== undefined) return schema.default
  if (schema.enum) return schema.enum[0]
  const variant = (schema.anyOf ?? schema.oneOf ?? schema.allOf)?.[0]
  if (variant) return exampleValue(document, variant, depth)
  const type = Array.isArray(schema.type) ? schema.type[0] : schema.type
  switch (type) {
    case 'object':
      return depth > DEEPEST ? {} : exampleObject(document, schema, depth)
    case 'array':
      return schema.items && depth <= DEEPEST ? [exampleValue(document, schema.items, depth + 1)] : []
    case 'integer':
    case 'number':
      return Math.max(schema.minimum ?? 1, 0)
    case 'boolean':
      return true
    case 'string':
      return exampleText(schema)
    default:
      return null
  }
}

const exampleObject = (document: ApiDocument, schema: Schema, depth: number): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(schema.properties ?? {}).map(([name, property]) => [
      name,
      name === 'email' ? 'pilot@example.org' : exampleValue(document, property, depth + 1),
    ]),
  )

function exampleText({ format }: Schema): string {
  switch (format) {
    case 'date-time':
      return '2102-01-01T00:00:00Z'
    case 'uuid':
      return '3f0c9c1e-7a54-4d0b-9a44-0f6b2d1c8e21'
    case 'email':
      return 'pilot@example.org'
    default:
      return '…'
  }
}
