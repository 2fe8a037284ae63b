import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'

export type Encoding = 'br' | 'gzip'

/** Below this the header costs more than the compression saves, bytes. */
const WORTH_COMPRESSING = 1024
const COMPRESSIBLE =
  /^(?:text\/(?:html|plain|css|javascript|x-script)|application\/(?:json|javascript|xml)|image\/svg\+xml)\b/

const brotli = promisify(brotliCompress)
const gzipped = promisify(gzip)

/** What the asker reads of what is offered, the smaller one first. A refusal (`q=0`) is heeded. */
export function encodingFor(acceptEncoding: string | null): Encoding | null {
  const accepted = new Set(
    (acceptEncoding ?? '')
      .split(',')
      .map((part) => part.trim().toLowerCase())
      .filter((part) => !/;\s*q=0(?:\.0*)?$/.test(part))
      .map((part) => part.split(';')[0]?.trim()),
  )
  return accepted.has('br') ? 'br' : accepted.has('gzip') ? 'gzip' : null
}

/** Made for one answer, so quickly: brotli at 4 is smaller than gzip at 6 in about the same time. */
export const compressBytes = (bytes: Uint8Array, encoding: Encoding): Promise<Buffer> =>
  encoding === 'br'
    ? brotli(bytes, {
        params: {
          [constants.BROTLI_PARAM_QUALITY]: 4,
          [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
        },
      })
    : gzipped(bytes, { level: 6 })

/**
 * The same answer, compressed where it is text of some length and the asker reads it. Streams of events, answers that are
 * compressed already, parts of files and answers without a body stay as they are.
 */
export async function compressAnswer(request: Request, answer: Response): Promise<Response> {
  if (!isCompressible(answer)) return answer
  const encoding = encodingFor(request.headers.get('Accept-Encoding'))
  if (encoding === null || request.method === 'HEAD') {
    addVary(answer.headers, 'Accept-Encoding')
    return answer
  }
  if (!answer.body) return answer
  const headers = new Headers(answer.headers)
  addVary(headers, 'Accept-Encoding')
  const { status } = answer
  const bytes = new Uint8Array(await answer.arrayBuffer())
  if (bytes.length < WORTH_COMPRESSING) return new Response(bytes, { status, headers })
  const compressed = await compressBytes(bytes, encoding)
  headers.set('Content-Encoding', encoding)
  headers.set('Content-Length', String(compressed.length))
  return new Response(new Uint8Array(compressed), { status, headers })
}

function isCompressible({ status, headers }: Response): boolean {
  if (status === 204 || status === 206 || status === 304) return false
  if (headers.has('Content-Encoding') || /no-transform/.test(headers.get('Cache-Control') ?? '')) return false
  return COMPRESSIBLE.test(headers.get('Content-Type') ?? '')
}

function addVary(headers: Headers, name: string) {
  const known = (headers.get('Vary') ?? '').split(',').map((one) => one.trim().toLowerCase())
  if (!known.includes(name.toLowerCase())) headers.append('Vary', name)
}
