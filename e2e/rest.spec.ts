import { z } from 'zod'
import { expect, test } from './test.ts'
import { foundRegion, signInProgram } from './rest-client.ts'
import { REGION_OF } from './world.ts'

const documentShape = z.object({ openapi: z.string(), paths: z.record(z.string(), z.unknown()) })

test('the API is described in OpenAPI 3.1 and on a page', async ({ request, page }) => {
  const document = documentShape.parse(await (await request.get('/api/v1/openapi.json')).json())
  expect(document.openapi).toMatch(/^3\.1\./)
  for (const path of [
    '/auth/token',
    '/me',
    '/regions',
    '/regions/my-region',
    '/nexus/generate',
    '/subscriptions',
  ])
    expect(Object.keys(document.paths)).toContain(path)
  await page.goto('/api/v1/docs')
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
})

test('a program registers, gets a token, reads its account and the regions', async ({ request }) => {
  const program = await signInProgram(request)
  const me = await program.send('GET', '/me')
  expect(me.body).toMatchObject({ callsign: program.account.callsign, role: 'player' })
  const regions = await program.send('GET', '/regions')
  expect(JSON.stringify(regions.body)).toContain(REGION_OF.democrat)
  expect((await program.send('GET', '/status/health')).status).toBe(200)
})

test('refusals have the right status and one common shape', async ({ request }) => {
  const program = await signInProgram(request)
  const region = await foundRegion(program, request, 'autocracy')

  const tooHigh = await program.send('PUT', '/regions/my-region/economy', { taxRate: 0.9 })
  expect(tooHigh).toMatchObject({ status: 400, body: { code: 'BAD_REQUEST' } })
  expect(JSON.stringify(tooHigh.body.issues)).toContain('25')

  const nobody = await request.get('/api/v1/me')
  expect(nobody.status()).toBe(401)
  expect(await nobody.json()).toMatchObject({ code: 'UNAUTHORIZED', message: expect.any(String) })

  const foreign = await program.send('GET', '/nexus/districts/no_such_district')
  expect(foreign.status).toBe(400)
  expect(JSON.stringify(foreign.body)).toContain('Invalid district type')
  const absent = await program.send('GET', '/regions/no-such-region')
  expect(absent).toMatchObject({ status: 404, body: { code: 'NOT_FOUND' } })

  const taken = await program.send('POST', '/subscriptions', {
    plan: 'regional_owner',
    regionName: region.name,
    displayName: 'A second one',
    governanceType: 'council',
  })
  expect(taken).toMatchObject({ status: 409, body: { code: 'CONFLICT' } })

  const huge = await program.send('POST', '/regions/my-region/policies', { title: 'x'.repeat(2_000_000) })
  expect(huge).toMatchObject({ status: 413, body: { code: 'PAYLOAD_TOO_LARGE' } })
})
