import { eq } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { authenticatorApps, passkeys } from '#db/schema/platform/second-factor.ts'
import { notifications, users } from '#db/schema/platform/identity.ts'
import { type Mail } from '#server/mail/mail-port.ts'
import { setUpApp } from '#server/testing/authenticator.ts'
import { addPasskey, passkeyDevice } from '#server/testing/passkey-device.ts'
import {
  isLoggedIn,
  signUpAnew,
  TEST_PASSWORD,
  testBrowser,
  type TestAccount,
} from '#server/testing/test-browser.ts'
import { useTestPlatform } from '#server/testing/test-platform.ts'
import { writtenActions } from '#server/testing/written-actions.ts'
import { issueResetLink } from './issue-reset-link.ts'
import { removeSecondFactors } from './remove-second-factors.ts'

const sent: Mail[] = []
const platform = useTestPlatform({
  mail: () => ({
    send: (mail) => {
      sent.push(mail)
      return Promise.resolve({ ok: true })
    },
    close: () => undefined,
  }),
})
const NEW = 'copper kettle by moonlight'
const system = () => platform.ctx({ kind: 'system', job: 'test' })
const stranger = () => testBrowser(platform)

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
const keysOf = ({ userId }: TestAccount) =>
  platform.db.select({ worksAlone: passkeys.worksAlone }).from(passkeys).where(eq(passkeys.userId, userId))
const linkTo = async (address: string, path: string) => {
  await platform.runOutbox()
  const found = sent.filter(({ to, text }) => to === address && text.includes(path)).at(-1)
  return found?.text.split(`${path}/`)[1]?.split(/\s/)[0] ?? ''
}

describe('what gets people back in', () => {
  it('leaves the second factor: neither a recovery code nor a link to a new password removes it', async () => {
    const account = await withApp()
    const [code = ''] = account.app.recoveryCodes
    await expect(
      testBrowser(platform).call((api) =>
        api.recovery.withCode({ email: account.email, code, newPassword: NEW }),
      ),
    ).rejects.toMatchObject({ cause: { reason: 'second-factor' } })
    const { url } = await issueResetLink(system(), { who: account.callsign })
    const token = url.split('/reset/')[1] ?? ''
    await stranger().call((api) => api.recovery.resetPassword({ token, newPassword: NEW }))
    const browser = stranger()
    expect(await logIn(browser, account.email, NEW)).toEqual({ needsCode: true })
    await enter(browser, code)
    expect(await isLoggedIn(browser), 'the code was not used up').toBe(true)
    const [row] = await platform.db.select().from(users).where(eq(users.id, account.userId))
    expect(row?.secondFactorAt).not.toBeNull()
  })

  it('is the old address within seven days, which ends what was set up since the change, and nothing older', async () => {
    for (const isOlder of [true, false]) {
      const account = isOlder ? await withApp() : await signUpAnew(platform)
      if (isOlder) await addPasskey(account, passkeyDevice())
      const to = `new.${account.email}`
      await account.browser.call((api) => api.address.change({ newAddress: to }))
      const links = [
        { end: 'accept' as const, token: await linkTo(to, '/address/accept') },
        { end: 'approve' as const, token: await linkTo(account.email, '/address/approve') },
      ]
      for (const link of links) await stranger().call((api) => api.address.agree(link))
      platform.clock.advance(1_000)
      if (!isOlder) await setUpApp(platform, account)
      await addPasskey(account, passkeyDevice())
      const token = await linkTo(account.email, '/address/undo')
      await stranger().call((api) => api.address.undo({ token }))
      const left = await platform.db.$count(authenticatorApps, eq(authenticatorApps.userId, account.userId))
      expect(left).toBe(isOlder ? 1 : 0)
      expect(await keysOf(account)).toEqual(isOlder ? [{ worksAlone: false }] : [])
      const [row] = await platform.db.select().from(users).where(eq(users.id, account.userId))
      expect(row?.secondFactorAt !== null).toBe(isOlder)
    }
  })

  it('is the operator’s word for whoever lost device and codes: all factors end, everybody is logged out', async () => {
    const account = await withApp()
    expect(await removeSecondFactors(system(), { who: account.callsign })).toEqual({
      callsign: account.callsign,
      changed: true,
    })
    expect(await isLoggedIn(account.browser)).toBe(false)
    expect(await logIn(account.browser, account.email)).toEqual({ needsCode: false })
    expect(await noticesOf(account)).toContain('account.second-factor-removed')
    expect(await writtenActions(platform, null)).toContain('user.second-factor-removed')
    expect(await removeSecondFactors(system(), { who: account.callsign })).toMatchObject({ changed: false })
    await expect(removeSecondFactors(platform.ctx(), { who: account.callsign })).rejects.toMatchObject({
      code: 'FORBIDDEN',
    })
  })
})
