import { type AnyRouter } from '@trpc/server'
import { z } from 'zod'

/** One REST route: where it is, and which procedure answers it. */
export type RestRoute = {
  method: string
  /** Parts of the path; `{name}` stands for anything. */
  segments: string[]
  /** Dotted name of the procedure. */
  procedure: string
  /** False for procedures that are called without anything. */
  takesInput: boolean
  /** Schemas of its input's fields, for reading numbers and the like out of a query. */
  fields: Record<string, z.core.$ZodType>
}

/** What of a procedure this reads; tRPC keeps it at run time and types it loosely. */
const procedureShape = z.object({
  _def: z.object({
    meta: z
      .object({
        openapi: z
          .object({ method: z.string(), path: z.string(), enabled: z.boolean().default(true) })
          .optional(),
      })
      .optional(),
    inputs: z.array(z.unknown()).default([]),
  }),
})

const proceduresShape = z.record(z.string(), z.unknown())

/** A procedure is a function that carries its definition. */
const definitionOf = (procedure: unknown) =>
  procedureShape.parse(
    typeof procedure === 'function' && '_def' in procedure ? { _def: procedure._def } : procedure,
  )._def

/** The routes of all procedures that have one, those with fewer parameters first: `/regions/my-region` is no name. */
export function restRoutesOf(router: AnyRouter): RestRoute[] {
  return Object.entries(proceduresShape.parse(router._def.procedures))
    .flatMap(([procedure, value]): RestRoute[] => {
      const { meta, inputs } = definitionOf(value)
      if (!meta?.openapi?.enabled) return []
      const { method, path } = meta.openapi
      return [
        {
          method,
          segments: segmentsOf(path),
          procedure,
          takesInput: inputs.some(isGiven),
          fields: fieldsOf(inputs),
        },
      ]
    })
    .sort((a, b) => parameterCount(a) - parameterCount(b))
}

export const segmentsOf = (path: string): string[] => path.split('/').filter((segment) => segment !== '')

const parameterName = (segment: string): string | null => /^\{(\w+)\}$/.exec(segment)?.[1] ?? null

const parameterCount = ({ segments }: RestRoute): number =>
  segments.filter((segment) => parameterName(segment) !== null).length

const isGiven = (input: unknown): boolean => !(input instanceof z.ZodVoid || input instanceof z.ZodUndefined)

const fieldsOf = (inputs: unknown[]): RestRoute['fields'] => {
  const fields: RestRoute['fields'] = {}
  for (const input of inputs) if (input instanceof z.ZodObject) Object.assign(fields, input.shape)
  return fields
}

/** What the path says about its parameters, or null when it is not this route's. */
export function matchPath(route: RestRoute, segments: string[]): Record<string, string> | null {
  if (segments.length !== route.segments.length) return null
  const parameters: Record<string, string> = {}
  for (const [at, expected] of route.segments.entries()) {
    const given = segments[at] ?? ''
    const name = parameterName(expected)
    if (name !== null) parameters[name] = given
    else if (given !== expected) return null
  }
  return parameters
}
