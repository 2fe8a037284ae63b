import { type z } from 'zod'
import { PayPalError } from './paypal-port.ts'
import { errorSchema, tokenSchema } from './wire.ts'

export interface PayPalTransportConfig {
  /** For example https://api-m.paypal.com, without a trailing slash. */
  readonly baseUrl: string
  readonly clientId: string
  readonly clientSecret: string
  readonly fetch?: typeof fetch
  readonly clock: { now(): Date }
  /** Timeout of one attempt, in milliseconds. */
  readonly timeoutMs?: number
  /** Delays before the second, third … attempt of a retryable call, in milliseconds. */
  readonly backOffMs?: readonly number[]
  readonly wait?: (ms: number) => Promise<void>
}

export interface PayPalRequest<Schema extends z.ZodType> {
  readonly method: 'GET' | 'POST'
  readonly path: string
  /** JSON text, or nothing. */
  readonly body?: string
  readonly requestId?: string
  readonly answer: Schema
  /** Whether a retry after a lost response is safe: reads, and posts with a request id. */
  readonly isRepeatable: boolean
}

/** A token is renewed this long before it expires, so that it never expires in transit. */
const TOKEN_MARGIN_MS = 60_000
const MAX_RETRY_AFTER_MS = 10_000

const waitOnTimer = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

/**
 * Authenticated JSON calls to PayPal: the token is cached and fetched once for concurrent calls; a 401 renews it
 * once; a 429 is retried after a back-off, and so are 5xx and lost responses of retryable calls.
 */
export function createPayPalTransport(config: PayPalTransportConfig) {
  const send = config.fetch ?? fetch
  const timeoutMs = config.timeoutMs ?? 15_000
  const backOffMs = config.backOffMs ?? [250, 1_000, 3_000]
  const wait = config.wait ?? waitOnTimer
  let token: { value: Promise<string>; expiresAt: number } | null = null

  async function attempt(path: string, init: RequestInit): Promise<Response> {
    try {
      return await send(`${config.baseUrl}${path}`, {
        ...init,
        redirect: 'error',
        signal: AbortSignal.timeout(timeoutMs),
      })
    } catch (cause) {
      throw new PayPalError('NO_ANSWER', 'PayPal did not answer.', { status: 0, cause })
    }
  }

  async function repeat<Value>(
    isRepeatable: boolean,
    act: () => Promise<Response>,
    read: (r: Response) => Promise<Value>,
  ) {
    for (let tries = 0; ; tries++) {
      const pauseMs = backOffMs[tries]
      try {
        const response = await act()
        if (response.ok) return await read(response)
        throw await errorOf(response)
      } catch (error) {
        if (!(error instanceof PayPalError) || pauseMs === undefined || !error.isTemporary) throw error
        if (!isRepeatable && error.status !== 429) throw error
        await wait(Math.max(pauseMs, retryAfterMs.get(error) ?? 0))
      }
    }
  }

  const retryAfterMs = new WeakMap<PayPalError, number>()

  async function errorOf(response: Response): Promise<PayPalError> {
    const parsed = errorSchema.safeParse(await response.json().catch(() => ({})))
    const body = parsed.success ? parsed.data : { details: [] }
    const detail = body.details[0]
    const error = new PayPalError(
      body.name ?? body.error ?? `HTTP_${response.status}`,
      detail?.description ?? body.message ?? body.error_description ?? `PayPal answered ${response.status}.`,
      {
        status: response.status,
        issue: detail?.issue,
        debugId: body.debug_id ?? response.headers.get('paypal-debug-id') ?? undefined,
      },
    )
    const seconds = Number(response.headers.get('retry-after'))
    if (seconds > 0) retryAfterMs.set(error, Math.min(seconds * 1000, MAX_RETRY_AFTER_MS))
    return error
  }

  function accessToken(): Promise<string> {
    const now = config.clock.now().getTime()
    if (token && now < token.expiresAt) return token.value
    const entry = { value: fetchToken(), expiresAt: Number.POSITIVE_INFINITY }
    token = entry
    return entry.value.catch((error: unknown) => {
      if (token === entry) token = null
      throw error
    })

    async function fetchToken(): Promise<string> {
      const credentials = Buffer.from(`${config.clientId}:${config.clientSecret}`).toString('base64')
      const answer = await repeat(
        true,
        () =>
          attempt('/v1/oauth2/token', {
            method: 'POST',
            headers: {
              authorization: `Basic ${credentials}`,
              'content-type': 'application/x-www-form-urlencoded',
              accept: 'application/json',
            },
            body: 'grant_type=client_credentials',
          }),
        (response) => readAnswer(response, tokenSchema),
      )
      entry.expiresAt = now + answer.expires_in * 1000 - TOKEN_MARGIN_MS
      return answer.access_token
    }
  }

  async function call<Schema extends z.ZodType>(request: PayPalRequest<Schema>): Promise<z.infer<Schema>> {
    const act = async () => {
      const bearer = await accessToken()
      const response = await attempt(request.path, initOf(request, bearer))
      if (response.status !== 401) return response
      await response.body?.cancel()
      if (token && (await token.value.catch(() => null)) === bearer) token = null
      return attempt(request.path, initOf(request, await accessToken()))
    }
    return repeat(request.isRepeatable, act, (response) => readAnswer(response, request.answer))
  }

  return { call }
}

function initOf(request: PayPalRequest<z.ZodType>, bearer: string): RequestInit {
  return {
    method: request.method,
    headers: {
      authorization: `Bearer ${bearer}`,
      accept: 'application/json',
      ...(request.body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(request.requestId === undefined ? {} : { 'PayPal-Request-Id': request.requestId }),
    },
    body: request.body,
  }
}

async function readAnswer<Schema extends z.ZodType>(
  response: Response,
  schema: Schema,
): Promise<z.infer<Schema>> {
  let body: unknown
  try {
    const text = await response.text()
    body = text === '' ? undefined : JSON.parse(text)
  } catch (cause) {
    throw new PayPalError('UNREADABLE_ANSWER', 'PayPal’s response could not be read.', { status: 0, cause })
  }
  const parsed = schema.safeParse(body)
  if (parsed.success) return parsed.data
  throw new PayPalError('UNEXPECTED_ANSWER', 'PayPal’s response has an unexpected format.', {
    status: response.status,
    cause: parsed.error,
  })
}
