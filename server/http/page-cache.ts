import { createHash } from 'node:crypto'
import { decimalSignOf } from '../domain/decimal-sign.ts'
import { type EventBus } from '../events/event-bus.ts'
import { compressBytes, encodingFor, type Encoding } from './compress.ts'
import { createNonce } from './security-headers.ts'

/** How old a page may be that everybody sees alike. Whatever is announced as an event is never that old. */
const KEPT_MS = 2_000
const KEPT_MAX = 100
const URL_MAX_LENGTH = 300

type Kept = {
  headers: Headers
  /** CSP sources of the page's own inline scripts. */
  scripts: string
  html: Buffer
  compressed: Map<Encoding, Promise<Buffer>>
}

type Entry = { until: number; page: Promise<Kept | Response> }

export type PageCache = {
  /**
   * The page for this request. For somebody without a cookie it may have been made for another such person a moment ago.
   * @param render makes it, with scripts that carry this nonce
   * @param policyFor the content security policy that lets these scripts run
   */
  answer(
    request: Request,
    render: (nonce: string) => Promise<Response>,
    policyFor: (scripts: string) => string,
  ): Promise<Response>
}

/**
 * Keeps pages of strangers for two seconds, or until something happens. Nothing that depends on who asks may be kept:
 * requests with a cookie or a token never come here, and an answer that sets a cookie, or forbids to be stored, is not kept.
 */
export function createPageCache(
  events: Pick<EventBus, 'subscribe'>,
  now: () => number = Date.now,
): PageCache {
  const kept = new Map<string, Entry>()
  const forget = () => kept.clear()
  events.subscribe(forget, forget)

  /** One rendering for all who ask meanwhile; what was begun before an event is not kept after it. */
  const pageFor = (key: string, render: () => Promise<Kept | Response>): Promise<Kept | Response> => {
    const known = kept.get(key)
    if (known && known.until > now()) return known.page
    const entry = { until: now() + KEPT_MS, page: render() }
    kept.delete(key)
    kept.set(key, entry)
    const [oldest] = kept.keys()
    if (kept.size > KEPT_MAX && oldest !== undefined) kept.delete(oldest)
    const drop = () => {
      if (kept.get(key) === entry) kept.delete(key)
    }
    entry.page.then((page) => page instanceof Response && drop(), drop)
    return entry.page
  }

  return {
    answer: async (request, render, policyFor) => {
      const key = keyOf(request)
      // The answer was made for this request: a copy of it would read and wrap its body once more.
      const forOne = (nonce: string, page: Response) => {
        // A picture has a stricter one of its own.
        if (!page.headers.has('Content-Security-Policy'))
          page.headers.set('Content-Security-Policy', policyFor(`'nonce-${nonce}'`))
        return page
      }
      const renderForOne = async () => {
        const nonce = createNonce()
        return forOne(nonce, await render(nonce))
      }
      if (key === null) return renderForOne()
      let own: Response | null = null
      const page = await pageFor(key, async () => {
        const nonce = createNonce()
        const made = await render(nonce)
        if (mayBeKept(made)) return keep(made, nonce)
        own = forOne(nonce, made)
        return own
      })
      // Not to be kept: made anew for those who waited for it, since it may be one person's alone.
      if (page instanceof Response) return own ?? renderForOne()
      return answerWith(page, request, policyFor)
    },
  }
}

/** What a page for strangers depends on; null when it must not be shared. */
function keyOf({ method, url, headers }: Request): string | null {
  if (method !== 'GET' || headers.has('Cookie') || headers.has('Authorization')) return null
  const { pathname, host, search } = new URL(url)
  if (pathname.endsWith('.data') || url.length > URL_MAX_LENGTH) return null
  return `${decimalSignOf(headers.get('Accept-Language'))} ${host}${pathname}${search}`
}

async function keep(page: Response, nonce: string): Promise<Kept> {
  const { html, scripts } = withoutNonce(await page.text(), nonce)
  return { headers: page.headers, scripts, html: Buffer.from(html), compressed: new Map() }
}

const mayBeKept = ({ status, headers }: Response): boolean =>
  status === 200 &&
  !headers.has('Set-Cookie') &&
  !/no-store|private/.test(headers.get('Cache-Control') ?? '') &&
  (headers.get('Content-Type') ?? '').startsWith('text/html')

/**
 * The page without its nonce, which would be no secret once two people have it, and the hashes of the inline scripts that
 * carried it. A script that somebody smuggled in has no nonce, and so gets no hash.
 */
export function withoutNonce(html: string, nonce: string): { html: string; scripts: string } {
  const attribute = ` nonce="${nonce}"`
  const hashes = new Set<string>()
  for (const [, attributes = '', script = ''] of html.matchAll(/<script\b([^>]*)>([\s\S]*?)<\/script>/g)) {
    if (!attributes.includes(attribute) || script === '') continue
    hashes.add(`'sha256-${createHash('sha256').update(script).digest('base64')}'`)
  }
  return { html: html.replaceAll(attribute, ''), scripts: [...hashes].join(' ') }
}

async function answerWith(
  { headers: own, scripts, html, compressed }: Kept,
  request: Request,
  policyFor: (scripts: string) => string,
): Promise<Response> {
  const headers = new Headers(own)
  headers.set('Content-Security-Policy', policyFor(scripts))
  headers.append('Vary', 'Accept-Encoding')
  const encoding = encodingFor(request.headers.get('Accept-Encoding'))
  if (encoding === null) return new Response(new Uint8Array(html), { headers })
  const bytes = compressed.get(encoding) ?? compressBytes(html, encoding)
  compressed.set(encoding, bytes)
  headers.set('Content-Encoding', encoding)
  return new Response(new Uint8Array(await bytes), { headers })
}
