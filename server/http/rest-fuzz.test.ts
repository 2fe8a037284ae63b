import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { z } from 'zod'
import { makeDemocracy } from '../testing/make-democracy.ts'
import { makeUser } from '../testing/make-user.ts'
import { restProgram } from '../testing/rest-program.ts'
import { useTestShop } from '../testing/test-shop.ts'
import { createOpenApiDocument } from '../trpc/rest/openapi-document.ts'

const shop = useTestShop()
const { platform } = shop

const REQUESTS_PER_OPERATION = 6

const parameter = z.object({ in: z.enum(['path', 'query']), name: z.string(), schema: z.unknown() })
const operation = z.object({
  parameters: z.array(parameter).default([]),
  requestBody: z
    .object({ content: z.object({ 'application/json': z.object({ schema: z.unknown() }) }) })
    .optional(),
})
type Operation = z.infer<typeof operation>
const documentShape = z.object({
  paths: z.record(z.string(), z.record(z.string(), operation)),
  components: z.object({ schemas: z.record(z.string(), z.unknown()) }),
})
const document = documentShape.parse(
  JSON.parse(JSON.stringify(createOpenApiDocument('http://localhost:3000'))),
)

const schemaShape = z.object({
  $ref: z.string().optional(),
  enum: z.array(z.unknown()).optional(),
  const: z.unknown().optional(),
  anyOf: z.array(z.unknown()).optional(),
  oneOf: z.array(z.unknown()).optional(),
  type: z.union([z.string(), z.array(z.string())]).optional(),
  format: z.string().optional(),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
  items: z.unknown().optional(),
  properties: z.record(z.string(), z.unknown()).optional(),
  required: z.array(z.string()).optional(),
})

/** Values that mostly fit a schema, at its bounds and beyond. @param ids that exist */
function valuesOf(schema: unknown, ids: readonly string[]): fc.Arbitrary<unknown> {
  const at = schemaShape.parse(schema ?? {})
  if (at.$ref) return valuesOf(document.components.schemas[at.$ref.split('/').at(-1) ?? ''], ids)
  const options = at.anyOf ?? at.oneOf
  if (options) return fc.oneof(...options.map((option) => valuesOf(option, ids)))
  if (at.enum) return fc.constantFrom(...at.enum)
  if (at.const !== undefined) return fc.constant(at.const)
  const type = Array.isArray(at.type) ? at.type[0] : at.type
  if (type === 'string') return at.format === 'uuid' ? fc.constantFrom(...ids) : textOf(ids)
  if (type === 'boolean') return fc.boolean()
  if (type === 'integer') return mostly(fc.integer(boundsOf(at)), fc.integer())
  if (type === 'number')
    return mostly(
      fc.double({ ...boundsOf(at), noNaN: true }),
      fc.double({ noNaN: true, noDefaultInfinity: true }),
    )
  if (type === 'array') return fc.array(valuesOf(at.items, ids), { maxLength: 3 })
  if (!at.properties) return fc.jsonValue({ maxDepth: 2 })
  return objectOf(at.properties, at.required ?? [], ids)
}

/** Usually the one, so that requests get past the look at their fields; sometimes the other. */
const mostly = <Value>(usual: fc.Arbitrary<Value>, unusual: fc.Arbitrary<Value>): fc.Arbitrary<Value> =>
  fc.oneof({ weight: 15, arbitrary: usual }, { weight: 1, arbitrary: unusual })

const boundsOf = ({
  minimum = 0,
  maximum = 100,
}: {
  minimum?: number | undefined
  maximum?: number | undefined
}) => ({
  min: Math.min(minimum, maximum),
  max: Math.max(Math.min(maximum, 1e6), minimum),
})

const textOf = (words: readonly string[]) =>
  mostly<string>(fc.constantFrom(...words, 'Lower tax for all'), fc.string({ unit: 'binary', maxLength: 60 }))

function objectOf(
  properties: Record<string, unknown>,
  required: readonly string[],
  ids: readonly string[],
): fc.Arbitrary<unknown> {
  const fields = Object.entries(properties).map(
    ([name, schema]) => [name, mostly(valuesOf(schema, ids), fc.jsonValue())] as const,
  )
  return fc.record(Object.fromEntries(fields), { requiredKeys: [...required] })
}

type Asked = { path: string; body: unknown }

/** Requests of one operation. */
function requestsOf(
  template: string,
  { parameters, requestBody }: Operation,
  words: readonly string[],
): fc.Arbitrary<Asked> {
  const ofPlace = (place: 'path' | 'query') => {
    const here = parameters.filter((one) => one.in === place)
    const fields = here.map(({ name, schema }) => [name, valuesOf(schema, words)] as const)
    return fc.record(Object.fromEntries(fields), place === 'path' ? {} : { requiredKeys: [] })
  }
  const body = requestBody
    ? valuesOf(requestBody.content['application/json'].schema, words)
    : fc.constant(undefined)
  return fc.record({ inPath: ofPlace('path'), inQuery: ofPlace('query'), body }).map((asked) => {
    const path = template.replace(/\{(\w+)\}/g, (_, name: string) => wordOf(asked.inPath[name]))
    const query = Object.entries(asked.inQuery).map(([name, value]) => `${name}=${wordOf(value)}`)
    return { path: query.length > 0 ? `${path}?${query.join('&')}` : path, body: asked.body }
  })
}

const wordOf = (value: unknown): string =>
  encodeURIComponent((typeof value === 'string' ? value : JSON.stringify(value ?? null)) || '-')

/** A region with an open election and an open vote: the words that requests are made of. */
async function makeWords() {
  const { region, owner, voters } = await makeDemocracy(platform, 1)
  const api = platform.api(owner)
  const at = { region: region.name }
  const election = await api.elections.open({ ...at, position: 'ambassador' })
  const policy = await api.policies.propose({
    ...at,
    policyType: 'tax_rate',
    title: 'Lower tax',
    proposedChanges: { taxRate: 0.08 },
  })
  const people = [owner.userId, ...voters.map(({ userId }) => userId)]
  return { owner, words: [region.name, region.id, election.id, policy.id, ...people, randomUUID()] }
}

const operations = Object.entries(document.paths).flatMap(([template, methods]) =>
  Object.entries(methods).map(([method, asked]) => [method.toUpperCase(), template, asked] as const),
)

it('random requests of every operation get answers on their schema, and no fault of ours', async () => {
  const { owner, words } = await makeWords()
  const env = { PAYPAL_SIMULATOR_URL: shop.paypal().url }
  const asOwner = await restProgram(platform, owner, env)
  const asAdmin = await restProgram(platform, await makeUser(platform, { role: 'admin' }), env)
  const understood = new Set<string>()
  for (const [method, template, asked] of operations) {
    const send = template.startsWith('/nexus') ? asAdmin : asOwner
    // Every answer is checked against the document by the client.
    const property = fc.asyncProperty(requestsOf(template, asked, words), async ({ path, body }) => {
      const { status } = await send(method, path, body)
      if (status !== 400) understood.add(`${method} ${template}`)
      expect(status).toBeLessThan(500)
    })
    await fc.assert(property, { numRuns: REQUESTS_PER_OPERATION, seed: 2102, endOnFailure: true })
  }
  // Otherwise the requests would be too wrong to reach anything.
  expect(understood.size).toBeGreaterThan(operations.length * 0.75)
  // Some thousand requests: minutes on a busy machine.
}, 300_000)
