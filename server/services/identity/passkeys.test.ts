import { eq } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { notifications, users } from '#db/schema/platform/identity.ts'
import { passkeyChallenges, passkeys } from '#db/schema/platform/second-factor.ts'
import { CHALLENGE_MS, PASSKEYS_MAX } from '#server/domain/identity/passkeys.ts'
import { PROOF_MS } from '#server/domain/identity/second-factor.ts'
import { setUpApp } from '#server/testing/authenticator.ts'
import { addPasskey, passkeyDevice, type Odd } from '#server/testing/passkey-device.ts'
import {
  isLoggedIn,
  signUpAnew,
  TEST_PASSWORD,
  testBrowser,
  type TestAccount,
} from '#server/testing/test-browser.ts'
import { useTestPlatform } from '#server/testing/test-platform.ts'
import { writtenActions } from '#server/testing/written-actions.ts'
import { removeSecondFactors } from './remove-second-factors.ts'
import { sweepIdentity } from './sweep-identity.ts'

const platform = useTestPlatform({ adminsNeedFactor: true })
const system = () => platform.ctx({ kind: 'system', job: 'test' })
const STEP_UP = { code: 'FORBIDDEN', cause: { reason: 'step-up' } }
const ENDED = { cause: { reason: 'passkey-ended' } }

const begin = ({ browser }: TestAccount, password = TEST_PASSWORD) =>
  browser.call((api) => api.passkeys.begin({ password }))
const add = ({ browser }: TestAccount, passkey: string, name = 'Phone') =>
  browser.call((api) => api.passkeys.add({ name, passkey }))
const listOf = async ({ browser }: TestAccount) =>
  (await browser.call((api) => api.secondFactor.get())).passkeys
const keysOf = ({ userId }: TestAccount) =>
  platform.db.select().from(passkeys).where(eq(passkeys.userId, userId))
const noticesOf = async ({ userId }: TestAccount) =>
  (await platform.db.select().from(notifications).where(eq(notifications.userId, userId))).map(
    ({ kind }) => kind,
  )

describe('a new passkey', () => {
  it('is on the list, told and audited, comes with recovery codes, and logs out everybody who knew only the password', async () => {
    const account = await signUpAnew(platform)
    const thief = testBrowser(platform)
    await thief.call((api) => api.identity.logIn({ email: account.email, password: TEST_PASSWORD }))
    const { recoveryCodes } = await addPasskey(account, passkeyDevice(), { name: ' My phone ' })
    expect(recoveryCodes).toHaveLength(8)
    expect(await isLoggedIn(thief)).toBe(false)
    expect(await isLoggedIn(account.browser)).toBe(true)
    expect(await listOf(account)).toMatchObject([
      { name: 'My phone', lastUsedAt: null, isSynced: false, worksAlone: true },
    ])
    expect(await writtenActions(platform, account)).toContain('user.second-factor-added')
    expect(await noticesOf(account)).toContain('account.second-factor-added')
    const second = await addPasskey(account, passkeyDevice({ canSync: true, counts: false }))
    expect(second.recoveryCodes).toBeNull()
    expect(await listOf(account)).toMatchObject([{ isSynced: false }, { isSynced: true }])
  })

  it('is asked for at the host of the site, with a handle that is not the id, and not of a device that has one', async () => {
    const account = await signUpAnew(platform)
    const device = passkeyDevice()
    await addPasskey(account, device)
    const options = await begin(account)
    expect(options.rp).toMatchObject({ id: 'localhost' })
    expect(Buffer.from(options.user.id, 'base64url').toString('hex')).not.toContain(
      account.userId.replaceAll('-', ''),
    )
    expect(options.authenticatorSelection).toMatchObject({
      residentKey: 'required',
      userVerification: 'required',
    })
    const [known] = await keysOf(account)
    expect(options.excludeCredentials).toMatchObject([{ id: known?.credentialId, transports: ['internal'] }])
    expect(known?.userHandle.toString('base64url')).toBe(options.user.id)
  })

  it('needs the password each time, however close the log-in is, and slows guesses', async () => {
    const account = await signUpAnew(platform)
    for (const guess of ['wrong', 'wrong again'])
      await expect(begin(account, guess)).rejects.toMatchObject({
        code: 'BAD_REQUEST',
        cause: { issues: [{ path: 'password' }] },
      })
    expect(await account.browser.call((api) => api.identity.failedLogIns({}))).toMatchObject({
      total: 2,
      items: [{ door: 'password-change' }, {}],
    })
    platform.clock.advance(2 * PROOF_MS)
    await addPasskey(account, passkeyDevice())
  })

  it('needs the second factor too, where there is one', async () => {
    const account = await signUpAnew(platform)
    const app = await setUpApp(platform, account)
    await account.browser.call((api) => api.passkeys.setup())
    platform.clock.advance(2 * PROOF_MS)
    await expect(begin(account)).rejects.toMatchObject(STEP_UP)
    await expect(account.browser.call((api) => api.passkeys.setup())).rejects.toMatchObject(STEP_UP)
    const code = await app.code()
    await account.browser.call((api) => api.identity.prove({ password: '', code }))
    await addPasskey(account, passkeyDevice())
  })

  it('is for browsers that are logged in', async () => {
    const { userId, callsign } = await signUpAnew(platform)
    const program = platform.api({ kind: 'user', userId, callsign, role: 'player' })
    await expect(program.passkeys.begin({ password: TEST_PASSWORD })).rejects.toMatchObject({
      cause: { reason: 'browsers-only' },
    })
    await expect(platform.api().passkeys.begin({ password: TEST_PASSWORD })).rejects.toMatchObject({
      code: 'UNAUTHORIZED',
    })
  })

  const ODD: [string, Odd][] = [
    ['of another site', { origin: 'http://localhost.example.com' }],
    ['of another port of this machine', { origin: 'http://localhost:3001' }],
    ['within a page of another site', { crossOrigin: true }],
    ['for another host', { rpId: 'example.com' }],
    ['without a PIN, finger or face', { isVerified: false }],
    ['without anybody there', { isPresent: false }],
    ['that signed instead of being made', { type: 'webauthn.get' }],
    ['with an attestation that nobody asked for', { format: 'apple' }],
    ['with certificates', { format: 'packed', statement: new Map([['x5c', [Buffer.from('certificate')]]]) }],
    ['that signed its own attestation wrongly', { format: 'packed' }],
  ]
  it.each(ODD)('%s is refused, and its challenge used up', async (_what, odd) => {
    const account = await signUpAnew(platform)
    const options = await begin(account)
    await expect(add(account, passkeyDevice().create(options, odd))).rejects.toMatchObject({
      code: 'BAD_REQUEST',
      cause: { reason: 'wrong-passkey' },
    })
    await expect(add(account, passkeyDevice().create(options))).rejects.toMatchObject(ENDED)
    expect(await keysOf(account)).toEqual([])
  })

  it.each(['', 'no JSON', '{}', '{"id":"x"}'])('that is %j is refused', async (passkey) => {
    const account = await signUpAnew(platform)
    await expect(add(account, passkey)).rejects.toMatchObject({ code: 'BAD_REQUEST' })
  })

  it('whose answer names no challenge is refused', async () => {
    const account = await signUpAnew(platform)
    const made = JSON.parse(passkeyDevice().create(await begin(account))) as { response: object }
    const broken = { ...made, response: { ...made.response, clientDataJSON: 'AAAA' } }
    await expect(add(account, JSON.stringify(broken))).rejects.toMatchObject(ENDED)
  })
})

describe('a challenge for a new passkey', () => {
  it('is answered once, of many tries at once', async () => {
    const account = await signUpAnew(platform)
    const options = await begin(account)
    const devices = [1, 2, 3, 4].map(() => passkeyDevice())
    const tries = await Promise.allSettled(devices.map((device) => add(account, device.create(options))))
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(await keysOf(account)).toHaveLength(1)
  })

  it('is answered within five minutes, and swept away after', async () => {
    const account = await signUpAnew(platform)
    const options = await begin(account)
    platform.clock.advance(CHALLENGE_MS)
    await expect(add(account, passkeyDevice().create(options))).rejects.toMatchObject(ENDED)
    await begin(account)
    platform.clock.advance(CHALLENGE_MS + 1_000)
    await sweepIdentity(system())
    const left = await platform.db.$count(passkeyChallenges, eq(passkeyChallenges.userId, account.userId))
    expect(left).toBe(0)
  })

  it('is answered by the account and in the browser that asked, and by nothing that was asked for otherwise', async () => {
    const [account, other] = [await signUpAnew(platform), await signUpAnew(platform)]
    await addPasskey(other, passkeyDevice())
    const options = await begin(account)
    const made = passkeyDevice().create(options)
    await expect(add(other, made)).rejects.toMatchObject(ENDED)
    const elsewhere = testBrowser(platform)
    await elsewhere.call((api) => api.identity.logIn({ email: account.email, password: TEST_PASSWORD }))
    await expect(add({ ...account, browser: elsewhere }, made)).rejects.toMatchObject(ENDED)
    for (const ask of ['askToLogIn', 'askForProof'] as const) {
      const { challenge } = await other.browser.call((api) => api.passkeys[ask]())
      await expect(add(other, passkeyDevice().create(options, { challenge }))).rejects.toMatchObject(ENDED)
    }
    await add(account, made)
  })

  it('ends with the session that asked, however close the change is', async () => {
    for (let round = 0; round < 3; round++) {
      const account = await signUpAnew(platform)
      const app = await setUpApp(platform, account)
      const owner = testBrowser(platform)
      await owner.call((api) => api.identity.logIn({ email: account.email, password: TEST_PASSWORD }))
      await owner.call(async (api) => api.identity.completeLogIn({ code: await app.code() }))
      const made = passkeyDevice().create(await begin(account))
      const [, added] = await Promise.allSettled([
        owner.call((api) =>
          api.identity.changePassword({
            currentPassword: TEST_PASSWORD,
            newPassword: 'copper kettle by moonlight',
          }),
        ),
        add(account, made),
      ])
      const keys = await keysOf(account)
      // Whoever was quicker: what got in opens nothing without the new password.
      expect(keys.map(({ worksAlone }) => worksAlone)).toEqual(added.status === 'fulfilled' ? [false] : [])
    }
  })
})

describe('an account', () => {
  it(`has ${PASSKEYS_MAX} passkeys at most, however many are added at once`, async () => {
    const account = await signUpAnew(platform)
    for (let added = 0; added < PASSKEYS_MAX - 1; added++) await addPasskey(account, passkeyDevice())
    expect(await account.browser.call((api) => api.passkeys.setup())).toEqual({ left: 1 })
    const made: string[] = []
    for (let asked = 0; asked < 3; asked++) made.push(passkeyDevice().create(await begin(account)))
    await Promise.allSettled(made.map((one) => add(account, one)))
    expect(await keysOf(account)).toHaveLength(PASSKEYS_MAX)
    await expect(begin(account)).rejects.toMatchObject({ cause: { reason: 'too-many-passkeys' } })
  })

  it('cannot take the passkey of another', async () => {
    const [one, other] = [await signUpAnew(platform), await signUpAnew(platform)]
    const made = JSON.parse(passkeyDevice().create(await begin(one))) as {
      response: { clientDataJSON: string }
    }
    await add(one, JSON.stringify(made))
    const { challenge } = await begin(other)
    const clientDataJSON = Buffer.from(
      JSON.stringify({ type: 'webauthn.create', challenge, origin: 'http://localhost:3000' }),
    ).toString('base64url')
    const stolen = { ...made, response: { ...made.response, clientDataJSON } }
    await expect(add(other, JSON.stringify(stolen))).rejects.toMatchObject({
      code: 'CONFLICT',
      cause: { reason: 'passkey-known' },
    })
    expect(await keysOf(other)).toEqual([])
  })
})

describe('a passkey of the list', () => {
  it('gets another name, audited', async () => {
    const account = await signUpAnew(platform)
    await addPasskey(account, passkeyDevice())
    const [{ id } = { id: '' }] = await listOf(account)
    await account.browser.call((api) => api.passkeys.rename({ id, name: 'Key on the desk' }))
    expect(await listOf(account)).toMatchObject([{ name: 'Key on the desk' }])
    expect(await writtenActions(platform, account)).toContain('user.passkey-renamed')
    await expect(account.browser.call((api) => api.passkeys.rename({ id, name: ' ' }))).rejects.toMatchObject(
      {
        code: 'BAD_REQUEST',
      },
    )
  })

  it('is removed, told and audited; with the last factor the password is enough again', async () => {
    const account = await signUpAnew(platform)
    await addPasskey(account, passkeyDevice())
    const app = await setUpApp(platform, account)
    const [{ id } = { id: '' }] = await listOf(account)
    await account.browser.call((api) => api.passkeys.remove({ id }))
    expect(await listOf(account)).toEqual([])
    expect(await writtenActions(platform, account)).toContain('user.second-factor-removed')
    expect(await noticesOf(account)).toContain('account.second-factor-removed')
    const { since } = await account.browser.call((api) => api.secondFactor.get())
    expect(since, 'the app is still there').not.toBeNull()
    await account.browser.call(async (api) => api.identity.prove({ password: '', code: await app.code() }))
    await account.browser.call((api) => api.secondFactor.removeApp())
    expect(await account.browser.call((api) => api.secondFactor.get())).toMatchObject({ since: null })
    await expect(account.browser.call((api) => api.passkeys.remove({ id }))).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
  })

  it('is renamed and removed by nobody who has not just shown who they are, and by no other account', async () => {
    const [account, other] = [await signUpAnew(platform), await signUpAnew(platform)]
    await addPasskey(account, passkeyDevice())
    const [{ id } = { id: '' }] = await listOf(account)
    await expect(other.browser.call((api) => api.passkeys.remove({ id }))).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
    await expect(
      other.browser.call((api) => api.passkeys.rename({ id, name: 'Mine' })),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' })
    platform.clock.advance(2 * PROOF_MS)
    await expect(account.browser.call((api) => api.passkeys.remove({ id }))).rejects.toMatchObject(STEP_UP)
    await expect(
      account.browser.call((api) => api.passkeys.rename({ id, name: 'Old' })),
    ).rejects.toMatchObject(STEP_UP)
    expect(await listOf(account)).toMatchObject([{ name: 'Phone' }])
  })

  it('ends at the word of the operator, with all other factors', async () => {
    const account = await signUpAnew(platform)
    await addPasskey(account, passkeyDevice())
    expect(await removeSecondFactors(system(), { who: account.callsign })).toMatchObject({ changed: true })
    expect(await keysOf(account)).toEqual([])
    const [row] = await platform.db.select().from(users).where(eq(users.id, account.userId))
    expect(row?.secondFactorAt).toBeNull()
  })

  it('lets an administrator act as one, until the last is removed', async () => {
    const account = await signUpAnew(platform)
    await platform.db.update(users).set({ role: 'admin' }).where(eq(users.id, account.userId))
    const look = () => account.browser.call((api) => api.nexus.overview())
    await expect(look()).rejects.toMatchObject({ cause: { reason: 'second-factor-missing' } })
    await addPasskey(account, passkeyDevice())
    await look()
    const [{ id } = { id: '' }] = await listOf(account)
    await account.browser.call((api) => api.passkeys.remove({ id }))
    await expect(look()).rejects.toMatchObject({ cause: { reason: 'second-factor-missing' } })
  })
})
