import { randomUUID } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { personalTokens } from '#db/schema/platform/access.ts'
import { users } from '#db/schema/platform/identity.ts'
import { PROOF_MS } from '#server/domain/identity/second-factor.ts'
import { setUpApp } from '#server/testing/authenticator.ts'
import { createHttpClient } from '#server/testing/http-client.ts'
import { signUpAnew, TEST_PASSWORD, type TestBrowser } from '#server/testing/test-browser.ts'
import { useTestPlatform } from '#server/testing/test-platform.ts'
import { writtenActions } from '#server/testing/written-actions.ts'
import { type ApiCaller } from '#server/trpc/router.ts'

const platform = useTestPlatform()
const NEW = 'copper kettle by moonlight'
const STEP_UP = { code: 'FORBIDDEN', cause: { reason: 'step-up' } }
/** What gets past the question who somebody is. */
const notThere = (act: Promise<unknown>) =>
  act.catch((error: { code: string }) => {
    if (error.code !== 'NOT_FOUND') throw error
  })
const WITHOUT_FACTOR: Record<string, (api: ApiCaller) => Promise<unknown>> = {
  'a personal token': (api) => api.identity.createToken({ name: 'Mine', scopes: ['read'], days: 30 }),
  'recovery codes': (api) => api.recovery.createCodes(),
  'a change of address': (api) => api.address.change({ newAddress: 'elsewhere@example.test' }),
  'an authenticator app': (api) => api.secondFactor.beginApp(),
  'the end of all other log-ins': (api) => api.identity.endOtherSessions(),
  'the end of one browser': (api) => notThere(api.identity.endSession({ id: 'none' })),
  'the end of a program': (api) => notThere(api.identity.endProgram({ id: randomUUID() })),
}
const prove = (browser: TestBrowser, proof: { password?: string; code?: string }) =>
  browser.call((api) => api.identity.prove({ password: '', code: '', ...proof }))

describe.each(Object.entries(WITHOUT_FACTOR))('%s', (_what, ask) => {
  it('is for whoever logged in within ten minutes, or showed since who they are', async () => {
    const { browser, userId } = await signUpAnew(platform)
    platform.clock.advance(PROOF_MS - 5_000)
    await browser.call(ask)
    platform.clock.advance(10_000)
    expect(await browser.call((api) => api.identity.proof())).toMatchObject({
      isRecent: false,
      by: 'password',
    })
    await expect(browser.call(ask)).rejects.toMatchObject(STEP_UP)
    await prove(browser, { password: TEST_PASSWORD })
    expect(await browser.call((api) => api.identity.proof())).toMatchObject({
      isRecent: true,
      by: 'password',
    })
    await browser.call(ask)
    expect(await writtenActions(platform, { userId })).toContain('user.identity-proven')
  })
})

describe('to show who one is', () => {
  it('changes the id of the session: who copied it before has nothing', async () => {
    const { browser } = await signUpAnew(platform)
    const thief = browser.copy()
    await prove(browser, { password: TEST_PASSWORD })
    await expect(thief.call((api) => api.identity.me())).rejects.toMatchObject({ code: 'UNAUTHORIZED' })
    await browser.call((api) => api.identity.me())
  })

  it('goes on within the same request', async () => {
    const { browser } = await signUpAnew(platform)
    platform.clock.advance(2 * PROOF_MS)
    await browser.call(async (api) => {
      await api.identity.prove({ password: TEST_PASSWORD, code: '' })
      await api.recovery.createCodes()
      await api.identity.endOtherSessions()
    })
    await browser.call((api) => api.identity.me())
  })

  it('takes the right password, and slows guesses', async () => {
    const { browser } = await signUpAnew(platform)
    const outcomes: unknown[] = []
    for (let guess = 0; guess < 7; guess++)
      outcomes.push(
        await prove(browser, { password: 'wrong', code: '123456' }).catch(
          (error: { code: string }) => error.code,
        ),
      )
    expect(outcomes).toEqual([...Array<string>(6).fill('BAD_REQUEST'), 'TOO_MANY_REQUESTS'])
    expect(await browser.call((api) => api.identity.failedLogIns({}))).toMatchObject({
      total: 6,
      items: [{ door: 'password-change' }, {}, {}, {}, {}, {}],
    })
  })

  it('takes the second factor where there is one, and no longer the password', async () => {
    const account = await signUpAnew(platform)
    const { browser } = account
    const app = await setUpApp(platform, account)
    platform.clock.advance(2 * PROOF_MS)
    await expect(prove(browser, { password: TEST_PASSWORD })).rejects.toMatchObject({
      cause: { reason: 'wrong-code' },
    })
    await expect(prove(browser, { password: TEST_PASSWORD, code: '000000' })).rejects.toMatchObject({
      cause: { reason: 'wrong-code' },
    })
    await expect(browser.call((api) => api.secondFactor.removeApp())).rejects.toMatchObject(STEP_UP)
    await expect(
      browser.call((api) =>
        api.identity.changePassword({ currentPassword: TEST_PASSWORD, newPassword: NEW }),
      ),
    ).rejects.toMatchObject(STEP_UP)
    const code = await app.code()
    await prove(browser, { code })
    await expect(prove(browser, { code })).rejects.toMatchObject({ cause: { reason: 'wrong-code' } })
    await browser.call((api) =>
      api.identity.changePassword({ currentPassword: TEST_PASSWORD, newPassword: NEW }),
    )
  })

  it('is for browsers: a program logs in again', async () => {
    const { userId, callsign } = await signUpAnew(platform)
    const program = platform.api({ kind: 'user', userId, callsign, role: 'player' })
    await expect(program.identity.prove({ password: TEST_PASSWORD, code: '' })).rejects.toMatchObject({
      cause: { reason: 'browsers-only' },
    })
  })

  it('counts in one browser alone', async () => {
    const account = await signUpAnew(platform)
    platform.clock.advance(2 * PROOF_MS)
    const elsewhere = await signUpAnew(platform)
    await elsewhere.browser.call((api) =>
      api.identity.logIn({ email: account.email, password: TEST_PASSWORD }),
    )
    await elsewhere.browser.call((api) => api.recovery.createCodes())
    await expect(account.browser.call((api) => api.recovery.createCodes())).rejects.toMatchObject(STEP_UP)
  })
})

describe('the change of a password', () => {
  it('is shown by the old one where there is no second factor', async () => {
    const { browser } = await signUpAnew(platform)
    platform.clock.advance(2 * PROOF_MS)
    await browser.call((api) =>
      api.identity.changePassword({ currentPassword: TEST_PASSWORD, newPassword: NEW }),
    )
  })

  it('leaves no token to a browser that it logs out at the same moment', async () => {
    for (let round = 0; round < 4; round++) {
      const account = await signUpAnew(platform)
      const other = await signUpAnew(platform)
      await other.browser.call((api) => api.identity.logIn({ email: account.email, password: TEST_PASSWORD }))
      await Promise.allSettled([
        account.browser.call((api) =>
          api.identity.changePassword({ currentPassword: TEST_PASSWORD, newPassword: NEW }),
        ),
        other.browser.call((api) => api.identity.createToken({ name: 'Theirs', scopes: ['read'], days: 30 })),
      ])
      const rows = await platform.db
        .select({ revokedAt: personalTokens.revokedAt })
        .from(personalTokens)
        .where(eq(personalTokens.userId, account.userId))
      expect(rows.filter(({ revokedAt }) => revokedAt === null)).toEqual([])
    }
  })
})

describe('a program', () => {
  it('may for ten minutes after its log-in, and not by a token that it was given for a refresh token', async () => {
    const { email, userId } = await signUpAnew(platform)
    await platform.db.update(users).set({ role: 'admin' }).where(eq(users.id, userId))
    const http = createHttpClient(platform)
    const post = (path: string, body: unknown, token?: string) =>
      http.json(
        'POST',
        `/api/v1${path}`,
        body,
        token === undefined ? {} : { Authorization: `Bearer ${token}` },
      )
    const replace = (token: string) => post('/nexus/generate', { forceRegenerate: true }, token)
    const logIn = async () =>
      (await post('/auth/token', { email, password: TEST_PASSWORD })).body as Record<
        'accessToken' | 'refreshToken',
        string
      >

    const first = await logIn()
    expect((await replace(first.accessToken)).status, 'the first generation replaces nothing').toBe(200)
    await platform.runOutbox()
    expect((await replace(first.accessToken)).status).toBe(200)
    await platform.runOutbox()
    const refreshed = (await post('/auth/refresh', { refreshToken: first.refreshToken })).body as typeof first
    expect(await replace(refreshed.accessToken)).toMatchObject({ status: 403, body: { reason: 'step-up' } })
    platform.clock.advance(PROOF_MS + 1_000)
    expect(await replace(first.accessToken)).toMatchObject({ status: 403, body: { reason: 'step-up' } })
    expect((await replace((await logIn()).accessToken)).status).toBe(200)
  })
})
