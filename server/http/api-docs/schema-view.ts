import { html } from 'hono/html'
import { resolve, type ApiDocument, type Schema } from './document-shape.ts'

type Html = ReturnType<typeof html>

const DEEPEST = 6

/** A schema as nested lists of names, types and bounds. */
export function schemaView(document: ApiDocument, given: Schema, depth = 0): Html {
  const schema = resolve(document, given)
  const variants = schema.anyOf ?? schema.oneOf
  if (depth > DEEPEST) return html``
  if (schema.properties) return propertiesView(document, schema, depth)
  if (schema.items) return schemaView(document, schema.items, depth)
  if (typeof schema.additionalProperties === 'object') {
    return schemaView(document, schema.additionalProperties, depth)
  }
  return html`${(variants ?? schema.allOf ?? [])
    .filter((variant) => isStructure(document, variant))
    .map((variant) => schemaView(document, variant, depth))}`
}

function propertiesView(document: ApiDocument, schema: Schema, depth: number): Html {
  const required = new Set(schema.required)
  return html`<ul class="fields">
    ${Object.entries(schema.properties ?? {}).map(([name, property]) =>
      fieldView(document, { name, required: required.has(name), schema: property }, depth),
    )}
  </ul>`
}

export function fieldView(
  document: ApiDocument,
  field: { name: string; required: boolean; schema: Schema },
  depth = 0,
): Html {
  const schema = resolve(document, field.schema)
  const bounds = boundsOf(schema)
  return html`<li>
    <code class="name">${field.name}</code> <span class="type">${typeName(document, schema)}</span>
    ${field.required ? '' : html`<span class="optional">optional</span>`}
    ${bounds === '' ? '' : html`<span class="bounds">${bounds}</span>`}
    ${schema.description === undefined ? '' : html`<p>${schema.description}</p>`}
    ${schemaView(document, schema, depth + 1)}
  </li>`
}

const isStructure = (document: ApiDocument, given: Schema): boolean => {
  const schema = resolve(document, given)
  return schema.properties !== undefined || schema.items !== undefined
}

/** The type in a few words: `list of object`, `"a" | "b"`, `text (date-time) or null`. */
export function typeName(document: ApiDocument, given: Schema): string {
  const schema = resolve(document, given)
  const variants = schema.anyOf ?? schema.oneOf
  if (variants) return [...new Set(variants.map((variant) => typeName(document, variant)))].join(' or ')
  if (schema.const !== undefined) return JSON.stringify(schema.const)
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(' | ')
  if (schema.items) return `list of ${typeName(document, schema.items)}`
  if (typeof schema.additionalProperties === 'object') {
    return `object of ${typeName(document, schema.additionalProperties)}`
  }
  const types = [schema.type ?? 'anything'].flat().map((type) => (type === 'string' ? 'text' : type))
  return `${types.join(' or ')}${schema.format === undefined ? '' : ` (${schema.format})`}`
}

/** JSON Schema writes the range of exact integers into every integer: that says nothing. */
const isTelling = (bound: number | undefined): bound is number =>
  bound !== undefined && Math.abs(bound) < Number.MAX_SAFE_INTEGER

function boundsOf(schema: Schema): string {
  return [
    isTelling(schema.minimum) ? `≥ ${schema.minimum}` : '',
    isTelling(schema.maximum) ? `≤ ${schema.maximum}` : '',
    schema.minLength !== undefined && schema.minLength > 1 ? `at least ${schema.minLength} characters` : '',
    schema.maxLength === undefined ? '' : `at most ${schema.maxLength} characters`,
    schema.default === undefined ? '' : `default ${JSON.stringify(schema.default)}`,
  ]
    .filter((part) => part !== '')
    .join(', ')
}
