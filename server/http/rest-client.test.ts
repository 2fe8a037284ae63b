import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { eq } from 'drizzle-orm'
import openapiTS, { astToString } from 'openapi-typescript'
import ts from 'typescript'
import { afterAll, expect, it } from 'vitest'
import { z } from 'zod'
import { users } from '#db/schema/platform/identity.ts'
import { createHttpClient } from '../testing/http-client.ts'
import { makeRegion } from '../testing/make-region.ts'
import { useTestPlatform } from '../testing/test-platform.ts'
import { createOpenApiDocument } from '../trpc/rest/openapi-document.ts'

const platform = useTestPlatform()

// Below node_modules, so that the program finds openapi-fetch as any other would.
const folder = mkdtempSync(path.resolve('node_modules', '.rest-client-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** A program as somebody else would write it, with the types that openapi-typescript makes of the document. */
const PROGRAM = `
import createClient from 'openapi-fetch'
import { type components, type paths } from './schema.ts'

type Code = components['schemas']['Error']['code']
type Person = { email: string; password: string }

export async function play(baseUrl: string, fetch: (request: Request) => Promise<Response>, person: Person) {
  const rest = createClient<paths>({ baseUrl, fetch })
  const tokens = await rest.POST('/auth/token', { body: person })
  if (tokens.error) throw new Error(tokens.error.message)
  const headers = { Authorization: \`Bearer \${tokens.data.accessToken}\` }

  const regions = await rest.GET('/regions', { params: { query: { page: 1, pageSize: 5 } }, headers })
  if (regions.error) throw new Error(regions.error.message)
  const names: string[] = regions.data.items.map(({ name }) => name)

  const proposal = { policyType: 'tax_rate', title: 'Lower tax', proposedChanges: { taxRate: 0.08 } } as const
  const proposed = await rest.POST('/regions/my-region/policies', { headers, body: proposal })
  if (proposed.error) throw new Error(proposed.error.message)
  const policyId: string = proposed.data.id
  const policy = await rest.GET('/policies/{policyId}', { headers, params: { path: { policyId } } })

  const missing = await rest.GET('/treaties/{treatyId}', { headers, params: { path: { treatyId: policyId } } })
  const code: Code | undefined = missing.error?.code
  return { names, title: policy.data?.title, code, status: missing.response.status }
}

export function mistakes(rest: ReturnType<typeof createClient<paths>>, policy: components['schemas']['Policy']) {
  // @ts-expect-error There is no such path.
  void rest.GET('/no-such-thing')
  // @ts-expect-error A parameter is missing.
  void rest.GET('/policies/{policyId}', {})
  // @ts-expect-error A choice is one of three words.
  void rest.POST('/policies/{policyId}/ballot', { params: { path: { policyId: '' } }, body: { choice: 'perhaps' } })
  // @ts-expect-error There is no such field.
  return policy.colour
}
`

const STRICT: ts.CompilerOptions = {
  strict: true,
  noUncheckedIndexedAccess: true,
  exactOptionalPropertyTypes: true,
  allowImportingTsExtensions: true,
  noEmit: true,
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  lib: ['lib.es2022.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts'],
  types: [],
}

async function generateClient() {
  const schema = path.join(folder, 'schema.ts')
  const program = path.join(folder, 'program.ts')
  const document = JSON.stringify(createOpenApiDocument('http://localhost:3000'))
  writeFileSync(schema, astToString(await openapiTS(document)))
  writeFileSync(program, PROGRAM)
  const diagnostics = ts.getPreEmitDiagnostics(ts.createProgram([program, schema], STRICT))
  const { outputText } = ts.transpileModule(PROGRAM, { compilerOptions: { ...STRICT, noEmit: false } })
  const built = path.join(folder, 'program.mjs')
  writeFileSync(built, outputText)
  const faults = diagnostics.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'))
  return { faults, built: pathToFileURL(built).href }
}

type Play = (
  baseUrl: string,
  fetch: (request: Request) => Promise<Response>,
  person: { email: string; password: string },
) => Promise<unknown>
const builtProgram = z.object({ play: z.custom<Play>((value) => typeof value === 'function') })

/** Somebody with a password who owns a region. */
async function makeOwnerWithPassword() {
  const person = {
    email: `${randomBytes(4).toString('hex')}@example.test`,
    callsign: `pilot${randomBytes(4).toString('hex')}`,
    password: 'violet lantern over harbour',
  }
  await createHttpClient(platform).json('POST', '/api/v1/auth/register', person)
  const [row] = await platform.db.select().from(users).where(eq(users.email, person.email))
  if (!row) throw new Error('nobody was registered')
  const owner = { kind: 'user', userId: row.id, callsign: row.callsign, role: row.role } as const
  const { region } = await makeRegion(platform, { owner, governanceType: 'democracy' })
  return { person: { email: person.email, password: person.password }, region }
}

it('a client generated from the document compiles strictly, refuses mistakes and runs', async () => {
  const { faults, built } = await generateClient()
  expect(faults).toEqual([])
  const { play } = builtProgram.parse(await import(/* @vite-ignore */ built))
  const { person, region } = await makeOwnerWithPassword()
  const http = createHttpClient(platform)
  const send = async (request: Request) => {
    const { pathname, search } = new URL(request.url)
    const body = request.method === 'GET' ? {} : { body: await request.text() }
    return http.request(`${pathname}${search}`, { method: request.method, headers: request.headers, ...body })
  }
  expect(await play(`${http.origin}/api/v1`, send, person)).toEqual({
    names: expect.arrayContaining([region.name]) as unknown,
    title: 'Lower tax',
    code: 'NOT_FOUND',
    status: 404,
  })
  // A compiler runs twice.
}, 240_000)
