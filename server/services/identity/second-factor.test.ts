import { eq } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { authenticatorApps, pendingLogIns } from '#db/schema/platform/second-factor.ts'
import { notifications, sessions } from '#db/schema/platform/identity.ts'
import { APP_SETUP_MS, PENDING_LOG_IN_MS } from '#server/domain/identity/second-factor.ts'
import { type GameError } from '#server/errors.ts'
import { setUpApp } from '#server/testing/authenticator.ts'
import {
  isLoggedIn,
  signUpAnew,
  TEST_PASSWORD,
  testBrowser,
  type TestAccount,
} from '#server/testing/test-browser.ts'
import { useTestPlatform } from '#server/testing/test-platform.ts'
import { writtenActions } from '#server/testing/written-actions.ts'
import { sweepIdentity } from './sweep-identity.ts'

const platform = useTestPlatform()
const system = () => platform.ctx({ kind: 'system', job: 'test' })

async function withApp() {
  const account = await signUpAnew(platform)
  return { ...account, app: await setUpApp(platform, account) }
}
const logIn = (browser: TestAccount['browser'], email: string, password = TEST_PASSWORD) =>
  browser.call((api) => api.identity.logIn({ email, password }))
const enter = (browser: TestAccount['browser'], code: string) =>
  browser.call((api) => api.identity.completeLogIn({ code }))
const noticesOf = async ({ userId }: TestAccount) =>
  (
    await platform.db
      .select({ kind: notifications.kind })
      .from(notifications)
      .where(eq(notifications.userId, userId))
  ).map(({ kind }) => kind)

describe('an authenticator app', () => {
  it('is in use once its first code is right, is told and audited, and logs out everybody who knew only the password', async () => {
    const account = await signUpAnew(platform)
    const thief = testBrowser(platform)
    await logIn(thief, account.email)
    const tokens = await thief.call((api) =>
      api.identity.token({ email: account.email, password: TEST_PASSWORD }),
    )
    const { recoveryCodes } = await setUpApp(platform, account)
    expect(recoveryCodes).toHaveLength(8)
    expect(await isLoggedIn(thief)).toBe(false)
    await expect(
      thief.call((api) => api.identity.refresh({ refreshToken: tokens.refreshToken })),
    ).rejects.toMatchObject({ code: 'UNAUTHORIZED' })
    expect(await isLoggedIn(account.browser)).toBe(true)
    expect(await writtenActions(platform, account)).toContain('user.second-factor-added')
    expect(await noticesOf(account)).toContain('account.second-factor-added')
    expect(await account.browser.call((api) => api.secondFactor.get())).toMatchObject({
      app: { lastUsedAt: expect.any(String) as string },
      codesLeft: 8,
    })
  })

  it('shows its secret until its first code is right, and never after that', async () => {
    const account = await signUpAnew(platform)
    expect(await account.browser.call((api) => api.secondFactor.appSetup())).toBeNull()
    await account.browser.call((api) => api.secondFactor.beginApp())
    const setup = await account.browser.call((api) => api.secondFactor.appSetup())
    expect(setup?.uri).toContain(`secret=${setup?.secret}`)
    await expect(
      account.browser.call((api) => api.secondFactor.confirmApp({ code: '000000' })),
    ).rejects.toMatchObject({ code: 'BAD_REQUEST' })
    await setUpApp(platform, account)
    expect(await account.browser.call((api) => api.secondFactor.appSetup())).toBeNull()
    const rows = await platform.db
      .select()
      .from(authenticatorApps)
      .where(eq(authenticatorApps.userId, account.userId))
    expect(rows).toHaveLength(1)
    expect(JSON.stringify(rows)).not.toContain(setup?.secret)
  })

  it('that nobody confirms within half an hour is not set up', async () => {
    const { browser } = await signUpAnew(platform)
    await browser.call((api) => api.secondFactor.beginApp())
    platform.clock.advance(APP_SETUP_MS)
    await logInAgain(browser)
    expect(await browser.call((api) => api.secondFactor.appSetup())).toBeNull()
    await expect(
      browser.call((api) => api.secondFactor.confirmApp({ code: '123456' })),
    ).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
  })

  it('takes the place of the one before, whose codes are wrong then; recovery codes stay', async () => {
    const account = await withApp()
    await account.browser.call(async (api) =>
      api.identity.prove({ password: '', code: await account.app.code() }),
    )
    const next = await setUpApp(platform, account)
    expect(next.recoveryCodes).toEqual([])
    const browser = testBrowser(platform)
    await logIn(browser, account.email)
    await expect(enter(browser, await account.app.code(1))).rejects.toMatchObject({ code: 'UNAUTHORIZED' })
    await enter(browser, await next.code())
    expect(await isLoggedIn(browser)).toBe(true)
  })

  it('is removed, told and audited; then the password is enough', async () => {
    const account = await withApp()
    await account.browser.call((api) => api.secondFactor.removeApp())
    await expect(account.browser.call((api) => api.secondFactor.removeApp())).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
    expect(await writtenActions(platform, account)).toContain('user.second-factor-removed')
    expect(await noticesOf(account)).toContain('account.second-factor-removed')
    const browser = testBrowser(platform)
    expect(await logIn(browser, account.email)).toEqual({ needsCode: false })
    expect(await isLoggedIn(browser)).toBe(true)
  })

  it('is one of two that are set up at once', async () => {
    const account = await signUpAnew(platform)
    const begun = await Promise.allSettled(
      [1, 2, 3].map(() => account.browser.call((api) => api.secondFactor.beginApp())),
    )
    expect(begun.every(({ status }) => status === 'fulfilled')).toBe(true)
    await setUpApp(platform, account)
    expect(await platform.db.$count(authenticatorApps, eq(authenticatorApps.userId, account.userId))).toBe(1)
  })
})

async function logInAgain(browser: TestAccount['browser']) {
  await browser.call((api) => api.identity.prove({ password: TEST_PASSWORD, code: '' }))
}

describe('a log-in with a second factor', () => {
  it('takes the password and then a code, in the same browser', async () => {
    const account = await withApp()
    const browser = testBrowser(platform)
    expect(await logIn(browser, account.email)).toEqual({ needsCode: true })
    expect(await isLoggedIn(browser)).toBe(false)
    expect(await browser.call((api) => api.identity.secondStep())).toEqual({ app: true, passkeys: false })
    await enter(browser, await account.app.code())
    expect(await isLoggedIn(browser)).toBe(true)
    expect(await browser.call((api) => api.identity.secondStep())).toBeNull()
  })

  it('takes a recovery code in place of the device, once, which its owner is told', async () => {
    const account = await withApp()
    const [code = ''] = account.app.recoveryCodes
    const browser = testBrowser(platform)
    await logIn(browser, account.email)
    await enter(browser, code.toLowerCase())
    expect(await isLoggedIn(browser)).toBe(true)
    expect(await noticesOf(account)).toContain('account.recovery-code-used')
    const again = testBrowser(platform)
    await logIn(again, account.email)
    await expect(enter(again, code)).rejects.toMatchObject({ code: 'UNAUTHORIZED' })
  })

  it('is asked of a browser that is known, too', async () => {
    const account = await withApp()
    await account.browser.call((api) => api.identity.logOut())
    expect(await logIn(account.browser, account.email)).toEqual({ needsCode: true })
  })

  it('does not go on by a sign-up with the right password', async () => {
    const account = await withApp()
    const browser = testBrowser(platform)
    await browser.call((api) =>
      api.identity.signUp({ email: account.email, callsign: 'somebodyelse', password: TEST_PASSWORD }),
    )
    expect(await isLoggedIn(browser)).toBe(false)
  })

  it('is refused without the password, with a code used before, and with the code of another account', async () => {
    const [ann, ben] = [await withApp(), await withApp()]
    const code = await ann.app.code()
    await expect(enter(testBrowser(platform), code)).rejects.toMatchObject({
      cause: { reason: 'log-in-ended' },
    })
    const browser = testBrowser(platform)
    await logIn(browser, ann.email)
    await expect(enter(browser, await ben.app.code())).rejects.toMatchObject({
      cause: { reason: 'wrong-code' },
    })
    const [hers = ''] = ben.app.recoveryCodes
    await expect(enter(browser, hers)).rejects.toMatchObject({ cause: { reason: 'wrong-code' } })
    await enter(browser, code)
    const again = testBrowser(platform)
    await logIn(again, ann.email)
    await expect(enter(again, code)).rejects.toMatchObject({ cause: { reason: 'wrong-code' } })
  })

  it('is one session of many tries at once with one code, and its first step works once', async () => {
    const account = await withApp()
    const browsers = await Promise.all(
      [1, 2, 3, 4].map(async () => {
        const browser = testBrowser(platform)
        await logIn(browser, account.email)
        return browser
      }),
    )
    const code = await account.app.code()
    await Promise.allSettled(browsers.map((browser) => enter(browser, code)))
    expect((await Promise.all(browsers.map(isLoggedIn))).filter(Boolean)).toHaveLength(1)

    const browser = testBrowser(platform)
    await logIn(browser, account.email)
    const copy = browser.copy()
    await enter(browser, await account.app.code(1))
    const [recovery = ''] = account.app.recoveryCodes
    await expect(enter(copy, recovery)).rejects.toMatchObject({ cause: { reason: 'log-in-ended' } })
  })

  it('is over after ten minutes, and swept away', async () => {
    const account = await withApp()
    const browser = testBrowser(platform)
    await logIn(browser, account.email)
    platform.clock.advance(PENDING_LOG_IN_MS)
    expect(await browser.call((api) => api.identity.secondStep())).toBeNull()
    await expect(enter(browser, await account.app.code())).rejects.toMatchObject({
      cause: { reason: 'log-in-ended' },
    })
    await sweepIdentity(system())
    expect(await platform.db.$count(pendingLogIns, eq(pendingLogIns.userId, account.userId))).toBe(0)
  })

  it.each([
    [
      'a change of the password',
      ({ browser }: TestAccount) =>
        browser.call((api) =>
          api.identity.changePassword({
            currentPassword: TEST_PASSWORD,
            newPassword: 'copper kettle by moonlight',
          }),
        ),
    ],
    [
      'logging out all others',
      ({ browser }: TestAccount) => browser.call((api) => api.identity.endOtherSessions()),
    ],
  ])('that is half made ends with %s', async (_what, end) => {
    const account = await withApp()
    const thief = testBrowser(platform)
    await logIn(thief, account.email)
    await end(account)
    await expect(enter(thief, await account.app.code())).rejects.toMatchObject({
      cause: { reason: 'log-in-ended' },
    })
  })

  it('leaves nothing to who knew the old password while it is changed, however close they are', async () => {
    for (let round = 0; round < 4; round++) {
      const account = await withApp()
      const thief = testBrowser(platform)
      await logIn(thief, account.email)
      const code = await account.app.code()
      await Promise.allSettled([
        account.browser.call((api) =>
          api.identity.changePassword({
            currentPassword: TEST_PASSWORD,
            newPassword: 'copper kettle by moonlight',
          }),
        ),
        enter(thief, code),
        logIn(thief.copy(), account.email),
      ])
      expect(await isLoggedIn(thief)).toBe(false)
      expect(await platform.db.$count(sessions, eq(sessions.userId, account.userId))).toBe(1)
      expect(await platform.db.$count(pendingLogIns, eq(pendingLogIns.userId, account.userId))).toBe(0)
    }
  })
})

describe('guesses of codes', () => {
  it('wait up to half a minute from wherever they come, begin not anew with the password, and do not stop a known browser', async () => {
    const account = await withApp()
    const guess = async () => {
      const thief = testBrowser(platform)
      await logIn(thief, account.email)
      return enter(thief, '000000').then(
        () => undefined,
        (error: { cause?: GameError }) => error.cause,
      )
    }
    const refused: (number | undefined)[] = []
    // A busy machine may wait a turn out; the turns grow.
    for (let tried = 0; tried < 12; tried++) refused.push((await guess())?.retryAfterSeconds)
    expect(refused.slice(0, 6)).toEqual(Array(6).fill(undefined))
    const waits = refused.flatMap((seconds) => seconds ?? [])
    expect(waits.length).toBeGreaterThan(0)
    expect(Math.max(...waits)).toBeLessThanOrEqual(30)
    await account.browser.call((api) => api.identity.logOut())
    await logIn(account.browser, account.email)
    await enter(account.browser, await account.app.code())
    expect(await isLoggedIn(account.browser)).toBe(true)
  })

  it('are on the list of the account, and told once there are five', async () => {
    const account = await withApp()
    const thief = testBrowser(platform)
    await logIn(thief, account.email)
    for (let guess = 0; guess < 5; guess++) await enter(thief, '000000').catch(() => undefined)
    const failed = await account.browser.call((api) => api.identity.failedLogIns({}))
    expect(failed).toMatchObject({ total: 5, items: [{ door: 'second-factor' }, {}, {}, {}, {}] })
    await sweepIdentity(system())
    expect(await noticesOf(account)).toContain('account.wrong-codes')
    expect(await noticesOf(account)).not.toContain('account.failed-log-ins')
  })
})

describe('a program of an account with a second factor', () => {
  const ask = (email: string, code?: string, password = TEST_PASSWORD) =>
    testBrowser(platform).call((api) =>
      api.identity.token({ email, password, ...(code === undefined ? {} : { code }) }),
    )

  it('logs in with the password and a code', async () => {
    const account = await withApp()
    await expect(ask(account.email)).rejects.toMatchObject({ cause: { reason: 'code-needed' } })
    await expect(ask(account.email, '000000')).rejects.toMatchObject({ cause: { reason: 'wrong-code' } })
    const code = await account.app.code()
    expect(await ask(account.email, code)).toMatchObject({ expiresIn: 900 })
    await expect(ask(account.email, code)).rejects.toMatchObject({ cause: { reason: 'wrong-code' } })
    expect(await ask(account.email, account.app.recoveryCodes[0])).toMatchObject({ expiresIn: 900 })
  })

  it('learns that there is one only by the right password', async () => {
    const account = await withApp()
    for (const code of [undefined, await account.app.code()])
      await expect(ask(account.email, code, 'not the password')).rejects.toMatchObject({
        cause: { reason: 'wrong-credentials' },
      })
  })

  it('of an account without one may send any code', async () => {
    const { email } = await signUpAnew(platform)
    expect(await ask(email, '123456')).toMatchObject({ expiresIn: 900 })
  })
})
