import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { appRouter } from './router.ts'

const ID = '0b5c7a1e-9d3f-4e2a-8c6b-1f2e3d4c5b6a'

type Field = { name: string; schema: z.core.$ZodType }

function fieldsOf(name: string, schema: unknown): Field[] {
  if (schema instanceof z.ZodPipe) return fieldsOf(name, schema.in)
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable || schema instanceof z.ZodDefault)
    return fieldsOf(name, schema.unwrap())
  if (schema instanceof z.ZodArray) return fieldsOf(name, schema.element)
  if (schema instanceof z.ZodObject)
    return Object.entries(schema.shape).flatMap(([key, field]) => fieldsOf(`${name}.${key}`, field))
  return schema instanceof z.ZodUUID ? [{ name, schema }] : []
}

const definition = z.object({ inputs: z.array(z.unknown()).default([]) })

const idFields = Object.entries<unknown>(appRouter._def.procedures).flatMap(([name, procedure]) =>
  typeof procedure === 'function' && '_def' in procedure
    ? definition.parse(procedure._def).inputs.flatMap((input) => fieldsOf(name, input))
    : [],
)

describe('an id in capitals', () => {
  it.each(idFields)('is the id to $name', ({ schema }) => {
    expect(z.parse(schema, ID.toUpperCase())).toBe(ID)
  })

  it('is looked for in the inputs that there are', () => {
    expect(idFields.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['economy.give.giftId', 'policies.cast.policyId', 'elections.cast.ranking']),
    )
  })
})
