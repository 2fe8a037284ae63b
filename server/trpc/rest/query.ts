import { z } from 'zod'
import { type RestRoute } from './routes.ts'

/**
 * The fields of a query as the procedure expects them: text becomes a number or a truth value where the field is one, and
 * a repeated field a list. What cannot be read stays text, so that the schema says what is wrong with it.
 */
export function readQuery(
  query: URLSearchParams,
  fields: NonNullable<RestRoute['fields']>,
): Record<string, unknown> {
  const input: Record<string, unknown> = {}
  for (const name of new Set(query.keys())) {
    const schema = fields[name]
    // What nobody asked for is ignored.
    if (schema) input[name] = readField(query.getAll(name), innermost(schema))
  }
  return input
}

function readField(texts: string[], schema: z.core.$ZodType): unknown {
  if (schema instanceof z.ZodArray) {
    const element = innermost(schema.element)
    return texts.map((text) => readText(text, element))
  }
  return readText(texts.at(-1) ?? '', schema)
}

function readText(text: string, schema: z.core.$ZodType): unknown {
  if (schema instanceof z.ZodNumber) return /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : text
  if (schema instanceof z.ZodBoolean) return text === 'true' ? true : text === 'false' ? false : text
  return text
}

const innermost = (schema: z.core.$ZodType): z.core.$ZodType =>
  schema instanceof z.ZodOptional || schema instanceof z.ZodNullable || schema instanceof z.ZodDefault
    ? innermost(schema.unwrap())
    : schema
