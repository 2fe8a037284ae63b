import { type APIRequestContext, type Page } from '@playwright/test'
import { foundDemocracyOfTwo, flash, gotoLive, openAsGovernor, logIn, review } from './deck.ts'
import { signInProgram } from './rest-client.ts'
import { expect, test } from './test.ts'
import { BASE_URL } from './world.ts'

/** Sets a flag that a reload would remove. */
const mark = (page: Page) => page.evaluate(() => void Object.assign(window, { wasOpen: true }))
const isStillOpen = (page: Page) => page.evaluate(() => 'wasOpen' in window)

test('a new vote appears on a citizen’s open page, and the citizen’s ballot on the governor’s', async ({
  open,
  request,
}) => {
  test.setTimeout(150_000)
  const { governor, citizen, region, program } = await foundDemocracyOfTwo(open, request)
  await gotoLive(citizen, `/regions/${region.name}`)
  await expect(citizen.getByText('No open votes')).toBeVisible()
  await mark(citizen)

  const title = 'Close the lower docks at night'
  await gotoLive(governor, `/governor/${region.name}/policies/new?type=pvp_rules`)
  await governor.getByLabel('Title').fill(title)
  await governor.getByRole('radio', { name: /^Forbidden/ }).check()
  const shown = await review(governor, 'proposal')
  await expect(shown).toContainText('Forbidden')
  // Events from elsewhere reach the page and keep the open review.
  const deck = governor.getByRole('navigation', { name: 'Command deck' })
  const other = { policyType: 'defense', title: 'Patrols', proposedChanges: { defenseLevel: 1 } }
  expect((await program.send('POST', '/regions/my-region/policies', other)).status).toBe(200)
  await expect(deck.getByRole('link', { name: /^Policies\W+1/ })).toBeVisible()
  await expect(shown).toContainText('Forbidden')
  await governor.getByRole('button', { name: 'Put to a vote' }).click()
  await expect(flash(governor, 'Voting is open')).toBeVisible()
  await expect(governor.getByRole('heading', { level: 2, name: title })).toBeVisible()
  const turnout = governor.getByRole('meter', { name: 'Turnout' })
  await expect(turnout).toHaveAttribute('aria-valuetext', /^0 of 2 voters/)
  await mark(governor)

  await citizen.getByRole('link', { name: `Vote: ${title}` }).click()
  const ballot = citizen.getByRole('form', { name: `Ballot: ${title}` })
  await ballot.getByRole('radio', { name: /^Yes/ }).check()
  await ballot.getByRole('button', { name: 'Cast vote' }).click()
  await expect(flash(citizen, 'Vote counted')).toBeVisible()
  await expect(turnout).toHaveAttribute('aria-valuetext', /^1 of 2 voters/)
  expect(await isStillOpen(citizen)).toBe(true)
  expect(await isStillOpen(governor)).toBe(true)
})

test('a notification updates the bell and the list on open pages, with one stream per tab', async ({
  open,
  request,
}) => {
  test.setTimeout(150_000)
  const { citizen, program } = await foundDemocracyOfTwo(open, request)
  const unread = async (page: Page) => {
    const bell = page.getByRole('banner').getByRole('link', { name: /^Notifications/ })
    return Number(/\d+/.exec((await bell.getAttribute('aria-label')) ?? '')?.[0] ?? 0)
  }
  await gotoLive(citizen, '/pricing')
  const streams: string[] = []
  const list = await citizen.context().newPage()
  list.on('request', (asked) => {
    if (new URL(asked.url()).pathname === '/events') streams.push(asked.url())
  })
  await gotoLive(list, '/notifications')
  await mark(citizen)
  await mark(list)
  const before = await unread(citizen)

  const title = 'Patrols at the gate'
  const motion = { policyType: 'defense', title, proposedChanges: { defenseLevel: 1 } }
  expect((await program.send('POST', '/regions/my-region/policies', motion)).status).toBe(200)
  await expect(list.getByRole('heading', { level: 2, name: title })).toBeVisible()
  await expect.poll(() => unread(citizen)).toBeGreaterThan(before)
  expect(await isStillOpen(citizen)).toBe(true)
  expect(await isStillOpen(list)).toBe(true)
  expect(streams).toHaveLength(1)

  // Reading in one tab updates the other.
  const rung = await unread(citizen)
  await list.getByRole('button', { name: 'Mark all as read' }).click()
  await expect.poll(() => unread(citizen)).toBeLessThan(rung)
  expect(await isStillOpen(citizen)).toBe(true)
})

/** A newcomer in a region. */
async function openAsPilot(
  region: string,
  open: (role: null) => Promise<Page>,
  request: APIRequestContext,
): Promise<Page> {
  const pilot = await open(null)
  await logIn(pilot, (await signInProgram(request)).account)
  const entered = await pilot.request.post('/play', {
    form: { intent: 'enter', region },
    headers: { Origin: BASE_URL },
  })
  expect(entered.ok()).toBe(true)
  return pilot
}

test('a tax that a governor enacts lowers the prices that a pilot sees on an open page', async ({
  open,
  request,
}) => {
  test.setTimeout(150_000)
  const { page: governor, region } = await openAsGovernor('autocracy', open, request)
  const pilot = await openAsPilot(region.name, open, request)
  await gotoLive(pilot, '/play')
  const paid = pilot
    .getByRole('table', { name: /^Goods that .* buys$/ })
    .getByText(/ cr$/)
    .first()
  const before = Number((await paid.innerText()).replaceAll(/\D/g, ''))
  await mark(pilot)

  await governor.goto(`/governor/${region.name}/economy`)
  await governor.getByRole('textbox', { name: 'Tax rate' }).fill('25')
  await governor.getByRole('button', { name: 'Review changes' }).click()
  await governor.getByRole('button', { name: 'Enact' }).click()
  await expect(flash(governor, 'Enacted')).toBeVisible()
  await expect(pilot.getByText(/^Sales tax: 25%/)).toBeVisible()
  expect(Number((await paid.innerText()).replaceAll(/\D/g, ''))).toBeLessThan(before)
  expect(await isStillOpen(pilot)).toBe(true)
})

test('flights update the governor’s open overview', async ({ open, request }) => {
  test.setTimeout(150_000)
  const { page: governor, region } = await openAsGovernor('autocracy', open, request)
  const pilot = await openAsPilot(region.name, open, request)
  await gotoLive(governor, `/governor/${region.name}`)
  const moves = governor
    .locator('div')
    .filter({ has: governor.getByText('Activity today', { exact: true }) })
    .last()
    .locator('p')
    .filter({ hasText: /moves$/ })
  await expect(moves).toHaveText('1moves')
  await mark(governor)

  await pilot.goto('/play')
  await pilot
    .getByRole('region', { name: / routes from here$/ })
    .getByRole('button', { name: /^Fly to/ })
    .first()
    .click()
  await expect(moves).toHaveText('2moves')
  expect(await isStillOpen(governor)).toBe(true)
})

test('an offered treaty appears on the other region’s open deck and, once active, on its public page', async ({
  open,
  request,
}) => {
  test.setTimeout(150_000)
  const one = await openAsGovernor('autocracy', open, request)
  const other = await openAsGovernor('autocracy', open, request)
  await gotoLive(other.page, `/governor/${other.region.name}/diplomacy`)
  await expect(other.page.getByText('No treaties yet')).toBeVisible()
  await mark(other.page)

  await one.page.goto(`/governor/${one.region.name}/diplomacy`)
  await one.page.getByRole('link', { name: 'Offer a treaty' }).first().click()
  await one.page.getByRole('radio', { name: /^Cultural exchange/ }).check()
  await one.page.getByLabel('Find a region').fill(other.region.displayName)
  await one.page.getByRole('button', { name: 'Search' }).click()
  await one.page.getByRole('radio', { name: new RegExp(`^${other.region.displayName}`) }).check()
  await expect(one.page.getByRole('radio', { name: /^Cultural exchange/ })).toBeChecked()
  await one.page.getByRole('button', { name: 'Send offer' }).click()
  await expect(flash(one.page, 'Offer sent')).toBeVisible()

  await other.page.locator('ol').getByRole('link', { name: 'Cultural exchange' }).click()
  await expect(other.page.getByRole('article')).toContainText(one.region.displayName)
  await other.page.getByRole('button', { name: 'Sign' }).click()
  await other.page.getByRole('alertdialog').getByRole('button', { name: 'Sign' }).click()
  await expect(flash(other.page, 'Treaty signed')).toBeVisible()
  expect(await isStillOpen(other.page)).toBe(true)

  await one.page.goto(`/regions/${other.region.name}`)
  const treaties = one.page.getByRole('region', { name: /^Active / })
  await expect(treaties).toContainText('Cultural exchange')
  await expect(treaties.getByRole('link', { name: one.region.displayName })).toBeVisible()
})
