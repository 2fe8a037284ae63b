import { type Page } from '@playwright/test'
import { expect, test } from './test.ts'
import { logIn } from './deck.ts'
import { COMMONS, deck, PAGES } from './checked-pages.ts'
import { expectAccessible, expectNoOverflow, checkPage, PHONE } from './page-checks.ts'
import { signInProgram } from './rest-client.ts'
import { accountOf, REGION_OF, SIMULATOR_URL } from './world.ts'

// Recording a trace would take longer than the checks.
test.use({ trace: 'off' })

/** The first link into a section, except the one for creating something. */
async function firstLink(page: Page, from: string): Promise<string> {
  await page.goto(from)
  const link = page.getByRole('main').locator(`a[href^="${from}/"]:not([href*="/new"])`).first()
  return (await link.getAttribute('href')) ?? ''
}

for (const [what, role, paths] of [
  ['before the log-in', null, PAGES.visitor],
  ['of the founding wizard', null, PAGES.wizard],
  ['of a citizen', 'citizen', PAGES.citizen],
  ['of an account', 'citizen', PAGES.account],
  ['of a command deck', 'democrat', PAGES.deck],
  ['for proposals', 'democrat', PAGES.proposals],
  ['of an administrator', 'admin', PAGES.admin],
] as const) {
  test(`every page ${what} is accessible and fits desk and phone`, async ({ open }) => {
    test.setTimeout(Math.max(240_000, 30_000 * paths.length))
    const page = await open(role)
    for (const path of paths) await test.step(path, () => checkPage(page, path))
  })
}

test('a pilot’s profile and a market are accessible and fit desk and phone', async ({ open }) => {
  test.setTimeout(120_000)
  const page = await open('citizen')
  const profile = `/pilots/${accountOf('citizen').callsign}`
  await test.step(profile, () => checkPage(page, profile))
  await page.goto('/play')
  const market = page.locator('a[href^="/play/prices/"]').first()
  const path = (await market.getAttribute('href')) ?? ''
  await test.step(path, () => checkPage(page, path))
})

test('a policy, an election and a treaty are accessible and fit desk and phone', async ({ open }) => {
  test.setTimeout(240_000)
  const page = await open('democrat')
  for (const tab of ['policies', 'elections', 'diplomacy']) {
    const folder = `${deck(REGION_OF.democrat)}/${tab}`
    const path = await firstLink(page, folder)
    await test.step(path, () => checkPage(page, path))
  }
})

test('a voter’s pages are accessible and fit desk and phone', async ({ open }) => {
  test.setTimeout(240_000)
  const page = await open('citizen')
  await page.goto('/votes')
  const links = page.getByRole('main').locator('a[href^="/regions/"]')
  await expect(links.first()).toBeVisible()
  const paths = await links.evaluateAll((found) => found.map((link) => link.getAttribute('href') ?? ''))
  for (const folder of ['policies', 'elections', 'treaties']) {
    const path = paths.find((one) => one.includes(`/${folder}/`)) ?? ''
    expect(path, `one of the ${folder} to vote on`).not.toBe('')
    await test.step(path, () => checkPage(page, path))
  }
  const policy = paths.find((one) => one.includes('/policies/')) ?? ''
  await test.step('a counter-proposal', async () => {
    await checkPage(page, `${policy}/counter`)
    await expect(page.getByRole('button', { name: 'Review changes' })).toBeEnabled()
  })
})

test.fail('an unnamed button is detected', async ({ page }) => {
  await page.setContent('<html lang="en"><title>Bridge</title><main><h1>Bridge</h1><button></button></main>')
  await expectAccessible(page)
})

test('the REST documentation is accessible and fits a phone', async ({ open }) => {
  const page = await open(null)
  await page.goto('/api/v1/docs')
  await expectAccessible(page)
  await page.setViewportSize(PHONE)
  await expectNoOverflow(page)
})

test('a checkout is accessible and fits desk and phone while waiting, confirming and done', async ({
  open,
  request,
}) => {
  test.setTimeout(180_000)
  const program = await signInProgram(request)
  const { body } = await program.send('POST', '/subscriptions', { plan: 'galactic_citizen' })
  const path = `/checkout/${String(body.id)}`
  const page = await open(null)
  await logIn(page, program.account)
  await checkPage(page, path)
  await expect(page.getByRole('heading', { name: 'Pay with PayPal' })).toBeVisible()

  await checkPage(page, `${path}?from=paypal`)
  await expect(page.getByRole('progressbar')).toBeVisible()

  const paypalId = String(body.paypalSubscriptionId)
  const paid = await request.post(`${SIMULATOR_URL}/simulator/api/subscriptions/${paypalId}/approve`)
  expect(paid.ok()).toBe(true)
  await expect(page.getByText('Welcome, galactic citizen')).toBeVisible()
  await checkPage(page, path)
})

test('missing pages have their own error page', async ({ open, complaints }) => {
  complaints.expect(/status of 404/)
  const page = await open(null)
  for (const path of ['/no-such-page', '/regions/no-such-region', '/admin-invite/not-a-real-token'])
    await test.step(path, () => checkPage(page, path, path.startsWith('/admin-invite') ? 200 : 404))
})

test('the light theme is as accessible as the dark one', async ({ open }) => {
  test.setTimeout(120_000)
  const paths = ['/', '/pricing', '/regions', COMMONS, `${deck(REGION_OF.autocrat)}/economy`, '/play']
  const page = await open('autocrat', { theme: 'light' })
  for (const path of paths) {
    await test.step(path, async () => {
      await page.goto(path)
      await expect(page.locator('html')).toHaveAttribute('data-theme', 'light')
      await expectAccessible(page)
    })
  }
})

test('on a phone the pages are accessible too', async ({ open }) => {
  test.setTimeout(120_000)
  const page = await open('autocrat', { viewport: PHONE })
  const base = deck(REGION_OF.autocrat)
  for (const path of ['/', '/regions?view=table', base, `${base}/economy`, `${base}/members`, '/play']) {
    await test.step(path, async () => {
      await page.goto(path)
      await expectAccessible(page)
      await expectNoOverflow(page)
    })
  }
})
