import { afterAll, describe, expect, it } from 'vitest'
import { openDatabase } from '#db/client.ts'
import { isDatabaseUnavailable } from '#db/connections.ts'
import { findFreePort } from '../postgres/free-port.ts'
import { createHttpClient } from '../testing/http-client.ts'
import { makeUser } from '../testing/make-user.ts'
import { useTestPlatform } from '../testing/test-platform.ts'
import { createSessionStore } from '../auth/session-store.ts'

const platform = useTestPlatform()

/** The same platform at the moment when nothing listens at its database's address. */
async function whenAway() {
  const url = new URL(platform.url)
  url.port = String(await findFreePort(26_000))
  const handle = openDatabase(url.toString(), { max: 2, applicationName: 'away' })
  afterAll(() => handle.close())
  return createHttpClient({
    ...platform,
    db: handle.db,
    ctx: (actor) => ({ ...platform.ctx(actor), db: handle.db }),
  })
}

const AWAY = { code: 'UNAVAILABLE', message: expect.stringContaining('cannot reach its database') as string }

describe('while the database is out of reach', () => {
  it('it counts as out of reach, whatever the network says of it', async () => {
    const gone = openDatabase('postgres://nobody@no-such-host.invalid/none', {
      max: 1,
      applicationName: 'gone',
    })
    afterAll(() => gone.close())
    const error: unknown = await gone.pool.query('select 1').catch((thrown: unknown) => thrown)
    expect(error).toMatchObject({ code: expect.stringMatching(/^(ENOTFOUND|EAI_AGAIN)$/) as string })
    expect(isDatabaseUnavailable(error)).toBe(true)
    for (const code of ['EHOSTUNREACH', 'ENETUNREACH', '53100', '57P01'])
      expect(isDatabaseUnavailable(Object.assign(new Error('gone'), { code })), code).toBe(true)
    expect(isDatabaseUnavailable(Object.assign(new Error('a fault'), { code: '23505' }))).toBe(false)
  })

  it('a program is told when to try again, and that its request may have been carried out', async () => {
    const http = await whenAway()
    for (const [method, path, body] of [
      ['GET', '/api/v1/regions', undefined],
      ['POST', '/api/v1/auth/token', { email: 'a@example.test', password: 'whatever it was' }],
    ] as const) {
      const answer = await http.json(method, path, body)
      expect([path, answer.status]).toEqual([path, 503])
      expect(answer.body).toMatchObject(AWAY)
      expect(answer.headers.get('Retry-After')).toBe('5')
    }
  })

  it('somebody who is logged in is shown a page that says so, not words for programs', async () => {
    const http = await whenAway()
    const { userId } = await makeUser(platform)
    const sessions = createSessionStore(platform.db, { secure: false })
    const device = { ipAddress: '192.0.2.1', userAgent: null }
    const cookie = await sessions.begin(userId, device, await platform.clock.now(platform.db))
    const page = await http.request('/account', { headers: { accept: 'text/html', cookie } })
    expect(page.status).toBe(503)
    expect(page.headers.get('Content-Type')).toContain('text/html')
    expect(await page.text()).toContain('cannot reach its database')
  })
})
