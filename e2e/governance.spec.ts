import { expect, test } from './test.ts'
import { foundRegion, signInProgram, type Governance } from './rest-client.ts'
import { BASE_URL, REGION_OF, type Account } from './world.ts'
import { type APIRequestContext, type Page } from '@playwright/test'

/** A browser of somebody who has a region of their own, with this form of government. */
async function governorWith(
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

async function logIn(page: Page, { email, password }: Account) {
  const answer = await page.request.post('/login', {
    form: { email, password },
    headers: { Origin: BASE_URL },
    maxRedirects: 0,
  })
  expect(answer.status()).toBe(302)
}

const flash = (page: Page, words: string) => page.getByRole('status').filter({ hasText: words })

async function review(page: Page, form: string) {
  const settings = page.getByRole('form', { name: `Settings: ${form}` })
  await settings.getByRole('button', { name: 'Review changes' }).click()
  return page.getByRole('region', { name: 'Review', exact: true })
}

test('in an autocracy each tab decrees at once, and the law book remembers', async ({ open, request }) => {
  test.setTimeout(150_000)
  const { page, region } = await governorWith('autocracy', open, request)
  const deck = `/governor/${region.name}`

  await test.step('overview', async () => {
    await page.goto(deck)
    await expect(page.getByRole('heading', { level: 1, name: region.displayName })).toBeVisible()
    await expect(page.getByText('Treasury').first()).toBeVisible()
  })
  await test.step('governance', async () => {
    await page.goto(`${deck}/governance`)
    await page.getByRole('spinbutton', { name: 'Election interval' }).fill('45')
    await expect(await review(page, 'constitution')).toContainText('45')
    await page.getByRole('button', { name: 'Enact' }).click()
    await expect(flash(page, 'Enacted')).toBeVisible()
    await expect(page.getByRole('spinbutton', { name: 'Election interval' })).toHaveValue('45')
  })
  await test.step('economy: a value outside its bounds is refused beside its field', async () => {
    await page.goto(`${deck}/economy`)
    await page.getByRole('spinbutton', { name: 'Starting credits' }).fill('2500')
    await expect(await review(page, 'economy')).toContainText('2,500')
    await page.getByRole('button', { name: 'Keep editing' }).click()
    await expect(page.getByRole('spinbutton', { name: 'Starting credits' })).toHaveValue('2500')
  })
  await test.step('culture', async () => {
    await page.goto(`${deck}/culture`)
    await page.getByRole('textbox', { name: 'Motto' }).fill('Nothing by halves')
    await expect(await review(page, 'culture')).toContainText('Nothing by halves')
    await page.getByRole('button', { name: 'Enact' }).click()
    await expect(flash(page, 'Enacted')).toBeVisible()
  })
  await test.step('policies', async () => {
    await page.goto(`${deck}/policies`)
    await expect(page.getByText('Nothing was put to the vote yet')).toBeVisible()
  })
  await test.step('elections: the owner calls one', async () => {
    await page.goto(`${deck}/elections/new`)
    await page.getByRole('radio', { name: /^Ambassador/ }).check()
    await page
      .getByRole('button', { name: /election|nominations/i })
      .last()
      .click()
    await expect(flash(page, 'Nominations are open')).toBeVisible()
    await page.goto(`${deck}/elections`)
    await expect(page.getByRole('link', { name: 'See the election' })).toBeVisible()
  })
  await test.step('diplomacy', async () => {
    const answer = await page.goto(`${deck}/diplomacy`)
    expect(answer?.status()).toBe(200)
  })
  await test.step('the law book', async () => {
    await page.goto(`/regions/${region.name}/laws`)
    await expect(page.getByText(/Election interval/i).first()).toBeVisible()
    await expect(page.getByText('Nothing by halves').first()).toBeVisible()
  })
})

test('in a democracy the same form proposes, and a citizen’s ballot is counted and can be changed', async ({
  open,
  request,
}) => {
  test.setTimeout(150_000)
  const { page, region } = await governorWith('democracy', open, request)
  await page.goto(`/governor/${region.name}/economy`)
  await page.getByRole('spinbutton', { name: 'Tax rate' }).fill('12')
  await expect(await review(page, 'economy')).toContainText('12')
  await page.getByRole('button', { name: 'Propose to the vote' }).click()
  await expect(flash(page, 'Put to the vote')).toBeVisible()
  await page.goto(`/governor/${region.name}/economy`)
  await expect(page.getByRole('spinbutton', { name: 'Tax rate' })).not.toHaveValue('12')

  await page.goto('/votes')
  await page
    .getByRole('link', { name: /^Vote: / })
    .first()
    .click()
  const ballot = page.getByRole('form', { name: /^Ballot: / })
  await ballot.getByRole('radio', { name: /^Yes/ }).check()
  await ballot.getByRole('button', { name: 'Cast ballot' }).click()
  await expect(ballot.getByRole('button', { name: 'Change ballot' })).toBeVisible()
  await expect(ballot.getByRole('radio', { name: /^Yes/ })).toBeChecked()
  await ballot.getByRole('radio', { name: /^No/ }).check()
  await ballot.getByRole('button', { name: 'Change ballot' }).click()
  await expect(flash(page, 'Your ballot is changed')).toBeVisible()
  await page.reload()
  await expect(ballot.getByRole('radio', { name: /^No/ })).toBeChecked()
})

test('in a council the tax goes to the council’s vote, and culture is the governor’s decree', async ({
  open,
  request,
}) => {
  test.setTimeout(150_000)
  const { page, region } = await governorWith('council', open, request)
  await page.goto(`/governor/${region.name}/economy`)
  await page.getByRole('spinbutton', { name: 'Tax rate' }).fill('12')
  await expect(await review(page, 'economy')).toContainText(/council/i)
  await page.goto(`/governor/${region.name}/culture`)
  await page.getByRole('textbox', { name: 'Motto' }).fill('Nine lamps, one light')
  await review(page, 'culture')
  await page.getByRole('button', { name: 'Enact' }).click()
  await expect(flash(page, 'Enacted')).toBeVisible()
})

test('a vote that is opened appears in another browser without a reload', async ({ open, request }) => {
  test.setTimeout(150_000)
  const { page, region, program } = await governorWith('democracy', open, request)
  await page.goto(`/governor/${region.name}/policies`)
  await expect(page.getByText('Nothing was put to the vote yet')).toBeVisible()
  const title = 'Close the lower docks at night'
  // The stream is open once the page has asked for it.
  const stream = page.waitForResponse((response) => response.url().includes('/events'))
  await page.reload()
  await stream
  const proposed = await program.send('POST', '/regions/my-region/policies', {
    policyType: 'pvp_rules',
    title,
    proposedChanges: { pvpRule: 'forbidden' },
  })
  expect(proposed.status, JSON.stringify(proposed.body)).toBe(200)
  await expect(page.getByRole('link', { name: title })).toBeVisible()
})

test('another’s command deck is not there', async ({ open, complaints }) => {
  complaints.expect(/status of 404/)
  const page = await open('autocrat')
  const answer = await page.goto(`/governor/${REGION_OF.democrat}/economy`)
  expect(answer?.status()).toBe(404)
  await expect(page.getByRole('heading', { name: 'Nothing but empty space' })).toBeVisible()
})
