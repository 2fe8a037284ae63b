import { flash, governorWith, review } from './deck.ts'
import { expect, test } from './test.ts'
import { REGION_OF } from './world.ts'

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
  await test.step('diplomacy: the owner’s offer is listed, and can be taken back', async () => {
    await page.goto(`${deck}/diplomacy/new`)
    await page.getByLabel('Find a region').fill('lantern')
    await page.getByRole('button', { name: 'Search' }).click()
    await page.getByRole('radio', { name: /^The Lantern Ring/ }).check()
    await page.getByRole('radio', { name: /^Non-aggression pact/ }).check()
    await page.getByRole('spinbutton', { name: 'Days' }).fill('90')
    await page.getByRole('button', { name: 'Make the offer' }).click()
    await expect(flash(page, 'The offer is made')).toBeVisible()
    await page.goto(`${deck}/diplomacy`)
    await page.locator('ol').getByRole('link', { name: 'Non-aggression pact' }).click()
    await expect(page.getByRole('article')).toContainText('90 days')
    await page.getByRole('button', { name: 'Withdraw the offer' }).click()
    await page.getByRole('alertdialog').getByRole('button', { name: 'Withdraw' }).click()
    await expect(flash(page, 'The offer is withdrawn')).toBeVisible()
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

test('in a council the tax is proposed and voted on by the council, and culture is the governor’s decree', async ({
  open,
  request,
}) => {
  test.setTimeout(150_000)
  const { page, region } = await governorWith('council', open, request)
  await page.goto(`/governor/${region.name}/economy`)
  await page.getByRole('spinbutton', { name: 'Tax rate' }).fill('12')
  await expect(await review(page, 'economy')).toContainText(/council/i)
  await page.getByRole('button', { name: 'Propose to the vote' }).click()
  await expect(flash(page, 'Put to the vote')).toBeVisible()
  // As long as the council has no members, its owner is the council.
  const turnout = page.getByRole('meter', { name: 'Turnout' })
  await expect(turnout).toHaveAttribute('aria-valuetext', /^0 of 1 voter/)
  const ballot = page.getByRole('form', { name: /^Ballot: / })
  await ballot.getByRole('radio', { name: /^Yes/ }).check()
  await ballot.getByRole('button', { name: 'Cast ballot' }).click()
  await expect(flash(page, 'Your ballot is counted')).toBeVisible()
  await expect(turnout).toHaveAttribute('aria-valuetext', /^1 of 1 voter; Quorum of 1 reached/)
  await page.goto(`/governor/${region.name}/culture`)
  await page.getByRole('textbox', { name: 'Motto' }).fill('Nine lamps, one light')
  await review(page, 'culture')
  await page.getByRole('button', { name: 'Enact' }).click()
  await expect(flash(page, 'Enacted')).toBeVisible()
})

test('another’s command deck is not there', async ({ open, complaints }) => {
  complaints.expect(/status of 404/)
  const page = await open('autocrat')
  const answer = await page.goto(`/governor/${REGION_OF.democrat}/economy`)
  expect(answer?.status()).toBe(404)
  await expect(page.getByRole('heading', { name: 'Nothing but empty space' })).toBeVisible()
})
