import { createHash } from 'node:crypto'
import { brotliDecompressSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { createListeners } from '../events/listeners.ts'
import { createPageCache, withoutNonce } from './page-cache.ts'

function setUp({ headers = {}, status = 200 }: { headers?: Record<string, string>; status?: number } = {}) {
  const listeners = createListeners()
  let time = 0
  let made = 0
  const cache = createPageCache({ subscribe: listeners.add }, () => time)
  const render = (nonce: string) => {
    made += 1
    const html = `<p>page ${made}</p><script nonce="${nonce}">go(${made})</script><script>smuggled()</script>`
    return Promise.resolve(
      new Response(html, { status, headers: { 'Content-Type': 'text/html', ...headers } }),
    )
  }
  const ask = async (path: string, own: Record<string, string> = {}) => {
    const request = new Request(`http://game.test${path}`, { headers: own })
    const answer = await cache.answer(request, render, (scripts) => `script-src 'self' ${scripts}`)
    return { answer, text: await answer.clone().text() }
  }
  const tell = () => listeners.notify({ audience: { kind: 'user', userId: 'x' }, topic: 'notification' })
  return { ask, tell, gap: listeners.notifyGap, later: (ms: number) => (time += ms), made: () => made }
}

describe('pages of strangers', () => {
  it('are made once for all who ask within two seconds, also at once', async () => {
    const { ask, later, made } = setUp()
    const answers = await Promise.all([ask('/'), ask('/'), ask('/')])
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1)
    later(1_999)
    await ask('/')
    expect(made()).toBe(1)
    later(1)
    await ask('/')
    expect(made()).toBe(2)
  })

  it('are made anew after any event, and after a gap in the events', async () => {
    const { ask, tell, gap, made } = setUp()
    await ask('/')
    tell()
    await ask('/')
    gap()
    await ask('/')
    expect(made()).toBe(3)
  })

  it('are never shown to, or made from, a request with a cookie or a token', async () => {
    const { ask, made } = setUp()
    const mine = await ask('/', { Cookie: 'session=mine' })
    const stranger = await ask('/')
    const again = await ask('/', { Cookie: 'theme=light' })
    const program = await ask('/', { Authorization: 'Bearer x' })
    expect(made()).toBe(4)
    expect(new Set([mine, stranger, again, program].map(({ text }) => text)).size).toBe(4)
  })

  it('are one for each address and for each way to write numbers', async () => {
    const { ask, made } = setUp()
    await ask('/regions?page=1')
    await ask('/regions?page=2')
    await ask('/regions?page=1', { 'Accept-Language': 'de' })
    await ask('/regions?page=1', { 'Accept-Language': 'fr' })
    expect(made()).toBe(3)
  })

  it.each([
    ['sets a cookie', { headers: { 'Set-Cookie': 'session=x' } }],
    ['forbids to be stored', { headers: { 'Cache-Control': 'no-store' } }],
    ['is a refusal', { status: 429 }],
  ])('an answer that %s is made for its asker alone', async (_what, kind) => {
    const { ask } = setUp(kind)
    const [one, other] = await Promise.all([ask('/x'), ask('/x')])
    expect(one.text).not.toBe(other.text)
    expect((await ask('/x')).text).not.toBe(one.text)
  })

  it('let exactly their own scripts run, by hash: a nonce that several people get is none', async () => {
    const { ask } = setUp()
    const { answer, text } = await ask('/')
    expect(text).not.toContain('nonce')
    const hash = createHash('sha256').update('go(1)').digest('base64')
    expect(answer.headers.get('Content-Security-Policy')).toBe(`script-src 'self' 'sha256-${hash}'`)
    expect(withoutNonce('<script src="/a.js" nonce="n"></script>', 'n')).toEqual({
      html: '<script src="/a.js"></script>',
      scripts: '',
    })
  })

  it('of people with a cookie keep their nonce', async () => {
    const { ask } = setUp()
    const { answer, text } = await ask('/', { Cookie: 'session=mine' })
    const nonce = /nonce="([^"]+)"/.exec(text)?.[1] ?? 'none'
    expect(answer.headers.get('Content-Security-Policy')).toBe(`script-src 'self' 'nonce-${nonce}'`)
  })

  it('are sent compressed to whom reads it', async () => {
    const { ask } = setUp()
    await ask('/')
    const { answer } = await ask('/', { 'Accept-Encoding': 'gzip, br' })
    expect(answer.headers.get('Content-Encoding')).toBe('br')
    expect(brotliDecompressSync(Buffer.from(await answer.arrayBuffer())).toString()).toContain('page 1')
    expect(answer.headers.get('Vary')).toBe('Accept-Encoding')
  })
})
