import { flash, openAsGovernor, review } from './deck.ts'
import { checkPage } from './page-checks.ts'
import { expect, test } from './test.ts'
import { REGION_OF } from './world.ts'

test('in an autocracy every tab enacts immediately and the law book records it', async ({
  open,
  request,
}) => {
  test.setTimeout(150_000)
  const { page, region } = await openAsGovernor('autocracy', open, request)
  const deck = `/governor/${region.name}`

  await test.step('overview', async () => {
    await page.goto(deck)
    await expect(page.getByRole('heading', { level: 1, name: region.displayName })).toBeVisible()
    await expect(page.getByText('Treasury').first()).toBeVisible()
  })
  await test.step('governance', async () => {
    await page.goto(`${deck}/governance`)
    await page.getByRole('textbox', { name: 'Election interval' }).fill('45')
    await expect(await review(page, 'constitution')).toContainText('45')
    await page.getByRole('button', { name: 'Enact' }).click()
    await expect(flash(page, 'Enacted')).toBeVisible()
    await expect(page.getByRole('textbox', { name: 'Election interval' })).toHaveValue('45')
  })
  await test.step('economy: a value outside its bounds is refused beside its field', async () => {
    await page.goto(`${deck}/economy`)
    await page.getByRole('textbox', { name: 'Starting credits' }).fill('2500')
    await expect(await review(page, 'economy')).toContainText('2,500')
    await page.getByRole('button', { name: 'Keep editing' }).click()
    await expect(page.getByRole('textbox', { name: 'Starting credits' })).toHaveValue('2500')
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
    await expect(page.getByText('No proposals yet')).toBeVisible()
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
    await expect(page.getByRole('link', { name: 'View election' })).toBeVisible()
  })
  await test.step('diplomacy: the owner’s offer is listed and can be withdrawn', async () => {
    await page.goto(`${deck}/diplomacy/new`)
    await page.getByLabel('Find a region').fill('lantern')
    await page.getByRole('button', { name: 'Search' }).click()
    await page.getByRole('radio', { name: /^The Lantern Ring/ }).check()
    await page.getByRole('radio', { name: /^Non-aggression pact/ }).check()
    await page.getByRole('textbox', { name: 'Days' }).fill('90')
    await page.getByRole('button', { name: 'Send offer' }).click()
    await expect(flash(page, 'Offer sent')).toBeVisible()
    await page.goto(`${deck}/diplomacy`)
    await page.locator('ol').getByRole('link', { name: 'Non-aggression pact' }).click()
    await expect(page.getByRole('article')).toContainText('90 days')
    await page.getByRole('button', { name: 'Withdraw offer' }).click()
    await page.getByRole('alertdialog').getByRole('button', { name: 'Withdraw' }).click()
    await expect(flash(page, 'Offer withdrawn')).toBeVisible()
  })
  await test.step('the law book', async () => {
    await page.goto(`/regions/${region.name}/laws`)
    await expect(page.getByText(/Election interval/i).first()).toBeVisible()
    await expect(page.getByText('Nothing by halves').first()).toBeVisible()
  })
})

test('a scheduled decree is listed in the law book and can be revoked by its author', async ({
  open,
  request,
  complaints,
}) => {
  test.setTimeout(150_000)
  complaints.expect(/status of 400/)
  const { page, region } = await openAsGovernor('autocracy', open, request)
  const law = `/regions/${region.name}/laws`
  await page.goto(`/governor/${region.name}/culture`)
  await page.getByRole('textbox', { name: 'Motto' }).fill('Soon')
  await page.getByRole('textbox', { name: 'Start in (days)' }).fill('400')
  await review(page, 'culture')
  await expect(page.getByRole('alert')).toContainText('within 90 days')
  await page.getByRole('link', { name: /within 90 days/ }).click()
  await page.getByRole('textbox', { name: 'Start in (days)' }).fill('3')
  await page.getByRole('textbox', { name: 'Expires after (days)' }).fill('10')
  const said = await review(page, 'culture')
  await expect(said).toContainText('By decree, in 3 days')
  await expect(said).toContainText('expires 10 days after')
  await page.getByRole('button', { name: 'Enact' }).click()
  await expect(flash(page, 'Scheduled')).toBeVisible()
  await expect(page).toHaveURL(law)
  const coming = page.getByRole('listitem').filter({ hasText: 'New motto' })
  await expect(coming).toContainText('for 10 days')

  const visitor = await open('citizen')
  await visitor.goto(law)
  await expect(visitor.getByRole('listitem').filter({ hasText: 'New motto' })).toContainText('takes effect')
  await expect(visitor.getByRole('button', { name: 'Revoke' })).toHaveCount(0)
  await visitor.goto(`/regions/${region.name}`)
  await expect(visitor.getByText('Soon', { exact: true })).toHaveCount(0)

  await checkPage(page, law)
  await page.getByRole('button', { name: 'Revoke' }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Revoke decree' }).click()
  await expect(flash(page, 'Decree revoked')).toBeVisible()
  await expect(page.getByText('New motto')).toHaveCount(0)
})

test('in a democracy the same form makes a proposal, and a citizen can vote and change the vote', async ({
  open,
  request,
}) => {
  test.setTimeout(150_000)
  const { page, region } = await openAsGovernor('democracy', open, request)
  await page.goto(`/governor/${region.name}/economy`)
  await page.getByRole('textbox', { name: 'Tax rate' }).fill('12')
  await expect(await review(page, 'economy')).toContainText('12')
  await page.getByRole('button', { name: 'Put to a vote' }).click()
  await expect(flash(page, 'Voting is open')).toBeVisible()
  await page.goto(`/governor/${region.name}/economy`)
  await expect(page.getByRole('textbox', { name: 'Tax rate' })).not.toHaveValue('12')

  await page.goto('/votes')
  await page
    .getByRole('link', { name: /^Vote: / })
    .first()
    .click()
  const ballot = page.getByRole('form', { name: /^Ballot: / })
  await ballot.getByRole('radio', { name: /^Yes/ }).check()
  await ballot.getByRole('button', { name: 'Cast vote' }).click()
  await expect(ballot.getByRole('button', { name: 'Change vote' })).toBeVisible()
  await expect(ballot.getByRole('radio', { name: /^Yes/ })).toBeChecked()
  await ballot.getByRole('radio', { name: /^No/ }).check()
  await ballot.getByRole('button', { name: 'Change vote' }).click()
  await expect(flash(page, 'Vote changed')).toBeVisible()
  await page.reload()
  await expect(ballot.getByRole('radio', { name: /^No/ })).toBeChecked()
})

test('in a council region the council votes on tax, and the governor decrees culture', async ({
  open,
  request,
}) => {
  test.setTimeout(150_000)
  const { page, region } = await openAsGovernor('council', open, request)
  await page.goto(`/governor/${region.name}/economy`)
  await page.getByRole('textbox', { name: 'Tax rate' }).fill('12')
  await expect(await review(page, 'economy')).toContainText(/council/i)
  await page.getByRole('button', { name: 'Put to a vote' }).click()
  await expect(flash(page, 'Voting is open')).toBeVisible()
  // While the council has no members, the owner is the council.
  const turnout = page.getByRole('meter', { name: 'Turnout' })
  await expect(turnout).toHaveAttribute('aria-valuetext', /^0 of 1 voter/)
  const ballot = page.getByRole('form', { name: /^Ballot: / })
  await ballot.getByRole('radio', { name: /^Yes/ }).check()
  await ballot.getByRole('button', { name: 'Cast vote' }).click()
  await expect(flash(page, 'Vote counted')).toBeVisible()
  await expect(turnout).toHaveAttribute('aria-valuetext', /^1 of 1 voter; Quorum of 1 reached/)
  await page.goto(`/governor/${region.name}/culture`)
  await page.getByRole('textbox', { name: 'Motto' }).fill('Nine lamps, one light')
  await review(page, 'culture')
  await page.getByRole('button', { name: 'Enact' }).click()
  await expect(flash(page, 'Enacted')).toBeVisible()
})

test('someone else’s command deck returns 404', async ({ open, complaints }) => {
  complaints.expect(/status of 404/)
  const page = await open('autocrat')
  const answer = await page.goto(`/governor/${REGION_OF.democrat}/economy`)
  expect(answer?.status()).toBe(404)
  await expect(page.getByRole('heading', { name: 'Page not found' })).toBeVisible()
})
