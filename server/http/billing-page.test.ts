import { expect, it } from 'vitest'
import { PROOF_MS } from '../domain/identity/second-factor.ts'
import { setUpApp } from '../testing/authenticator.ts'
import { createHttpClient } from '../testing/http-client.ts'
import { usePages } from '../testing/pages-build.ts'
import { signUpAnew, TEST_PASSWORD, type TestBrowser } from '../testing/test-browser.ts'
import { useTestShop } from '../testing/test-shop.ts'

const shop = useTestShop()
const { platform } = shop
const pages = usePages()

const PAGE = '/account/billing'
const ask = (browser: TestBrowser, form?: Record<string, string>): Promise<Response> => {
  const client = createHttpClient(platform, {}, { build: pages.build })
  const headers = {
    ...{ accept: 'text/html', cookie: browser.cookies(), host: new URL(client.origin).host },
    ...(form && { origin: client.origin }),
  }
  return client.request(
    PAGE,
    form ? { method: 'POST', headers, body: new URLSearchParams(form) } : { headers },
  )
}
const billingPage = async (browser: TestBrowser): Promise<string> => (await ask(browser)).text()

it('who pays is asked for a second factor, until there is one', { timeout: 300_000 }, async () => {
  expect(await billingPage((await signUpAnew(platform)).browser)).not.toContain('Protect what you pay for')
  const account = await signUpAnew(platform)
  const { userId, callsign } = account
  await shop.buy({}, { kind: 'user', userId, callsign, role: 'player' })
  const asking = await billingPage(account.browser)
  expect(asking).toContain('Protect what you pay for')
  expect(asking).toContain('href="/account/security"')
  await setUpApp(platform, account)
  const asked = await billingPage(account.browser)
  expect(asked).toContain('Cancel subscription')
  expect(asked).not.toContain('Protect what you pay for')
})

it(
  'who cancels shows first who they are, unless they did within ten minutes',
  { timeout: 300_000 },
  async () => {
    const { browser, userId, callsign } = await signUpAnew(platform)
    const { id } = await shop.buy(
      { plan: 'galactic_citizen' },
      { kind: 'user', userId, callsign, role: 'player' },
    )
    const statusOf = () => browser.call(async (api) => (await api.billing.get({ id })).status)
    platform.clock.advance(PROOF_MS + 5_000)
    const cancel = async () => {
      const answer = await ask(browser, { intent: 'cancel', id })
      return { status: answer.status, to: answer.headers.get('location') }
    }
    expect(await cancel()).toEqual({ status: 302, to: `/account/verify?next=${encodeURIComponent(PAGE)}` })
    expect(await statusOf()).toBe('active')
    await browser.call((api) => api.identity.prove({ password: TEST_PASSWORD, code: '' }))
    expect(await cancel()).toEqual({ status: 302, to: PAGE })
    await platform.runOutbox()
    expect(await statusOf()).toBe('cancelled')
  },
)
