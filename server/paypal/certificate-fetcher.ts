import { X509Certificate } from 'node:crypto'

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
const MAX_CACHED = 16
const CACHED_FOR_MS = 24 * 3_600_000

/**
 * A fetcher that follows no redirects, reads at most 64 KiB, waits at most five seconds and caches results for a day.
 * Failures are not cached. Callers check the URL against the allow-list first.
 */
export function createCertificateFetcher(config: CertificateFetcherConfig): CertificateFetcher {
  const send = config.fetch ?? fetch
  const cache = new Map<string, { certificate: Promise<X509Certificate>; until: number }>()

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

  return (url) => {
    const now = config.clock.now().getTime()
    const cached = cache.get(url)
    if (cached && now < cached.until) return cached.certificate
    const entry = { certificate: download(url), until: now + CACHED_FOR_MS }
    const oldest = cache.keys().next().value
    if (cache.size >= MAX_CACHED && oldest !== undefined) cache.delete(oldest)
    cache.set(url, entry)
    return entry.certificate.catch((error: unknown) => {
      if (cache.get(url) === entry) cache.delete(url)
      throw error
    })
  }
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
