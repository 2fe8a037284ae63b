import { once } from 'node:events'
import { createServer } from 'node:http'
import { expect, it } from 'vitest'
import { z } from 'zod'
import { restError } from '../trpc/rest/error-schema.ts'
import { answerClientError } from './client-error.ts'

it('headers that are too large are refused in JSON like anything else', async () => {
  const server = createServer().on('clientError', answerClientError).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = z.object({ port: z.number() }).parse(server.address())
  const answer = await fetch(`http://127.0.0.1:${port}/`, { headers: { 'x-large': 'x'.repeat(20_000) } })
  expect(answer.status).toBe(431)
  expect(restError.parse(await answer.json()).code).toBe('REQUEST_HEADER_FIELDS_TOO_LARGE')
  server.close()
})
