import { type APIRequestContext, type Locator, type Page } from '@playwright/test'
import { expect } from './test.ts'
import { foundRegion, signInProgram, type Governance } from './rest-client.ts'
import { BASE_URL, type Account } from './world.ts'

/** A page logged in as the owner of a new region with this form of government. */
export async function openAsGovernor(
  governance: Governance,
  open: (role: null) => Promise<Page>,
  request: APIRequestContext,
) {
  const program = await signInProgram(request)
  const region = await foundRegion(program, request, governance)
  const page = await open(null)
  await logIn(page, program.account)
  return { page, region, program }
}

/** A democracy with a governor and one citizen who can vote from the first day. */
export async function foundDemocracyOfTwo(open: (role: null) => Promise<Page>, request: APIRequestContext) {
  const { page: governor, region, program } = await openAsGovernor('autocracy', open, request)
  await governor.goto(`/governor/${region.name}/governance`)
  await governor.getByRole('textbox', { name: 'Waiting period for citizenship' }).fill('0')
  await review(governor, 'security')
  await governor.getByRole('button', { name: 'Enact' }).click()
  await expect(flash(governor, 'Enacted')).toBeVisible()

  const newcomer = await signInProgram(request)
  for (const as of ['resident', 'citizen']) {
    const joined = await newcomer.send('POST', `/regions/${region.name}/join`, { as })
    expect(joined.body).toMatchObject({ outcome: 'joined', membershipType: as })
  }
  const democracy = { governanceType: 'democracy', votingThreshold: 0.5 }
  const changed = await program.send('PUT', '/regions/my-region/governance', democracy)
  expect(changed.body).toMatchObject({ outcome: 'enacted' })
  const citizen = await open(null)
  await logIn(citizen, newcomer.account)
  return { governor, citizen, region, program }
}

export async function logIn(page: Page, { email, password }: Account) {
  const answer = await page.request.post('/login', {
    form: { email, password },
    headers: { Origin: BASE_URL },
    maxRedirects: 0,
  })
  expect(answer.status()).toBe(302)
}

/** The message after an action. */
export const flash = (page: Page, words: string | RegExp) =>
  page.getByRole('status').filter({ hasText: words })

/** Submits a settings form and returns the review. */
export async function review(page: Page, form: string) {
  const settings = page.getByRole('form', { name: `Settings: ${form}` })
  await settings.getByRole('button', { name: 'Review changes' }).click()
  return page.getByRole('region', { name: 'Review', exact: true })
}

/** Opens a page and waits until its event stream is connected. */
export async function gotoLive(page: Page, path: string) {
  const stream = page.waitForResponse((response) => new URL(response.url()).pathname === '/events')
  await page.goto(path)
  await stream
}

/** On a phone, opens a group of panels of /play; on a desk all are open. */
export async function openSheet(page: Page, name: 'Fly' | 'Ship' | 'Trade' | 'Sector') {
  const tab = page.getByRole('navigation', { name: 'Panels' }).getByRole('button', { name })
  if (!(await tab.isVisible()) || (await tab.getAttribute('aria-expanded')) === 'true') return
  await tab.press('Enter')
  await expect(tab).toHaveAttribute('aria-expanded', 'true')
}

/** Confirms an order by keyboard, and again if its price moved meanwhile. Returns its receipt. */
export async function confirmOrder(page: Page, confirm: Locator, words: RegExp): Promise<Locator> {
  const receipt = page.getByRole('status').filter({ hasText: words })
  const moved = page.getByText(/^The price is now/)
  await confirm.press('Enter')
  await expect(receipt.or(moved)).toBeVisible()
  if (await moved.isVisible()) await confirm.press('Enter')
  await expect(receipt).toBeVisible()
  return receipt
}
