import { describe, expect, it } from 'vitest'
import { signUpInBrowser } from '../testing/browser-visitor.ts'
import { createHttpClient } from '../testing/http-client.ts'
import { makeUser } from '../testing/make-user.ts'
import { restToken } from '../testing/rest-program.ts'
import { useTestPlatform } from '../testing/test-platform.ts'

const platform = useTestPlatform()
const FRIEND = 'https://charts.test'
const STRANGER = 'https://evil.test'
const ALLOWED = { API_ORIGINS: `${FRIEND}, https://other.test` }

const corsOf = ({ headers }: Response) =>
  Object.fromEntries([...headers].filter(([name]) => name.startsWith('access-control-')))

const preflight = (source: Record<string, string>, origin: string, path = '/api/v1/me') =>
  createHttpClient(platform, source).request(path, {
    method: 'OPTIONS',
    headers: {
      origin,
      'access-control-request-method': 'GET',
      'access-control-request-headers': 'authorization',
    },
  })

describe('pages of other sites', () => {
  it('may not use the API unless the operator says so', async () => {
    expect(corsOf(await preflight({}, FRIEND))).toEqual({})
    const read = await createHttpClient(platform).request('/api/v1/regions', { headers: { origin: FRIEND } })
    expect(corsOf(read)).toEqual({})
  })

  it('that are on the list pass the preflight, without credentials', async () => {
    const answer = await preflight(ALLOWED, FRIEND)
    expect(answer.status).toBe(204)
    expect(corsOf(answer)).toEqual({
      'access-control-allow-origin': FRIEND,
      'access-control-allow-methods': 'GET,POST,PUT,PATCH,DELETE',
      'access-control-allow-headers': 'Authorization,Content-Type',
      'access-control-expose-headers': 'RateLimit,RateLimit-Policy,Retry-After',
      'access-control-max-age': '600',
    })
    expect(answer.headers.get('Vary')).toContain('Origin')
  })

  it('that are not on the list do not', async () => {
    for (const origin of [STRANGER, 'https://charts.test.evil.test', 'http://charts.test', 'null'])
      expect([origin, corsOf(await preflight(ALLOWED, origin))['access-control-allow-origin']]).toEqual([
        origin,
        undefined,
      ])
  })

  it('use the API only, no page and no procedure of ours', async () => {
    for (const path of ['/trpc/billing.checkName', '/events', '/healthz'])
      expect([path, corsOf(await preflight(ALLOWED, FRIEND, path))]).toEqual([path, {}])
  })

  it('read with a token, and log a program in without one', async () => {
    const client = createHttpClient(platform, ALLOWED)
    const token = await restToken(platform, await makeUser(platform))
    const me = await client.request('/api/v1/me', {
      headers: { origin: FRIEND, authorization: `Bearer ${token}` },
    })
    expect([me.status, me.headers.get('access-control-allow-origin')]).toEqual([200, FRIEND])
    const wrong = { email: 'nobody@example.test', password: 'wrong' }
    for (const [origin, status] of [
      [FRIEND, 401],
      [STRANGER, 403],
    ] as const)
      expect((await client.json('POST', '/api/v1/auth/token', wrong, { origin })).status).toBe(status)
  })

  it('never act with the cookies of their readers', async () => {
    const client = createHttpClient(platform, ALLOWED)
    const { cookie } = await signUpInBrowser(platform)
    const own = await client.request('/api/v1/me', { headers: { cookie } })
    expect(own.status).toBe(200)
    const read = await client.request('/api/v1/me', { headers: { cookie, origin: FRIEND } })
    expect([read.status, read.headers.get('access-control-allow-credentials')]).toEqual([401, null])
    const change = await client.json('POST', '/api/v1/play/enter', {}, { cookie, origin: FRIEND })
    expect(change.status).toBe(403)
  })
})
