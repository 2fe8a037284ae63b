import { eq } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { notifications } from '#db/schema/platform/identity.ts'
import { passkeys } from '#db/schema/platform/second-factor.ts'
import { PROOF_MS } from '#server/domain/identity/second-factor.ts'
import { type GameError } from '#server/errors.ts'
import { addPasskey, passkeyDevice, type Odd } from '#server/testing/passkey-device.ts'
import {
  isLoggedIn,
  signUpAnew,
  TEST_PASSWORD,
  testBrowser,
  type TestAccount,
  type TestBrowser,
} from '#server/testing/test-browser.ts'
import { useTestPlatform } from '#server/testing/test-platform.ts'
import { writtenActions } from '#server/testing/written-actions.ts'
import { sweepIdentity } from './sweep-identity.ts'

const platform = useTestPlatform()
const WRONG = { code: 'UNAUTHORIZED', cause: { reason: 'wrong-passkey' } }
const ENDED = { code: 'UNAUTHORIZED', cause: { reason: 'passkey-ended' } }
const COPIED = { code: 'UNAUTHORIZED', cause: { reason: 'passkey-copied' } }

async function withPasskey() {
  const account = await signUpAnew(platform)
  const device = passkeyDevice()
  await addPasskey(account, device)
  return { ...account, device }
}
const ask = (browser: TestBrowser) => browser.call((api) => api.passkeys.askToLogIn())
const answer = (browser: TestBrowser, passkey: string) =>
  browser.call((api) => api.passkeys.logIn({ passkey }))
const enterPassword = (browser: TestBrowser, { email }: Pick<TestAccount, 'email'>) =>
  browser.call((api) => api.identity.logIn({ email, password: TEST_PASSWORD }))
const noticesOf = async ({ userId }: Pick<TestAccount, 'userId'>) =>
  (await platform.db.select().from(notifications).where(eq(notifications.userId, userId))).map(
    ({ kind }) => kind,
  )

describe('an answer', () => {
  it('opens one session, of many tries at once, and none when it is brought again', async () => {
    const account = await withPasskey()
    const browser = testBrowser(platform)
    const passkey = account.device.sign(await ask(browser))
    const copies = [browser, browser.copy(), browser.copy(), browser.copy()]
    await Promise.allSettled(copies.map((copy) => answer(copy, passkey)))
    expect((await Promise.all(copies.map(isLoggedIn))).filter(Boolean)).toHaveLength(1)
    const again = testBrowser(platform)
    await ask(again)
    await expect(answer(again, passkey)).rejects.toMatchObject(ENDED)
  })

  it('counts in the browser that was asked alone: who is sent one logs in nobody', async () => {
    const account = await withPasskey()
    const asked = testBrowser(platform)
    const passkey = account.device.sign(await ask(asked))
    await expect(answer(testBrowser(platform), passkey)).rejects.toMatchObject(ENDED)
    const victim = testBrowser(platform)
    await ask(victim)
    await expect(answer(victim, passkey)).rejects.toMatchObject(ENDED)
    await answer(asked, passkey)
  })

  const ODD: [string, Odd][] = [
    ['of another site', { origin: 'https://sectorwars.example.com' }],
    ['of another port', { origin: 'http://localhost:3001' }],
    ['within a page of another site', { crossOrigin: true }],
    ['for another host', { rpId: 'example.com' }],
    ['that was made for a new passkey', { type: 'webauthn.create' }],
    ['of a device that did not check whose it is', { isVerified: false }],
    ['of a device that nobody touched', { isPresent: false }],
    ['of a device that knows it as another account’s', { userHandle: 'AAAA' }],
    ['of a passkey that changed its kind', { canSync: true }],
    ['signed by another key', { key: otherKey() }],
  ]
  it.each(ODD)('%s is refused, recorded for the account, and tried once', async (_what, odd) => {
    const account = await withPasskey()
    const browser = testBrowser(platform)
    const options = await ask(browser)
    await expect(answer(browser, account.device.sign(options, odd))).rejects.toMatchObject(WRONG)
    await expect(answer(browser, account.device.sign(options))).rejects.toMatchObject(ENDED)
    expect(await isLoggedIn(browser)).toBe(false)
    expect(await account.browser.call((api) => api.identity.failedLogIns({}))).toMatchObject({
      total: 1,
      items: [{ door: 'passkey' }],
    })
  })

  it('to a challenge of one purpose opens nothing of another', async () => {
    const account = await withPasskey()
    const { browser, device } = account
    const stranger = testBrowser(platform)
    await enterPassword(stranger, account)
    const logIn = await ask(stranger)
    const second = await stranger.call((api) => api.passkeys.askForSecondStep())
    const proof = await browser.call((api) => api.passkeys.askForProof())
    const { challenge } = await browser.call((api) => api.passkeys.begin({ password: TEST_PASSWORD }))
    for (const asked of [second, proof, { ...logIn, challenge }])
      await expect(answer(stranger, device.sign(asked))).rejects.toMatchObject(ENDED)
    for (const asked of [logIn, proof])
      await expect(
        stranger.call((api) => api.passkeys.completeLogIn({ passkey: device.sign(asked) })),
      ).rejects.toMatchObject(ENDED)
    for (const asked of [logIn, second, { ...proof, challenge }])
      await expect(
        browser.call((api) => api.passkeys.prove({ passkey: device.sign(asked) })),
      ).rejects.toMatchObject(ENDED)
    expect(await isLoggedIn(stranger)).toBe(false)
    expect(await account.browser.call((api) => api.identity.failedLogIns({}))).toMatchObject({ total: 0 })
  })

  it('by the passkey of another account is neither a second factor nor a proof', async () => {
    const [ann, ben] = [await withPasskey(), await withPasskey()]
    const browser = testBrowser(platform)
    await enterPassword(browser, ann)
    const second = await browser.call((api) => api.passkeys.askForSecondStep())
    const signed = ben.device.sign({ ...second, allowCredentials: [] })
    await expect(
      browser.call((api) => api.passkeys.completeLogIn({ passkey: signed })),
    ).rejects.toMatchObject(WRONG)
    const proof = await ann.browser.call((api) => api.passkeys.askForProof())
    await expect(
      ann.browser.call((api) =>
        api.passkeys.prove({ passkey: ben.device.sign({ ...proof, allowCredentials: [] }) }),
      ),
    ).rejects.toMatchObject(WRONG)
    expect(await isLoggedIn(browser)).toBe(false)
    expect(await ann.browser.call((api) => api.identity.failedLogIns({}))).toMatchObject({ total: 2 })
    expect(await ben.browser.call((api) => api.identity.failedLogIns({}))).toMatchObject({ total: 0 })
  })

  it('by a passkey that was removed opens nothing, even at the same moment', async () => {
    for (let round = 0; round < 3; round++) {
      const account = await withPasskey()
      const [passkey] = (await account.browser.call((api) => api.secondFactor.get())).passkeys
      const thief = testBrowser(platform)
      const signed = account.device.sign(await ask(thief))
      const [removed, entered] = await Promise.allSettled([
        account.browser.call((api) => api.passkeys.remove({ id: passkey?.id ?? '' })),
        answer(thief, signed),
      ])
      expect(removed.status).toBe('fulfilled')
      expect(await isLoggedIn(thief)).toBe(entered.status === 'fulfilled')
      const again = testBrowser(platform)
      await expect(answer(again, account.device.sign(await ask(again)))).rejects.toMatchObject(WRONG)
    }
  })

  it('to nothing that was asked is refused', async () => {
    const account = await withPasskey()
    const browser = testBrowser(platform)
    const passkey = account.device.sign({ challenge: 'AAAA' })
    await expect(answer(browser, passkey)).rejects.toMatchObject(ENDED)
    await ask(browser)
    await expect(answer(browser, passkey)).rejects.toMatchObject(ENDED)
  })
})

describe('a counter that goes back', () => {
  it('is refused, recorded and told as a possible copy, and what was signed opens nothing', async () => {
    const account = await withPasskey()
    const copy = account.device.copy()
    await answer(account.browser, account.device.sign(await ask(account.browser)))
    const thief = testBrowser(platform)
    await expect(answer(thief, copy.sign(await ask(thief)))).rejects.toMatchObject(COPIED)
    expect(await isLoggedIn(thief)).toBe(false)
    expect(await noticesOf(account)).toContain('account.passkey-copied')
    expect(await writtenActions(platform, account)).toContain('user.passkey-copied')
    expect(await account.browser.call((api) => api.identity.failedLogIns({}))).toMatchObject({
      items: [{ door: 'passkey' }],
    })
    const [key] = await platform.db.select().from(passkeys).where(eq(passkeys.userId, account.userId))
    expect(key?.counter, 'the copy did not move it').toBe(2)
  })

  it('is refused as a second factor and as a proof too', async () => {
    const account = await withPasskey()
    const copy = account.device.copy()
    await answer(account.browser, account.device.sign(await ask(account.browser)))
    const proof = await account.browser.call((api) => api.passkeys.askForProof())
    await expect(
      account.browser.call((api) => api.passkeys.prove({ passkey: copy.sign(proof) })),
    ).rejects.toMatchObject(COPIED)
    const thief = testBrowser(platform)
    await enterPassword(thief, account)
    const second = await thief.call((api) => api.passkeys.askForSecondStep())
    await expect(
      thief.call((api) =>
        api.passkeys.completeLogIn({ passkey: account.device.sign(second, { counter: 1 }) }),
      ),
    ).rejects.toMatchObject(COPIED)
    expect(await isLoggedIn(thief)).toBe(false)
  })

  it('says nothing to who cannot sign: nobody is frightened from outside', async () => {
    const account = await withPasskey()
    const browser = testBrowser(platform)
    const forged = account.device.sign(await ask(browser), { counter: 1, key: otherKey() })
    await expect(answer(browser, forged)).rejects.toMatchObject(WRONG)
    expect(await noticesOf(account)).not.toContain('account.passkey-copied')
  })
})

describe('guesses', () => {
  it('wait up to half a minute, are told once there are five, and slow nobody else', async () => {
    const account = await withPasskey()
    const waits: number[] = []
    const thief = testBrowser(platform)
    for (let tried = 0; tried < 9; tried++) {
      const forged = account.device.sign(await ask(thief), { key: otherKey() })
      const refusal = await answer(thief, forged).then(
        () => null,
        (error: { cause?: GameError }) => error.cause ?? null,
      )
      waits.push(refusal?.retryAfterSeconds ?? 0)
    }
    expect(waits.slice(0, 6)).toEqual(Array(6).fill(0))
    expect(Math.max(...waits)).toBeGreaterThan(0)
    expect(Math.max(...waits)).toBeLessThanOrEqual(30)
    await sweepIdentity(platform.ctx({ kind: 'system', job: 'test' }))
    expect(await noticesOf(account)).toContain('account.refused-passkeys')
    expect(await noticesOf(account)).not.toContain('account.failed-log-ins')
    await account.browser.call((api) => api.identity.logOut())
    for (const own of [account.browser, testBrowser(platform)]) {
      await answer(own, account.device.sign(await ask(own)))
      expect(await isLoggedIn(own)).toBe(true)
    }
  })

  it('of passkeys that nobody has say the same as wrong ones, and slow their address alone', async () => {
    const stranger = testBrowser(platform)
    const device = passkeyDevice()
    const account = await signUpAnew(platform)
    device.create(await account.browser.call((api) => api.passkeys.begin({ password: TEST_PASSWORD })))
    const outcomes: unknown[] = []
    for (let tried = 0; tried < 33; tried++)
      outcomes.push(
        await answer(stranger, device.sign(await ask(stranger))).catch(
          (error: { code: string }) => error.code,
        ),
      )
    expect(outcomes.slice(0, 31)).toEqual(Array(31).fill('UNAUTHORIZED'))
    expect(outcomes).toContain('TOO_MANY_REQUESTS')
    expect(await account.browser.call((api) => api.identity.failedLogIns({}))).toMatchObject({ total: 0 })
  })
})

describe('a thief with', () => {
  it('an open browser or a copied session adds no passkey without the password, and proves nothing without a passkey', async () => {
    const account = await withPasskey()
    const thief = account.browser.copy()
    await expect(
      thief.call((api) => api.passkeys.begin({ password: 'a guess of the thief' })),
    ).rejects.toMatchObject({ code: 'BAD_REQUEST' })
    platform.clock.advance(2 * PROOF_MS)
    const options = await thief.call((api) => api.passkeys.askForProof())
    const own = passkeyDevice()
    const { browser } = await signUpAnew(platform)
    await addPasskey({ browser }, own)
    await expect(
      thief.call((api) => api.passkeys.prove({ passkey: own.sign({ ...options, allowCredentials: [] }) })),
    ).rejects.toMatchObject(WRONG)
    const [{ id } = { id: '' }] = (await thief.call((api) => api.secondFactor.get())).passkeys
    await expect(thief.call((api) => api.passkeys.remove({ id }))).rejects.toMatchObject({
      cause: { reason: 'step-up' },
    })
  })

  it('the password alone gets no further than the second step, and adds nothing there', async () => {
    const account = await withPasskey()
    const thief = testBrowser(platform)
    await enterPassword(thief, account)
    await expect(thief.call((api) => api.passkeys.begin({ password: TEST_PASSWORD }))).rejects.toMatchObject({
      code: 'UNAUTHORIZED',
    })
    expect(await isLoggedIn(thief)).toBe(false)
  })
})

function otherKey() {
  const device = passkeyDevice()
  device.create({
    challenge: 'AAAA',
    rp: { id: 'localhost', name: 'Another' },
    user: { id: 'AAAA', name: 'somebody', displayName: '' },
    pubKeyCredParams: [],
  })
  return device.key()
}
