import { describe, expect, it } from 'vitest'
import { signUpInBrowser } from '../testing/browser-visitor.ts'
import { createHttpClient } from '../testing/http-client.ts'
import { useTestPlatform } from '../testing/test-platform.ts'

const platform = useTestPlatform()
const NAME = { name: 'anywhere' }
const NAME_CHECK = `/trpc/billing.checkName?input=${encodeURIComponent(JSON.stringify(NAME))}`
const THREE_NAMES = encodeURIComponent(JSON.stringify({ 0: NAME, 1: NAME, 2: NAME }))
const HTML = { accept: 'text/html,application/xhtml+xml' }

describe('requests of one address', () => {
  it('beyond the limit are answered 429 with the seconds to wait: pages, procedures, REST and events', async () => {
    const http = createHttpClient(platform, { REQUESTS_PER_MINUTE: '2' })
    for (let n = 0; n < 2; n++) expect((await http.request(NAME_CHECK)).status).toBe(200)
    const page = await http.request('/regions', { headers: HTML })
    expect(page.status).toBe(429)
    expect(Number(page.headers.get('retry-after'))).toBeGreaterThan(0)
    expect(page.headers.get('content-type')).toContain('text/html')
    expect(page.headers.get('content-security-policy')).not.toBeNull()
    const html = await page.text()
    expect(html).toMatch(
      /<h1>Too many requests<\/h1>\s*<p>Too many attempts. Try again in \d+ seconds\.<\/p>/,
    )
    expect(html).toContain('color-scheme: dark;')
    const light = await http.request('/regions', { headers: { ...HTML, cookie: 'theme=light' } })
    expect(await light.text()).toContain('color-scheme: light;')
    for (const path of [NAME_CHECK, '/api/v1/status/health', '/events', '/webhooks/paypal']) {
      const answer = await http.request(path)
      expect(answer.status).toBe(429)
      expect(answer.headers.get('retry-after')).not.toBeNull()
      expect(await answer.json()).toMatchObject({ code: 'TOO_MANY_REQUESTS' })
    }
    expect((await http.request(NAME_CHECK, { ipAddress: '192.0.2.77' })).status).toBe(200)
  })

  it('are counted before anything is looked up for them', async () => {
    const http = createHttpClient(platform, { REQUESTS_PER_MINUTE: '1' })
    const headers = { authorization: 'Bearer nonsense' }
    expect((await http.request('/api/v1/me', { headers })).status).toBe(401)
    expect((await http.request('/api/v1/me', { headers })).status).toBe(429)
  })

  it('count as many as there are calls in a batch', async () => {
    for (const comma of [',', '%2C']) {
      const http = createHttpClient(platform, { REQUESTS_PER_MINUTE: '4' })
      const batch = `/trpc/${['', '', ''].map(() => 'billing.checkName').join(comma)}?batch=1&input=${THREE_NAMES}`
      expect((await http.request(batch)).status).toBe(200)
      expect((await http.request(batch)).status).toBe(429)
    }
  })

  it('never keep the machine from asking whether the process lives', async () => {
    const http = createHttpClient(platform, { REQUESTS_PER_MINUTE: '1' })
    for (let n = 0; n < 3; n++) expect((await http.request('/healthz')).status).toBe(200)
  })
})

describe('event streams over HTTP', () => {
  it('are so many an address, and are refused beyond with the seconds to wait', async () => {
    const http = createHttpClient(platform, { STREAMS_PER_ADDRESS: '1' })
    const first = await http.request('/events')
    expect(first.status).toBe(200)
    const second = await http.request('/events')
    expect([second.status, second.headers.get('retry-after')]).toEqual([429, '5'])
    await first.body?.cancel()
    expect((await http.request('/events')).status).toBe(200)
  })

  it('end with the session that opened them', async () => {
    const http = createHttpClient(platform)
    const { cookie, api } = await signUpInBrowser(platform)
    const stream = await http.request('/events', { headers: { Cookie: cookie } })
    const reader = stream.body?.getReader()
    expect((await reader?.read())?.done).toBe(false)
    await api.identity.logOut()
    for (let isOpen = true; isOpen;) isOpen = (await reader?.read())?.done === false
  })
})
