import { eq } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { notifications, users } from '#db/schema/platform/identity.ts'
import { passkeys } from '#db/schema/platform/second-factor.ts'
import { CHALLENGE_MS } from '#server/domain/identity/passkeys.ts'
import { PROOF_MS } from '#server/domain/identity/second-factor.ts'
import { setUpApp } from '#server/testing/authenticator.ts'
import { addPasskey, passkeyDevice, type PasskeyDevice } from '#server/testing/passkey-device.ts'
import {
  isLoggedIn,
  signUpAnew,
  TEST_PASSWORD,
  testBrowser,
  type TestBrowser,
} from '#server/testing/test-browser.ts'
import { useTestPlatform } from '#server/testing/test-platform.ts'
import { writtenActions } from '#server/testing/written-actions.ts'
import { issueResetLink } from './issue-reset-link.ts'

const platform = useTestPlatform()
const NEW = 'copper kettle by moonlight'
const WRONG = { code: 'UNAUTHORIZED', cause: { reason: 'wrong-passkey' } }
const PASSWORD_FIRST = { cause: { reason: 'password-first' } }

async function withPasskey() {
  const account = await signUpAnew(platform)
  const device = passkeyDevice()
  const { recoveryCodes } = await addPasskey(account, device)
  return { ...account, device, recoveryCodes: recoveryCodes ?? [] }
}
const enterPassword = (browser: TestBrowser, email: string, password = TEST_PASSWORD) =>
  browser.call((api) => api.identity.logIn({ email, password }))
async function logIn(browser: TestBrowser, device: PasskeyDevice) {
  const options = await browser.call((api) => api.passkeys.askToLogIn())
  return browser.call((api) => api.passkeys.logIn({ passkey: device.sign(options) }))
}
async function secondStep(browser: TestBrowser, device: PasskeyDevice) {
  const options = await browser.call((api) => api.passkeys.askForSecondStep())
  return browser.call((api) => api.passkeys.completeLogIn({ passkey: device.sign(options) }))
}
async function prove(browser: TestBrowser, device: PasskeyDevice) {
  const options = await browser.call((api) => api.passkeys.askForProof())
  return browser.call((api) => api.passkeys.prove({ passkey: device.sign(options) }))
}
const keyOf = async (userId: string) =>
  (await platform.db.select().from(passkeys).where(eq(passkeys.userId, userId)))[0]

describe('a log-in by a passkey', () => {
  it('needs neither address nor password, counts as both factors, and is audited', async () => {
    const account = await withPasskey()
    const browser = testBrowser(platform)
    const options = await browser.call((api) => api.passkeys.askToLogIn())
    expect(options).toMatchObject({ rpId: 'localhost', userVerification: 'required', allowCredentials: [] })
    await browser.call((api) => api.passkeys.logIn({ passkey: account.device.sign(options) }))
    expect(await browser.call((api) => api.identity.me())).toMatchObject({ callsign: account.callsign })
    await browser.call((api) => api.recovery.createCodes())
    expect(await writtenActions(platform, account)).toContain('user.logged-in')
    expect(await keyOf(account.userId)).toMatchObject({ counter: 2, lastUsedAt: expect.any(Date) as Date })
    expect(browser.cookies(), 'the cookie of the challenge is gone').not.toMatch(/(^| )passkey=/)
  })

  it('tells the owner of a browser that is new', async () => {
    const account = await withPasskey()
    await logIn(testBrowser(platform), account.device)
    const kinds = await platform.db
      .select({ kind: notifications.kind })
      .from(notifications)
      .where(eq(notifications.userId, account.userId))
    expect(kinds).toContainEqual({ kind: 'account.new-device' })
  })

  it('ends the session that the browser had', async () => {
    const [account, other] = [await withPasskey(), await signUpAnew(platform)]
    const before = other.browser.copy()
    await logIn(other.browser, account.device)
    expect(await other.browser.call((api) => api.identity.me())).toMatchObject({ callsign: account.callsign })
    expect(await isLoggedIn(before)).toBe(false)
  })

  it('by a synced passkey, which does not count its uses, works again and again', async () => {
    const account = await signUpAnew(platform)
    const device = passkeyDevice({ counts: false, canSync: true })
    await addPasskey(account, device)
    for (let use = 0; use < 3; use++) await logIn(testBrowser(platform), device)
    expect(await keyOf(account.userId)).toMatchObject({ counter: 0 })
  })

  it('of a suspended account lets it in as the password does: it sees why, and no more', async () => {
    const account = await withPasskey()
    await platform.db
      .update(users)
      .set({ suspendedAt: new Date(), suspensionText: 'Rude words.' })
      .where(eq(users.id, account.userId))
    const browser = testBrowser(platform)
    await logIn(browser, account.device)
    await browser.call((api) => api.identity.me())
    await expect(browser.call((api) => api.recovery.codes())).rejects.toMatchObject({
      cause: { reason: 'suspended' },
    })
    await prove(browser, account.device)
  })

  it('of an account that was given up does not work', async () => {
    const account = await withPasskey()
    await platform.db
      .update(users)
      .set({ expiredAt: new Date(Date.now() + 60_000), confirmedAt: null })
      .where(eq(users.id, account.userId))
    await expect(logIn(testBrowser(platform), account.device)).rejects.toMatchObject(WRONG)
  })

  it('does not work at a host where browsers allow none', async () => {
    const context = platform.apiContext()
    context.service = {
      ...context.service,
      config: { ...context.service.config, publicUrl: 'http://192.0.2.7:3000' },
    }
    await expect(platform.apiOf(context).passkeys.askToLogIn()).rejects.toMatchObject({
      cause: { reason: 'passkeys-unavailable' },
    })
  })
})

describe('the second step of a log-in', () => {
  it('takes a passkey in the place of a code', async () => {
    const account = await withPasskey()
    const browser = testBrowser(platform)
    expect(await enterPassword(browser, account.email)).toEqual({ needsCode: true })
    expect(await browser.call((api) => api.identity.secondStep())).toEqual({ app: false, passkeys: true })
    await secondStep(browser, account.device)
    expect(await isLoggedIn(browser)).toBe(true)
    expect(await browser.call((api) => api.identity.secondStep())).toBeNull()
  })

  it('takes a recovery code or the code of an app beside it', async () => {
    const account = await withPasskey()
    const app = await setUpApp(platform, account)
    for (const code of [await app.code(), account.recoveryCodes[0] ?? '']) {
      const browser = testBrowser(platform)
      await enterPassword(browser, account.email)
      await browser.call((api) => api.identity.completeLogIn({ code }))
      expect(await isLoggedIn(browser)).toBe(true)
    }
  })

  it('is asked for by nobody without the password, nor for an account without passkeys', async () => {
    const stranger = testBrowser(platform)
    await expect(stranger.call((api) => api.passkeys.askForSecondStep())).rejects.toMatchObject({
      cause: { reason: 'log-in-ended' },
    })
    const account = await signUpAnew(platform)
    await setUpApp(platform, account)
    await enterPassword(stranger, account.email)
    await expect(stranger.call((api) => api.passkeys.askForSecondStep())).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
  })

  it('happens once, of many tries at once with one log-in half made', async () => {
    const account = await withPasskey()
    const browser = testBrowser(platform)
    await enterPassword(browser, account.email)
    const copies = [browser, browser.copy(), browser.copy()]
    const answers: string[] = []
    for (const copy of copies)
      answers.push(account.device.sign(await copy.call((api) => api.passkeys.askForSecondStep())))
    await Promise.allSettled(
      copies.map((copy, n) => copy.call((api) => api.passkeys.completeLogIn({ passkey: answers[n] ?? '' }))),
    )
    expect((await Promise.all(copies.map(isLoggedIn))).filter(Boolean)).toHaveLength(1)
  })
})

describe('to show who one is', () => {
  it('takes a passkey where there is one, changes the id of the session, and is audited', async () => {
    const account = await withPasskey()
    const { browser, device } = account
    platform.clock.advance(2 * PROOF_MS)
    expect(await browser.call((api) => api.identity.proof())).toEqual({
      ...{ isRecent: false, by: 'code', factors: { app: false, passkeys: true } },
    })
    await expect(browser.call((api) => api.recovery.createCodes())).rejects.toMatchObject({
      cause: { reason: 'step-up' },
    })
    const thief = browser.copy()
    await prove(browser, device)
    expect(await isLoggedIn(thief)).toBe(false)
    await browser.call((api) => api.recovery.createCodes())
    expect(await writtenActions(platform, account)).toContain('user.identity-proven')
  })

  it('takes no passkey of a program or of an account without', async () => {
    const { userId, callsign, browser } = await signUpAnew(platform)
    await expect(browser.call((api) => api.passkeys.askForProof())).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
    const program = platform.api({ kind: 'user', userId, callsign, role: 'player' })
    await expect(program.passkeys.askForProof()).rejects.toMatchObject({
      cause: { reason: 'browsers-only' },
    })
  })
})

describe('after a new password', () => {
  const changes: [string, (account: Awaited<ReturnType<typeof withPasskey>>) => Promise<unknown>][] = [
    [
      'that its owner chose',
      ({ browser }) =>
        browser.call((api) =>
          api.identity.changePassword({ currentPassword: TEST_PASSWORD, newPassword: NEW }),
        ),
    ],
    [
      'by a link',
      async ({ callsign }) => {
        const { url } = await issueResetLink(platform.ctx({ kind: 'system', job: 'test' }), {
          who: callsign,
        })
        const token = url.split('/reset/')[1] ?? ''
        await testBrowser(platform).call((api) => api.recovery.resetPassword({ token, newPassword: NEW }))
      },
    ],
  ]
  it.each(changes)(
    '%s a passkey opens nothing alone until it was used with it: it may be of who knew the old one',
    async (_what, change) => {
      const account = await withPasskey()
      await change(account)
      await expect(logIn(testBrowser(platform), account.device)).rejects.toMatchObject(PASSWORD_FIRST)
      const thief = testBrowser(platform)
      await expect(enterPassword(thief, account.email)).rejects.toMatchObject({ code: 'UNAUTHORIZED' })
      const owner = testBrowser(platform)
      await enterPassword(owner, account.email, NEW)
      await secondStep(owner, account.device)
      const browser = testBrowser(platform)
      await logIn(browser, account.device)
      expect(await isLoggedIn(browser)).toBe(true)
    },
  )

  it('a log-in by a passkey at the same moment is ended too', async () => {
    for (let round = 0; round < 4; round++) {
      const account = await withPasskey()
      const thief = testBrowser(platform)
      const options = await thief.call((api) => api.passkeys.askToLogIn())
      const passkey = account.device.sign(options)
      await Promise.allSettled([
        account.browser.call((api) =>
          api.identity.changePassword({ currentPassword: TEST_PASSWORD, newPassword: NEW }),
        ),
        thief.call((api) => api.passkeys.logIn({ passkey })),
      ])
      expect(await isLoggedIn(thief)).toBe(false)
      expect(await isLoggedIn(account.browser)).toBe(true)
    }
  })
})

describe('a program of an account with passkeys alone', () => {
  const ask = (email: string, code?: string) =>
    testBrowser(platform).call((api) =>
      api.identity.token({ email, password: TEST_PASSWORD, ...(code === undefined ? {} : { code }) }),
    )

  it('is told to use a recovery code or a personal token, and may', async () => {
    const account = await withPasskey()
    await expect(ask(account.email)).rejects.toMatchObject({
      cause: { reason: 'code-needed' },
      message: expect.stringMatching(/recovery code.*personal token/) as string,
    })
    expect(await ask(account.email, account.recoveryCodes[0])).toMatchObject({ expiresIn: 900 })
  })
})

it('a challenge of a log-in is over after five minutes', async () => {
  const account = await withPasskey()
  const browser = testBrowser(platform)
  const options = await browser.call((api) => api.passkeys.askToLogIn())
  platform.clock.advance(CHALLENGE_MS)
  await expect(
    browser.call((api) => api.passkeys.logIn({ passkey: account.device.sign(options) })),
  ).rejects.toMatchObject({ cause: { reason: 'passkey-ended' } })
})
