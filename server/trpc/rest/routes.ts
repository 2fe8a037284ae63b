import { type AnyRouter } from '@trpc/server'
import { z } from 'zod'
import { type Access, type ProcedureMeta, type RestOperation } from './operation.ts'

/** One REST route: where it is, and which procedure answers it. */
export type RestRoute = RestOperation & {
  /** Dotted name of the procedure. */
  procedure: string
  type: 'query' | 'mutation'
  access: Access
  /** Parts of the path; `{name}` stands for anything. */
  segments: string[]
  /** Schemas of its input's fields, by REST's names; null for procedures that are called without anything. */
  fields: Readonly<Record<string, z.ZodType>> | null
}

/** What of a procedure this reads; tRPC keeps it at run time and types it loosely. */
const definition = z.object({
  type: z.enum(['query', 'mutation']),
  meta: z.custom<ProcedureMeta>((meta) => typeof meta === 'object').optional(),
  inputs: z.array(z.instanceof(z.ZodType)).default([]),
})
export type ProcedureDefinition = z.infer<typeof definition>

/** Every procedure of a router with what it was defined by. */
export function definitionsOf(router: AnyRouter): [string, ProcedureDefinition][] {
  const procedures = z.record(z.string(), z.unknown()).parse(router._def.procedures)
  return Object.entries(procedures).map(([name, procedure]) => [name, definitionOf(procedure)])
}

/** A procedure is a function that carries its definition. */
const definitionOf = (procedure: unknown) =>
  definition.parse(typeof procedure === 'function' && '_def' in procedure ? procedure._def : procedure)

/** The routes of all procedures that have one, those with fewer parameters first: `/regions/my-region` is no name. */
export function restRoutesOf(router: AnyRouter): RestRoute[] {
  return definitionsOf(router)
    .flatMap(([procedure, { meta, type, inputs }]): RestRoute[] => {
      if (!meta?.rest) return []
      return [
        {
          ...meta.rest,
          procedure,
          type,
          access: meta.access ?? 'anyone',
          segments: segmentsOf(meta.rest.path),
          fields: inputs.length === 0 ? null : fieldsOf(inputs, meta.rest.names ?? {}),
        },
      ]
    })
    .sort((a, b) => pathParameters(a).length - pathParameters(b).length)
}

export const segmentsOf = (path: string): string[] => path.split('/').filter((segment) => segment !== '')

const parameterName = (segment: string): string | null => /^\{(\w+)\}$/.exec(segment)?.[1] ?? null

export const pathParameters = ({ segments }: Pick<RestRoute, 'segments'>): string[] =>
  segments.flatMap((segment) => parameterName(segment) ?? [])

function fieldsOf(inputs: readonly z.ZodType[], names: Record<string, string>): Record<string, z.ZodType> {
  const wireNames = new Map(Object.entries(names).map(([wire, field]) => [field, wire]))
  const fields: Record<string, z.ZodType> = {}
  for (const input of inputs)
    for (const [field, schema] of Object.entries(shapeOf(input)))
      fields[wireNames.get(field) ?? field] = schema
  return fields
}

/** The fields that an input is written with, whatever is done with them then. */
function shapeOf(input: z.core.$ZodType): Record<string, z.ZodType> {
  if (input instanceof z.ZodPipe) return shapeOf(input.in)
  if (input instanceof z.ZodPrefault || input instanceof z.ZodDefault) return shapeOf(input.unwrap())
  return input instanceof z.ZodObject ? z.record(z.string(), z.instanceof(z.ZodType)).parse(input.shape) : {}
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
