import { expect, it } from 'vitest'
import { setUpApp } from '../testing/authenticator.ts'
import { createHttpClient } from '../testing/http-client.ts'
import { usePages } from '../testing/pages-build.ts'
import { signUpAnew, type TestBrowser } from '../testing/test-browser.ts'
import { useTestShop } from '../testing/test-shop.ts'

const shop = useTestShop()
const { platform } = shop
const pages = usePages()

const billingPage = async (browser: TestBrowser): Promise<string> => {
  const client = createHttpClient(platform, {}, { build: pages.build })
  const headers = { accept: 'text/html', cookie: browser.cookies(), host: new URL(client.origin).host }
  return (await client.request('/account/billing', { headers })).text()
}

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
