import { randomBytes } from 'node:crypto'
import { and, eq, inArray, isNull, sql } from 'drizzle-orm'
import { SignJWT, UnsecuredJWT } from 'jose'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { refreshTokens, users } from '#db/schema/platform/identity.ts'
import { auditLog } from '#db/schema/platform/operations.ts'
import { createHttpClient } from '../testing/http-client.ts'
import { createSessionStore } from '../auth/session-store.ts'
import { signUpInBrowser } from '../testing/browser-visitor.ts'
import { makeRegion } from '../testing/make-region.ts'
import { makeUser } from '../testing/make-user.ts'
import { useTestPlatform } from '../testing/test-platform.ts'
import { tokenHash } from '../auth/secrets.ts'
import { signAccessToken } from '../auth/access-token.ts'
import { like } from '#server/testing/like.ts'

const platform = useTestPlatform()
const PASSWORD = 'violet lantern over harbour'
const tokenPair = z.object({ accessToken: z.string(), refreshToken: z.string(), expiresIn: z.literal(900) })

const newPerson = () => ({
  email: `${randomBytes(4).toString('hex')}@example.test`,
  callsign: `pilot${randomBytes(4).toString('hex')}`,
  password: PASSWORD,
})

const bearer = (token: string) => ({ Authorization: `Bearer ${token}` })

async function registered() {
  const http = createHttpClient(platform)
  const person = newPerson()
  await http.json('POST', '/api/v1/auth/register', person)
  const { body } = await http.json('POST', '/api/v1/auth/token', person)
  return { http, person, ...tokenPair.parse(body) }
}

describe('tokens', () => {
  it('let a program register, log in and ask as its person', async () => {
    const { http, person, accessToken } = await registered()
    const me = await http.json('GET', '/api/v1/me', undefined, bearer(accessToken))
    expect(me.status).toBe(200)
    expect(me.body).toMatchObject({ email: person.email, callsign: person.callsign, role: 'player' })
  })

  it('answer registration of a known address as that of a new one: same status, same body', async () => {
    const { http, person } = await registered()
    const known = await http.json('POST', '/api/v1/auth/register', {
      ...newPerson(),
      email: person.email,
      password: 'some quite different words',
    })
    const fresh = await http.json('POST', '/api/v1/auth/register', newPerson())
    expect([known.status, known.body]).toEqual([fresh.status, fresh.body])
  })

  it('answer unknown people and wrong passwords alike', async () => {
    const { http, person } = await registered()
    const wrong = await http.json('POST', '/api/v1/auth/token', { email: person.email, password: 'no' })
    const unknown = await http.json('POST', '/api/v1/auth/token', {
      email: 'no@example.test',
      password: 'no',
    })
    expect(wrong.status).toBe(401)
    expect([unknown.status, unknown.body]).toEqual([wrong.status, wrong.body])
  })

  it('are exchanged once; a copy that comes later than the grace ends the whole family', async () => {
    const { http, refreshToken } = await registered()
    const next = tokenPair.parse((await http.json('POST', '/api/v1/auth/refresh', { refreshToken })).body)
    expect(next.refreshToken).not.toBe(refreshToken)
    const retry = await http.json('POST', '/api/v1/auth/refresh', { refreshToken })
    expect(retry.status).toBe(200)
    expect(tokenPair.parse(retry.body).refreshToken).toBe(next.refreshToken)
    const [row] = await platform.db.select().from(refreshTokens).orderBy(refreshTokens.createdAt).limit(1)
    expect(JSON.stringify(row)).not.toContain(refreshToken)
    platform.clock.advance(21_000)
    const stolen = await http.json('POST', '/api/v1/auth/refresh', { refreshToken })
    expect(stolen.status).toBe(401)
    const owner = await http.json('POST', '/api/v1/auth/refresh', { refreshToken: next.refreshToken })
    expect(owner.status).toBe(401)
    const reuse = await platform.db
      .select()
      .from(auditLog)
      .where(eq(auditLog.action, 'user.token-reuse-detected'))
    expect(reuse).toHaveLength(1)
  })

  it('have one successor, which both of two tabs get that refresh at the same moment', async () => {
    const { http, refreshToken } = await registered()
    const both = await Promise.all(
      [1, 2].map(() => http.json('POST', '/api/v1/auth/refresh', { refreshToken })),
    )
    const [one, other] = both.map((answer) => tokenPair.parse(answer.body))
    expect(one?.refreshToken).toBe(other?.refreshToken)
    for (const pair of [one, other]) {
      const headers = bearer(pair?.accessToken ?? '')
      expect((await http.json('GET', '/api/v1/me', undefined, headers)).status).toBe(200)
    }
  })

  it('stay one line when a copy is used within the grace: whoever comes second later ends it', async () => {
    const { http, refreshToken: first } = await registered()
    const refresh = (refreshToken: string) => http.json('POST', '/api/v1/auth/refresh', { refreshToken })
    const owner = tokenPair.parse((await refresh(first)).body)
    const thief = tokenPair.parse((await refresh(first)).body)
    const family = platform.db
      .select({ familyId: refreshTokens.familyId })
      .from(refreshTokens)
      .where(eq(refreshTokens.hash, tokenHash(first)))
    const unused = () =>
      platform.db.$count(
        refreshTokens,
        and(inArray(refreshTokens.familyId, family), isNull(refreshTokens.usedAt)),
      )
    expect(await unused()).toBe(1)
    const next = tokenPair.parse((await refresh(thief.refreshToken)).body)
    platform.clock.advance(21_000)
    expect((await refresh(owner.refreshToken)).status).toBe(401)
    expect((await refresh(next.refreshToken)).status).toBe(401)
  })

  it('are copies when the token before comes back though its successor was used', async () => {
    const { http, refreshToken: first } = await registered()
    const refresh = (refreshToken: string) => http.json('POST', '/api/v1/auth/refresh', { refreshToken })
    const second = tokenPair.parse((await refresh(first)).body)
    const third = tokenPair.parse((await refresh(second.refreshToken)).body)
    expect((await refresh(first)).status).toBe(401)
    expect((await refresh(third.refreshToken)).status).toBe(401)
  })

  it('run out: access after 15 minutes, refresh after 30 days', async () => {
    const { http, accessToken, refreshToken } = await registered()
    platform.clock.advance(15 * 60_000 + 1_000)
    const me = await http.json('GET', '/api/v1/me', undefined, bearer(accessToken))
    expect(me.status).toBe(401)
    expect(me.headers.get('www-authenticate')).toBe('Bearer')
    platform.clock.advance(30 * 24 * 60 * 60_000)
    expect((await http.json('POST', '/api/v1/auth/refresh', { refreshToken })).status).toBe(401)
  })

  it('end ninety days after the log-in, however often they are exchanged', async () => {
    const { http, refreshToken: first } = await registered()
    const refresh = (refreshToken: string) => http.json('POST', '/api/v1/auth/refresh', { refreshToken })
    let refreshToken = first
    for (const days of [29, 29, 29]) {
      platform.clock.advance(days * 24 * 60 * 60_000)
      refreshToken = tokenPair.parse((await refresh(refreshToken)).body).refreshToken
    }
    platform.clock.advance(4 * 24 * 60 * 60_000)
    expect((await refresh(refreshToken)).status).toBe(401)
    platform.clock.set(0)
  })

  it('of an administrator end after twelve hours, also of one who became so later', async () => {
    const { http, person, refreshToken } = await registered()
    const refresh = (token: string) => http.json('POST', '/api/v1/auth/refresh', { refreshToken: token })
    platform.clock.advance(11 * 60 * 60_000)
    const next = tokenPair.parse((await refresh(refreshToken)).body)
    await platform.db.update(users).set({ role: 'admin' }).where(eq(users.email, person.email))
    platform.clock.advance(2 * 60 * 60_000)
    expect((await refresh(next.refreshToken)).status).toBe(401)
    const { email, password } = person
    const own = tokenPair.parse((await http.json('POST', '/api/v1/auth/token', { email, password })).body)
    platform.clock.advance(13 * 60 * 60_000)
    expect((await refresh(own.refreshToken)).status).toBe(401)
    platform.clock.set(0)
  })

  it('end when they are revoked, and revoking tells nothing', async () => {
    const { http, person, refreshToken } = await registered()
    const known = await http.json('POST', '/api/v1/auth/revoke', { refreshToken })
    const unknown = await http.json('POST', '/api/v1/auth/revoke', { refreshToken: 'none' })
    expect(known.body).toEqual(unknown.body)
    expect((await http.json('POST', '/api/v1/auth/refresh', { refreshToken })).status).toBe(401)
    expect((await http.json('POST', '/api/v1/auth/refresh', { refreshToken: 'none' })).status).toBe(401)
    const written = await platform.db
      .select({ action: auditLog.action })
      .from(auditLog)
      .innerJoin(users, eq(users.email, person.email))
      .where(eq(auditLog.subjectId, sql`${users.id}::text`))
      .orderBy(auditLog.id)
    const actions = written.map(({ action }) => action)
    expect(actions).toEqual(['user.signed-up', 'user.tokens-issued', 'user.tokens-revoked'])
  })

  it('are no good when signed by another key, another way, or not at all', async () => {
    const http = createHttpClient(platform)
    const { userId } = await makeUser(platform)
    const [{ publicKey }] = platform.ctx().secrets.accessTokenKeys()
    const claims = () => ({ aud: 'sectorwars-api', iss: 'http://localhost:3000', sub: userId })
    const symmetric = new SignJWT(claims())
      .setProtectedHeader({ alg: 'HS256', typ: 'at+jwt' })
      .setIssuedAt()
      .setExpirationTime('5m')
      .sign(publicKey.export({ format: 'der', type: 'spki' }))
    const unsigned = new UnsecuredJWT(claims()).setIssuedAt().setExpirationTime('5m').encode()
    const elsewhere = signAccessToken(
      platform.ctx().secrets.accessTokenKeys()[0],
      'https://other.example',
      userId,
      await platform.clock.now(platform.db),
    )
    for (const token of [await symmetric, unsigned, await elsewhere, 'nonsense']) {
      expect((await http.json('GET', '/api/v1/me', undefined, bearer(token))).status).toBe(401)
    }
  })

  it('carry the role of this moment, not of the log-in, and end with a change of password', async () => {
    const { http, person, refreshToken } = await registered()
    const [user] = await platform.db.select().from(users).where(eq(users.email, person.email))
    await platform
      .api({ kind: 'user', userId: user?.id ?? '', callsign: person.callsign, role: 'player' })
      .identity.changePassword({ currentPassword: PASSWORD, newPassword: 'copper kettle under moonlight' })
    expect((await http.json('POST', '/api/v1/auth/refresh', { refreshToken })).status).toBe(401)
  })
})

describe('REST', () => {
  it.each([
    ['GET', '/api/v1/no-such-thing', 404, 'NOT_FOUND'],
    ['GET', '/api/v1/%E0%A4%A', 404, 'NOT_FOUND'],
    ['DELETE', '/api/v1/me', 405, 'METHOD_NOT_ALLOWED'],
    ['GET', '/api/v1/me', 401, 'UNAUTHORIZED'],
    ['POST', '/api/v1/auth/token', 400, 'BAD_REQUEST'],
  ])('%s %s is %i as JSON', async (method, path, status, code) => {
    const answer = await createHttpClient(platform).json(method, path)
    expect(answer.status).toBe(status)
    expect(answer.body).toMatchObject({ code, message: like.any(String) })
    expect(JSON.stringify(answer.body)).not.toMatch(/stack|\.ts/)
    if (status === 405) expect(answer.headers.get('allow')).toBe('GET')
  })

  it('names each wrong field and ignores fields that nobody asked for', async () => {
    const http = createHttpClient(platform)
    const wrong = await http.json('POST', '/api/v1/auth/register', { ...newPerson(), email: 'x' })
    expect(wrong.status).toBe(400)
    expect(wrong.body).toMatchObject({ code: 'BAD_REQUEST', issues: [{ path: 'email' }] })
    const extra = await http.json('POST', '/api/v1/auth/register', { ...newPerson(), role: 'admin' })
    expect(extra.status).toBe(200)
  })

  it('refuses text that cannot be stored, wherever it is written', async () => {
    const http = createHttpClient(platform)
    expect((await http.json('GET', '/api/v1/regions/a%00b')).status).toBe(400)
    const nul = String.fromCharCode(0)
    const login = { email: `${nul}@example.test`, password: PASSWORD }
    expect((await http.json('POST', '/api/v1/auth/token', login)).status).toBe(400)
  })

  it('takes no more calls in one request than a page makes', async () => {
    const http = createHttpClient(platform)
    const names = (calls: number) =>
      encodeURIComponent(JSON.stringify({ ...Array<object>(calls).fill({ name: 'anywhere' }) }))
    const batch = (calls: number) =>
      http.json(
        'GET',
        `/trpc/${Array<string>(calls).fill('billing.checkName').join(',')}?batch=1&input=${names(calls)}`,
      )
    expect((await batch(10)).status).toBe(200)
    expect((await batch(11)).status).toBe(400)
  })

  it('refuses what is no JSON object', async () => {
    const http = createHttpClient(platform)
    const send = (body: string, type: string) =>
      http.request('/api/v1/auth/token', { method: 'POST', body, headers: { 'Content-Type': type } })
    expect((await send('{', 'application/json')).status).toBe(400)
    expect((await send('[]', 'application/json')).status).toBe(400)
    expect((await send('email=a', 'application/x-www-form-urlencoded')).status).toBe(415)
  })

  it('refuses bodies over the limit with 413', async () => {
    const http = createHttpClient(platform)
    const { status, body } = await http.json('POST', '/api/v1/auth/token', { email: 'x'.repeat(300_000) })
    expect(status).toBe(413)
    expect(body).toMatchObject({ code: 'PAYLOAD_TOO_LARGE' })
  })

  it('reads numbers out of a query and answers their bounds', async () => {
    const { http, accessToken } = await registered()
    const page = await http.json(
      'GET',
      '/api/v1/me/notifications?page=2&pageSize=5&x=1',
      undefined,
      bearer(accessToken),
    )
    expect(page.body).toEqual({ items: [], total: 0, page: 2, pageSize: 5 })
    const tooMany = await http.json(
      'GET',
      '/api/v1/me/notifications?pageSize=500',
      undefined,
      bearer(accessToken),
    )
    expect(tooMany.status).toBe(400)
    expect(tooMany.body).toMatchObject({ issues: [{ path: 'pageSize' }] })
    const noNumber = await http.json(
      'GET',
      '/api/v1/me/notifications?page=two',
      undefined,
      bearer(accessToken),
    )
    expect(noNumber.status).toBe(400)
  })

  it('answers HEAD without a body and OPTIONS with what is allowed', async () => {
    const http = createHttpClient(platform)
    const head = await http.request('/api/v1/status/health', { method: 'HEAD' })
    expect([head.status, await head.text()]).toEqual([200, ''])
    const options = await http.request('/api/v1/status/health', { method: 'OPTIONS' })
    expect([options.status, options.headers.get('allow')]).toEqual([204, 'GET'])
  })

  it('limits each address and says how long to wait', async () => {
    const http = createHttpClient(platform)
    for (let taken = 0; taken < 1_200; taken++)
      await platform.ctx().limits.take('api-address', '198.51.100.7')
    const answer = await http.request('/api/v1/status/health', { ipAddress: '198.51.100.7' })
    expect(answer.status).toBe(429)
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0)
    expect(await answer.json()).toMatchObject({ code: 'TOO_MANY_REQUESTS' })
  })

  it('has a valid OpenAPI 3.1 document and a page made from it', async () => {
    const http = createHttpClient(platform)
    const { body } = await http.json('GET', '/api/v1/openapi.json')
    expect(body).toMatchObject({
      openapi: '3.1.0',
      paths: { '/me': { get: { security: [{ accessToken: [] }] } }, '/auth/token': { post: {} } },
    })
    const page = await http.request('/api/v1/docs')
    const html = await page.text()
    expect(page.headers.get('content-type')).toContain('text/html')
    expect(html).toContain('/auth/token')
    expect(html).not.toMatch(/undefined|\[object/)
    expect((await http.request('/api/v1')).headers.get('location')).toBe('/api/v1/docs')
  })
})

describe('cookies', () => {
  it('open REST to the pages of the same origin', async () => {
    const http = createHttpClient(platform)
    const { cookie } = await signUpInBrowser(platform)
    expect((await http.json('GET', '/api/v1/me', undefined, { Cookie: cookie })).status).toBe(200)
  })

  it('are no good for changes that come from elsewhere', async () => {
    const http = createHttpClient(platform)
    const { cookie: Cookie } = await signUpInBrowser(platform)
    const { region } = await makeRegion(platform)
    const change = (headers: Record<string, string>) =>
      http.json('POST', `/api/v1/regions/${region.name}/join`, {}, { Cookie, ...headers })
    expect((await change({ Origin: 'https://evil.example' })).status).toBe(403)
    expect((await change({})).status).toBe(403)
    expect((await change({ 'Sec-Fetch-Site': 'cross-site' })).status).toBe(403)
    expect((await change({ Origin: http.origin })).status).toBe(200)
    expect((await change({ 'Sec-Fetch-Site': 'same-origin' })).status).toBe(200)
  })

  it('are not read beside a bearer token', async () => {
    const http = createHttpClient(platform)
    const { cookie: Cookie } = await signUpInBrowser(platform)
    const answer = await http.json('GET', '/api/v1/me', undefined, { Cookie, ...bearer('nonsense') })
    expect(answer.status).toBe(401)
  })

  it('are secure, bound to the host and hidden from scripts over https', async () => {
    const { userId } = await makeUser(platform)
    const sessions = createSessionStore(platform.db, { secure: true })
    const cookie = await sessions.begin(userId, { ipAddress: '192.0.2.1', userAgent: null }, new Date())
    expect(cookie).toMatch(/^__Host-session=/)
    for (const flag of [/; HttpOnly/, /; Secure/, /; SameSite=Lax/, /; Path=\//]) expect(cookie).toMatch(flag)
    expect(cookie).not.toMatch(/Domain=/)
  })
})
