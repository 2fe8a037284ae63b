import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { compressAnswer, encodingFor } from './compress.ts'

const LONG = 'The Nexus has 5,000 sectors. '.repeat(200)

const ask = (acceptEncoding: string, method = 'GET') =>
  new Request('http://game.test/', { method, headers: { 'Accept-Encoding': acceptEncoding } })
const page = (headers: Record<string, string> = {}, body: string = LONG) =>
  new Response(body, { headers: { 'Content-Type': 'text/html; charset=utf-8', ...headers } })

describe('a compressed answer', () => {
  it('is brotli where it is read, gzip otherwise, and the same text', async () => {
    const brotli = await compressAnswer(ask('gzip, deflate, br'), page())
    expect(brotli.headers.get('Content-Encoding')).toBe('br')
    const bytes = Buffer.from(await brotli.arrayBuffer())
    expect(brotli.headers.get('Content-Length')).toBe(String(bytes.length))
    expect(bytes.length).toBeLessThan(LONG.length / 10)
    expect(brotliDecompressSync(bytes).toString()).toBe(LONG)

    const gzip = await compressAnswer(ask('gzip'), page())
    expect(gzip.headers.get('Content-Encoding')).toBe('gzip')
    expect(gunzipSync(Buffer.from(await gzip.arrayBuffer())).toString()).toBe(LONG)
  })

  it('keeps status, validator and cookies, and names what it depends on once', async () => {
    const answer = page({ ETag: '"7"', Vary: 'Cookie, accept-encoding' })
    answer.headers.append('Set-Cookie', 'a=1')
    answer.headers.append('Set-Cookie', 'b=2')
    const compressed = await compressAnswer(
      ask('br'),
      new Response(answer.body, { ...answer, status: 404, headers: answer.headers }),
    )
    expect(compressed.status).toBe(404)
    expect(compressed.headers.get('ETag')).toBe('"7"')
    expect(compressed.headers.getSetCookie()).toEqual(['a=1', 'b=2'])
    expect(compressed.headers.get('Vary')).toBe('Cookie, accept-encoding')
  })

  it.each([
    ['a stream of events', page({ 'Content-Type': 'text/event-stream' })],
    ['a picture', page({ 'Content-Type': 'image/png' })],
    ['something compressed already', page({ 'Content-Encoding': 'gzip' })],
    ['a short answer', page({}, 'short')],
    ['an answer without a body', new Response(null, { status: 304 })],
  ])('%s stays as it is', async (_what, answer) => {
    const encoding = answer.headers.get('Content-Encoding')
    const same = await compressAnswer(ask('br, gzip'), answer)
    expect(same.headers.get('Content-Encoding')).toBe(encoding)
  })

  it('a stream is handed on before it ends', async () => {
    const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>()
    const stream = new Response(readable, { headers: { 'Content-Type': 'text/event-stream' } })
    const answer = await compressAnswer(ask('br'), stream)
    const writer = writable.getWriter()
    void writer.write(new TextEncoder().encode('data: first\n\n'))
    const first = await answer.body?.getReader().read()
    expect(Buffer.from(first?.value ?? []).toString()).toBe('data: first\n\n')
  })

  it('who reads no encoding, or refuses it, is not sent one, and caches are told that it depends on it', async () => {
    expect(encodingFor(null)).toBeNull()
    expect(encodingFor('br;q=0, gzip;q=0.5')).toBe('gzip')
    expect(encodingFor('identity')).toBeNull()
    const plain = await compressAnswer(ask('identity'), page())
    expect(plain.headers.get('Content-Encoding')).toBeNull()
    expect(plain.headers.get('Vary')).toBe('Accept-Encoding')
    expect(await plain.text()).toBe(LONG)
  })
})
