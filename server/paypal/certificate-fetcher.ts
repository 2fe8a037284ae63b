import { X509Certificate } from 'node:crypto'
import { createCallBudget } from './call-budget.ts'

/** The host is unreachable or failing, so it is unknown whether the certificate exists. */
export class CertificateUnreachable extends Error {}

/**
 * Fetches the certificate at an allowed URL. @throws CertificateUnreachable if it cannot be fetched now; another
 * Error if it does not exist or is invalid
 */
export type CertificateFetcher = (url: string) => Promise<X509Certificate>

export interface CertificateFetcherConfig {
  readonly fetch?: typeof fetch
  readonly clock: { now(): Date }
  readonly timeoutMs?: number
}

const MAX_BYTES = 64 * 1024
const MAX_KNOWN = 16
const KNOWN_FOR_MS = 24 * 3_600_000

/** Senders name the address: who invents some must not make us call PayPal for each. */
export const UNKNOWN_CERTIFICATES_A_MINUTE = 10
const MAX_FAILED = 256
/** A certificate that does not exist is not asked for again so soon. */
export const MISSING_FOR_MS = 10 * 60_000
/** A host that is away may be back soon: PayPal delivers again after minutes. */
export const UNREACHABLE_FOR_MS = 30_000

/**
 * A fetcher that follows no redirects, reads at most 64 KiB and waits at most five seconds. Certificates are kept for a day, failures
 * for minutes. Unknown addresses are fetched at most ten times a minute; known certificates never wait for them.
 * Callers check the URL against the allow-list first.
 */
export function createCertificateFetcher(config: CertificateFetcherConfig): CertificateFetcher {
  const send = config.fetch ?? fetch
  const mayFetchUnknown = createCallBudget(UNKNOWN_CERTIFICATES_A_MINUTE, config.clock)
  const known = new Map<string, { certificate: X509Certificate; until: number }>()
  const failed = new Map<string, { error: Error; until: number }>()
  const underWay = new Map<string, Promise<X509Certificate>>()

  async function download(url: string): Promise<X509Certificate> {
    const response = await send(url, {
      // Not 'error', which would look like an unreachable host.
      redirect: 'manual',
      signal: AbortSignal.timeout(config.timeoutMs ?? 5_000),
    }).catch((cause: unknown) => {
      throw new CertificateUnreachable(`the certificate at ${url} is unreachable`, { cause })
    })
    if (!response.ok || !response.body) {
      await response.body?.cancel()
      const message = `the certificate at ${url} answered ${response.status}`
      throw response.status >= 500 ? new CertificateUnreachable(message) : new Error(message)
    }
    return new X509Certificate(await readAtMost(response.body, MAX_BYTES))
  }

  async function fetchAndRemember(url: string): Promise<X509Certificate> {
    try {
      const certificate = await download(url)
      remember(known, MAX_KNOWN, url, { certificate, until: timeIn(KNOWN_FOR_MS) })
      return certificate
    } catch (cause) {
      const error = cause instanceof Error ? cause : new Error('the certificate could not be read', { cause })
      const until = timeIn(error instanceof CertificateUnreachable ? UNREACHABLE_FOR_MS : MISSING_FOR_MS)
      remember(failed, MAX_FAILED, url, { error, until })
      throw error
    } finally {
      underWay.delete(url)
    }
  }
  const timeIn = (ms: number): number => config.clock.now().getTime() + ms

  return async (url) => {
    const now = timeIn(0)
    const found = known.get(url)
    if (found && now < found.until) return found.certificate
    const failure = failed.get(url)
    if (failure && now < failure.until) throw failure.error
    const running = underWay.get(url)
    if (running) return running
    if (!found && !mayFetchUnknown())
      throw new Error('too many unknown certificates were named in the last minute')
    const fetching = fetchAndRemember(url)
    underWay.set(url, fetching)
    return fetching
  }
}

/** The entry that was written longest ago makes room. */
function remember<T>(entries: Map<string, T>, most: number, key: string, entry: T): void {
  entries.delete(key)
  const oldest = entries.keys().next().value
  if (entries.size >= most && oldest !== undefined) entries.delete(oldest)
  entries.set(key, entry)
}

async function readAtMost(stream: ReadableStream<Uint8Array>, maxBytes: number): Promise<Buffer> {
  const reader = stream.getReader()
  const chunks: Uint8Array[] = []
  let bytes = 0
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return Buffer.concat(chunks)
    bytes += value.byteLength
    if (bytes > maxBytes) {
      await reader.cancel()
      throw new Error(`the certificate is longer than ${maxBytes} bytes`)
    }
    chunks.push(value)
  }
}
