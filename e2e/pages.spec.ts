import { type Page } from '@playwright/test'
import { expect, test } from './test.ts'
import { expectAccessible, expectNoSidewaysScroll, expectSoundPage, PHONE } from './page-checks.ts'
import { REGION_OF } from './world.ts'

const DRAFT =
  'displayName=The+Quiet+Reach&regionName=the-quiet-reach&governanceType=council&economicSpecialization='
const COMMONS = `/regions/${REGION_OF.citizen}`

const VISITOR = [
  '/',
  '/pricing',
  '/login',
  '/signup',
  '/regions',
  '/regions?view=table',
  '/regions?q=nowhere',
  COMMONS,
  `${COMMONS}/laws`,
  `/regions/${REGION_OF.autocrat}`,
  `/regions/${REGION_OF.chair}`,
  ...['name', 'government', 'economy', 'look', 'review'].map((step) => `/found?step=${step}&${DRAFT}`),
]

const CITIZEN = [
  '/',
  '/regions',
  COMMONS,
  `${COMMONS}/map`,
  `${COMMONS}/propose`,
  '/play',
  '/notifications',
  '/account',
  '/account/sessions',
  '/account/api',
  '/account/billing',
  '/governor',
]

const deck = (region: string) => `/governor/${region}`
const TABS = ['', '/governance', '/economy', '/policies', '/culture']

const GOVERNOR = [
  '/governor',
  ...TABS.map((tab) => deck(REGION_OF.democrat) + tab),
  `${deck(REGION_OF.democrat)}/members`,
  `${deck(REGION_OF.democrat)}/policies/new`,
  ...['tax_rate', 'trade_policy', 'pvp_rules', 'immigration', 'defense', 'cultural', 'constitutional'].map(
    (type) => `${deck(REGION_OF.democrat)}/policies/new?type=${type}`,
  ),
]

const ADMIN = [
  '/admin',
  '/admin/nexus',
  '/admin/nexus/map',
  '/admin/nexus/districts',
  '/admin/nexus/districts/gateway_plaza',
  '/admin/nexus/generate',
  '/admin/billing',
  '/admin/audit',
]

/** The address behind the first link into a folder of the address space. */
async function firstLink(page: Page, from: string, into: string): Promise<string> {
  await page.goto(from)
  const link = page.getByRole('main').locator(`a[href^="${into}"]:not([href$="/new"])`).first()
  return (await link.getAttribute('href')) ?? ''
}

for (const [who, role, paths] of [
  ['a stranger', null, VISITOR],
  ['a citizen', 'citizen', CITIZEN],
  ['an administrator', 'admin', ADMIN],
] as const) {
  test(`every page that ${who} sees is accessible and fits desk and phone`, async ({ open }, testInfo) => {
    test.setTimeout(180_000)
    const page = await open(role)
    for (const path of paths) await test.step(path, () => expectSoundPage(page, path, testInfo))
  })
}

test('every page of a command deck is accessible and fits desk and phone', async ({ open }, testInfo) => {
  test.setTimeout(180_000)
  const page = await open('democrat')
  for (const path of GOVERNOR) await test.step(path, () => expectSoundPage(page, path, testInfo))
  const policies = `${deck(REGION_OF.democrat)}/policies`
  const policy = await firstLink(page, policies, `${policies}/`)
  await test.step('a policy', () => expectSoundPage(page, policy, testInfo))
})

test('what is not there is a page of its own', async ({ open, complaints }, testInfo) => {
  complaints.expect(/status of 404/)
  const page = await open(null)
  for (const path of ['/no-such-page', '/regions/no-such-region', '/admin-invite/not-a-real-token'])
    await test.step(path, () =>
      expectSoundPage(page, path, testInfo, path.startsWith('/admin-invite') ? 200 : 404),
    )
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
      await expectNoSidewaysScroll(page)
    })
  }
})
