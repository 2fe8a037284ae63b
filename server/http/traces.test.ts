import { readdirSync, readFileSync } from 'node:fs'
import { serve } from '@hono/node-server'
import { describe, expect, it, onTestFinished } from 'vitest'
import { z } from 'zod'
import { createHttpClient } from '../testing/http-client.ts'
import { useTestPlatform } from '../testing/test-platform.ts'
import { NO_TRACER, openTracer } from '../metrics/tracer.ts'

const platform = useTestPlatform()

const attribute = z.object({
  key: z.string(),
  value: z.object({ stringValue: z.string().optional(), intValue: z.coerce.number().optional() }),
})
const span = z.object({
  traceId: z.string(),
  spanId: z.string(),
  parentSpanId: z.string().optional(),
  name: z.string(),
  status: z.object({ code: z.number().optional() }),
  attributes: z
    .array(attribute)
    .transform((all) =>
      Object.fromEntries(all.map(({ key, value }) => [key, value.stringValue ?? value.intValue])),
    ),
})
const sent = z.object({
  resourceSpans: z.array(z.object({ scopeSpans: z.array(z.object({ spans: z.array(span) })) })),
})

/** A collector that keeps the spans that it gets. */
async function startCollector() {
  const spans: z.output<typeof span>[] = []
  const url = await new Promise<string>((resolve) => {
    const server = serve(
      {
        port: 0,
        hostname: '127.0.0.1',
        fetch: async (request) => {
          const { resourceSpans } = sent.parse(await request.json())
          spans.push(...resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap((one) => one.spans)))
          return Response.json({})
        },
      },
      ({ port }) => resolve(`http://127.0.0.1:${port}/v1/traces`),
    )
    onTestFinished(() => void server.close())
  })
  return { url, spans }
}

describe('traces', () => {
  it('tell of a request by its route and id, and of the jobs that it booked, as one trace', async () => {
    const { url, spans } = await startCollector()
    const tracer = await openTracer({ TRACES_URL: url, TRACES_SHARE: 1 }, '1.2.3')
    const client = createHttpClient(platform, {}, { tracer })
    const answer = await client.json('GET', '/api/v1/regions/no-such-region')
    const requestId = answer.headers.get('x-request-id') ?? ''
    const job = { name: 'send-mails', queue: 'mail', jobId: 'one' }
    tracer.job({ ...job, outcome: 'done', requestId }, 12)
    tracer.job({ ...job, outcome: 'failed', requestId: undefined }, 3)
    tracer.request({ requestId, door: 'page', route: '/status', method: 'GET', code: 500 }, 5)
    await tracer.close()
    expect(spans).toHaveLength(4)
    const [request, booked, sweep, failed] = spans
    expect(request).toMatchObject({
      traceId: requestId.replaceAll('-', ''),
      name: 'GET /api/v1/regions/:name',
      attributes: {
        'http.route': '/api/v1/regions/:name',
        'http.response.status_code': 404,
        'sectorwars.request_id': requestId,
      },
    })
    expect(request?.parentSpanId ?? '').toBe('')
    expect(booked).toMatchObject({ traceId: request?.traceId, parentSpanId: request?.spanId })
    expect(booked?.attributes).toMatchObject({ 'sectorwars.job': 'send-mails', 'sectorwars.job_id': 'one' })
    expect(sweep?.traceId).not.toBe(request?.traceId)
    expect(sweep?.status.code).toBe(2)
    expect(failed?.status.code).toBe(2)
    expect(JSON.stringify(spans)).not.toContain('no-such-region')
  })

  it('are kept of the share that is set', async () => {
    const { url, spans } = await startCollector()
    const tracer = await openTracer({ TRACES_URL: url, TRACES_SHARE: 0 }, '1.2.3')
    await createHttpClient(platform, {}, { tracer }).json('GET', '/api/v1/status/health')
    await tracer.close()
    expect(spans).toEqual([])
  })

  it('do not hold a process up whose collector is away', { timeout: 60_000 }, async () => {
    const tracer = await openTracer({ TRACES_URL: 'http://127.0.0.1:9/v1/traces', TRACES_SHARE: 1 }, '1.2.3')
    const answer = await createHttpClient(platform, {}, { tracer }).json('GET', '/api/v1/status/health')
    expect(answer.status).toBe(200)
    await tracer.close()
  })

  it('are none without an address, and the library is loaded from one place alone, when it is needed', async () => {
    expect(await openTracer({ TRACES_SHARE: 1 }, '1.2.3')).toBe(NO_TRACER)
    NO_TRACER.request({ requestId: 'x', door: 'page', route: '/', method: 'GET', code: 200 }, 1)
    await NO_TRACER.close()
    const sources = ['server', 'jobs', 'db', 'app'].flatMap((folder) =>
      readdirSync(folder, { recursive: true, encoding: 'utf8' })
        .filter((file) => /\.tsx?$/.test(file) && !file.endsWith('.test.ts'))
        .map((file) => ({ file: `${folder}/${file}`, text: readFileSync(`${folder}/${file}`, 'utf8') })),
    )
    const using = sources.filter(({ text }) => /from '@opentelemetry\//.test(text)).map(({ file }) => file)
    expect(using).toEqual(['server/metrics/otel-tracer.ts'])
    const loading = sources.filter(({ text }) => text.includes("otel-tracer.ts'"))
    expect(loading.map(({ file }) => file)).toEqual(['server/metrics/tracer.ts'])
    expect(loading[0]?.text).toContain("await import('./otel-tracer.ts')")
  })
})
