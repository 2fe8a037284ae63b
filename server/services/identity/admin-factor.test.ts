import { eq } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { users } from '#db/schema/platform/identity.ts'
import { FIRST_ADMIN_MS } from '#server/domain/identity/second-factor.ts'
import { setUpApp } from '#server/testing/authenticator.ts'
import { createHttpClient } from '#server/testing/http-client.ts'
import { signUpAnew, TEST_PASSWORD, testBrowser, type TestBrowser } from '#server/testing/test-browser.ts'
import { useTestPlatform } from '#server/testing/test-platform.ts'
import { createAdminInvite } from './create-admin-invite.ts'
import { removeSecondFactors } from './remove-second-factors.ts'
import { setRole } from './set-role.ts'

const platform = useTestPlatform({ adminsNeedFactor: true })
const SYSTEM = { kind: 'system', job: 'test' } as const
const MISSING = { code: 'FORBIDDEN', cause: { reason: 'second-factor-missing' } }

const look = (browser: TestBrowser) => browser.call((api) => api.nexus.overview())
const logIn = (browser: TestBrowser, email: string) =>
  browser.call((api) => api.identity.logIn({ email, password: TEST_PASSWORD }))

async function promoted() {
  const account = await signUpAnew(platform)
  await setRole(platform.ctx(SYSTEM), { who: account.callsign, role: 'admin' })
  await logIn(account.browser, account.email)
  return account
}

describe('an administrator without a second factor', () => {
  it('administers nothing and is told where to set it up; then everything', async () => {
    const account = await promoted()
    await expect(look(account.browser)).rejects.toMatchObject(MISSING)
    await expect(look(account.browser)).rejects.toThrow('/account/security')
    expect(await account.browser.call((api) => api.secondFactor.get())).toMatchObject({
      ...{ isRequired: true, since: null, dueAt: null },
    })
    await setUpApp(platform, account)
    await look(account.browser)
    await account.browser.call((api) => api.secondFactor.removeApp())
    await expect(look(account.browser)).rejects.toMatchObject(MISSING)
  })

  it('acts as a player, who has no say in the regions of others', async () => {
    const { browser } = await promoted()
    await expect(browser.call((api) => api.provisioning.retry({ region: 'nowhere' }))).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
    await expect(browser.call((api) => api.mail.list({}))).rejects.toMatchObject(MISSING)
  })

  it('has none through REST either', async () => {
    const { email } = await promoted()
    const http = createHttpClient(platform)
    const { body } = await http.json('POST', '/api/v1/auth/token', { email, password: TEST_PASSWORD })
    const { accessToken } = body as { accessToken: string }
    const asked = await http.json(
      'POST',
      '/api/v1/nexus/generate',
      {},
      { Authorization: `Bearer ${accessToken}` },
    )
    expect(asked).toMatchObject({ status: 403, body: { reason: 'second-factor-missing' } })
  })

  it('is who lost it, too, and who is promoted anew', async () => {
    const account = await promoted()
    await setUpApp(platform, account)
    await removeSecondFactors(platform.ctx(SYSTEM), { who: account.callsign })
    await logIn(account.browser, account.email)
    await expect(look(account.browser)).rejects.toMatchObject(MISSING)
  })
})

describe('the first administrator', () => {
  it('has a day to set it up', async () => {
    await platform.db.update(users).set({ role: 'player' })
    const token = (await createAdminInvite(platform.ctx(SYSTEM))) ?? ''
    const browser = testBrowser(platform)
    const email = 'first@example.test'
    await browser.call((api) =>
      api.identity.acceptAdminInvite({
        token,
        account: { email, callsign: 'Firstlight', password: TEST_PASSWORD },
      }),
    )
    await look(browser)
    const { dueAt } = await browser.call((api) => api.secondFactor.get())
    expect(dueAt).not.toBeNull()
    // The clock of sessions is the process's, so the day passes in the row.
    await platform.db
      .update(users)
      .set({
        createdAt: new Date(Date.now() - 2 * FIRST_ADMIN_MS),
        secondFactorDueAt: new Date(Date.now() - 1_000),
      })
      .where(eq(users.email, email))
    await expect(look(browser)).rejects.toMatchObject(MISSING)
    expect(await browser.call((api) => api.secondFactor.get())).toMatchObject({ dueAt: null })
  })

  it('who is demoted and promoted has no day left', async () => {
    const [first] = await platform.db.select().from(users).where(eq(users.email, 'first@example.test'))
    await setRole(platform.ctx(SYSTEM), { who: first?.callsign ?? '', role: 'player' })
    await setRole(platform.ctx(SYSTEM), { who: first?.callsign ?? '', role: 'admin' })
    const [row] = await platform.db.select().from(users).where(eq(users.email, 'first@example.test'))
    expect(row?.secondFactorDueAt).toBeNull()
  })
})
