import { randomBytes } from 'node:crypto'
import { ROOT_CONTEXT, SpanKind, SpanStatusCode, trace, TraceFlags } from '@opentelemetry/api'
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http'
import { resourceFromAttributes } from '@opentelemetry/resources'
import {
  BasicTracerProvider,
  BatchSpanProcessor,
  TraceIdRatioBasedSampler,
  type IdGenerator,
} from '@opentelemetry/sdk-trace-base'
import { type Tracer } from './tracer.ts'

/** A collector that does not answer must not hold up the end of a process. */
const TIMEOUT_MS = 2_000

type SpanIds = { traceId: string; spanId: string }

/** A request's id without its dashes is the id of a trace, and its first half that of the request's own span. */
const idsOf = (requestId: string): SpanIds => {
  const traceId = requestId.replaceAll('-', '')
  return { traceId, spanId: traceId.slice(0, 16) }
}

/**
 * Sends spans by OTLP over HTTP, in the background and in batches. What cannot be sent is dropped.
 * @param share of the traces that are kept, from 0 to 1. Which ones follows from their ids, so that all processes keep the same.
 */
export function createOtelTracer(options: { url: string; share: number; version: string }): Tracer {
  let next: SpanIds | null = null
  const idGenerator: IdGenerator = {
    generateTraceId: () => next?.traceId ?? randomBytes(16).toString('hex'),
    generateSpanId: () => next?.spanId ?? randomBytes(8).toString('hex'),
  }
  const provider = new BasicTracerProvider({
    idGenerator,
    sampler: new TraceIdRatioBasedSampler(options.share),
    resource: resourceFromAttributes({ 'service.name': 'sectorwars', 'service.version': options.version }),
    spanProcessors: [
      new BatchSpanProcessor(new OTLPTraceExporter({ url: options.url, timeoutMillis: TIMEOUT_MS })),
    ],
  })
  const tracer = provider.getTracer('sectorwars', options.version)
  return {
    request: ({ requestId, door, route, method, code }, ms) => {
      const end = Date.now()
      next = idsOf(requestId)
      const span = tracer.startSpan(
        `${method} ${route}`,
        {
          ...{ root: true, kind: SpanKind.SERVER, startTime: end - ms },
          attributes: {
            ...{ 'http.request.method': method, 'http.route': route, 'http.response.status_code': code },
            ...{ 'sectorwars.door': door, 'sectorwars.request_id': requestId },
          },
        },
        ROOT_CONTEXT,
      )
      next = null
      if (code >= 500) span.setStatus({ code: SpanStatusCode.ERROR })
      span.end(end)
    },
    job: ({ name, queue, outcome, jobId, requestId }, ms) => {
      const end = Date.now()
      const booked =
        requestId === undefined
          ? ROOT_CONTEXT
          : trace.setSpanContext(ROOT_CONTEXT, {
              ...{ ...idsOf(requestId), traceFlags: TraceFlags.SAMPLED, isRemote: true },
            })
      const span = tracer.startSpan(
        `job ${name}`,
        {
          ...{ kind: SpanKind.CONSUMER, startTime: end - ms },
          attributes: {
            ...{ 'sectorwars.job': name, 'sectorwars.queue': queue },
            ...(jobId === undefined ? {} : { 'sectorwars.job_id': jobId }),
            ...(requestId === undefined ? {} : { 'sectorwars.request_id': requestId }),
          },
        },
        booked,
      )
      if (outcome === 'failed') span.setStatus({ code: SpanStatusCode.ERROR })
      span.end(end)
    },
    close: () => provider.shutdown().catch(() => undefined),
  }
}
