import { type Page } from '@playwright/test'
import { flash, openAsGovernor } from './deck.ts'
import { expectAccessible, expectNoOverflow, checkPage, DESK, PHONE, takePicture } from './page-checks.ts'
import { fileReport } from './report-steps.ts'
import { expect, test } from './test.ts'
import { accountOf, REGION_OF } from './world.ts'

/** Opens the demo world's open election the way a citizen would. */
async function openBallot(page: Page) {
  await page.goto(`/regions/${REGION_OF.citizen}`)
  await page.getByRole('link', { name: /^Vote: Ambassador/ }).click()
  return page.getByRole('form', { name: /^Ballot: / })
}

const ranked = (page: Page) => page.getByRole('region', { name: 'Your ranking' }).getByRole('listitem')

test('a citizen ranks candidates by keyboard with announcements, and can change the ballot', async ({
  open,
}) => {
  const page = await open('citizen')
  const ballot = await openBallot(page)
  const add = ballot.getByRole('button', { name: /^Add .* to the ranking$/ })
  const remove = ballot.getByRole('button', { name: /^Remove .* from the ranking$/ })
  await expect(add.or(remove).first()).toBeVisible()
  // The demo world may already have voted for them.
  const cast = ballot.getByRole('button', { name: /^(Cast|Change) vote$/ })
  while ((await remove.count()) > 0) {
    await remove.first().focus()
    await page.keyboard.press('Enter')
  }

  await add.first().focus()
  await page.keyboard.press('Enter')
  await expect(ballot.getByRole('status')).toHaveText(/is number 1 in your ranking/)
  await expect(remove).toBeFocused()
  await add.first().focus()
  await page.keyboard.press('Enter')
  await expect(ranked(page)).toHaveCount(2)
  const before = await ranked(page).allInnerTexts()

  const up = ballot.getByRole('button', { name: /^Move .* up$/ }).nth(1)
  await up.focus()
  await page.keyboard.press('Enter')
  await expect(ballot.getByRole('status')).toHaveText(/is now number 1 of 2/)
  await expect(ballot.getByRole('button', { name: /^Move .* up$/ }).first()).toBeFocused()
  const names = (texts: string[]) => texts.map((text) => text.replaceAll(/[\s\d]/g, ''))
  const after = await ranked(page).allInnerTexts()
  expect(names(after)).toEqual(names(before).toReversed())

  await expectAccessible(page)
  for (const size of [DESK, PHONE]) {
    await page.setViewportSize(size)
    await expectNoOverflow(page)
    await takePicture(page, 'ranked-ballot')
  }

  await cast.focus()
  await page.keyboard.press('Enter')
  await expect(flash(page, /^Vote (counted|changed)/)).toBeVisible()
  await page.reload()
  await expect(ballot.getByRole('button', { name: 'Change vote' })).toBeVisible()
  expect(names(await ranked(page).allInnerTexts())).toEqual(names(after))

  await remove.first().click()
  await expect(ranked(page)).toHaveCount(1)
  await cast.click()
  await expect(flash(page, 'Vote changed')).toBeVisible()
  await expect(ranked(page)).toHaveCount(1)
})

test('a candidacy is reported from its place among the candidates', async ({ open }) => {
  const page = await open('citizen')
  await expect(await openBallot(page)).toBeVisible()
  const election = new URL(page.url()).pathname
  const others = page.getByRole('listitem').filter({ hasNotText: accountOf('citizen').callsign })
  await fileReport(page, 'candidacy', 'Promises what nobody can keep.', others)
  expect(new URL(page.url()).pathname).toBe(election)
})

test('dragging moves a candidate', async ({ open }) => {
  const page = await open('citizen')
  const ballot = await openBallot(page)
  const add = ballot.getByRole('button', { name: /^Add .* to the ranking$/ })
  const remove = ballot.getByRole('button', { name: /^Remove .* from the ranking$/ })
  await expect(add.or(remove).first()).toBeVisible()
  while ((await add.count()) > 0) await add.first().click()
  const [first, ...others] = await ranked(page).allInnerTexts()
  await ranked(page).last().scrollIntoViewIfNeeded()
  // Do not use fixed coordinates: ballots of others arrive meanwhile and may move the page.
  await ranked(page).first().locator('svg').first().hover()
  await page.mouse.down()
  await ranked(page).last().hover()
  await page.mouse.up()
  const name = (text = '') => text.replaceAll(/[\s\d]/g, '')
  await expect.poll(async () => name((await ranked(page).allInnerTexts()).at(-1))).toBe(name(first))
  expect(others.length).toBeGreaterThan(0)
})

test('without JavaScript candidates are ranked by number', async ({ open, complaints }) => {
  complaints.expect(/status of 400/)
  const page = await open('democrat', { javaScriptEnabled: false })
  const ballot = await openBallot(page)
  const numbers = ballot.getByRole('combobox')
  await numbers.nth(0).selectOption('1')
  await numbers.nth(1).selectOption('1')
  await ballot.getByRole('button', { name: /^(Cast|Change) vote$/ }).click()
  await expect(page.getByText('Two candidates have number 1.')).toBeVisible()
  await expect(numbers.nth(1)).toHaveValue('1')
  await numbers.nth(0).selectOption('2')
  await ballot.getByRole('button', { name: /^(Cast|Change) vote$/ }).click()
  await expect(page.getByText(/Vote (counted|changed)/).first()).toBeVisible()
  await expect(numbers.nth(0)).toHaveValue('2')
  await expect(numbers.nth(1)).toHaveValue('1')
})

test('an owner switches to ranked choice, runs, and cancels an election with a reason', async ({
  open,
  request,
}) => {
  test.setTimeout(150_000)
  const { page, region } = await openAsGovernor('autocracy', open, request)
  const deck = `/governor/${region.name}`

  await page.goto(`${deck}/governance`)
  await page.getByRole('radio', { name: /^Ranked choice/ }).check()
  await page.getByRole('combobox', { name: 'Term limit' }).selectOption('2')
  const settings = page.getByRole('form', { name: 'Settings: constitution' })
  await settings.getByRole('button', { name: 'Review changes' }).click()
  const review = page.getByRole('region', { name: 'Review', exact: true })
  await expect(review).toContainText('Ranked choice')
  await expect(review).toContainText('2 terms in a row')
  await page.getByRole('button', { name: 'Enact' }).click()
  await expect(flash(page, 'Enacted')).toBeVisible()

  await page.goto(`${deck}/elections/new`)
  await page.getByRole('radio', { name: /^Governor/ }).check()
  await page
    .getByRole('button', { name: /election|nominations/i })
    .last()
    .click()
  await expect(flash(page, 'Nominations are open')).toBeVisible()
  await page.goto(`${deck}/elections`)
  await page.getByRole('link', { name: 'View election' }).click()
  await expect(page.getByText('Ranked choice').first()).toBeVisible()
  await page.getByRole('textbox', { name: 'Your platform' }).fill('Every lane open, every book too.')
  await page.getByRole('button', { name: 'Run for office' }).click()
  await expect(flash(page, 'You are running')).toBeVisible()

  await page.getByRole('button', { name: 'Cancel election' }).click()
  const dialog = page.getByRole('alertdialog')
  await dialog.getByRole('textbox', { name: 'Reason' }).fill('The date clashes with the First Harvest.')
  await dialog.getByRole('button', { name: 'Cancel election' }).click()
  await expect(flash(page, 'Election cancelled')).toBeVisible()
  await expect(page.getByText('The date clashes with the First Harvest.')).toBeVisible()
})

test('a citizen starts and thereby signs a recall petition, and can withdraw the signature', async ({
  open,
}) => {
  const page = await open('citizen')
  await page.goto(`/regions/${REGION_OF.citizen}`)
  const recallLink = page.getByRole('link', { name: /^Start a recall of/ }).first()
  await checkPage(page, (await recallLink.getAttribute('href')) ?? '')
  await page.getByRole('textbox', { name: 'Reason' }).fill('The lamps at the outer gate are still dark.')
  await page.getByRole('button', { name: 'Start petition and sign' }).click()
  await expect(flash(page, 'Petition started')).toBeVisible()
  await expect(page.getByText('The lamps at the outer gate are still dark.')).toBeVisible()
  await expect(page.getByRole('meter', { name: 'Signatures' })).toHaveAttribute('aria-valuenow', '1')
  await expectAccessible(page)
  for (const size of [PHONE, DESK]) {
    await page.setViewportSize(size)
    await expectNoOverflow(page)
  }
  await page.getByRole('button', { name: 'Withdraw my signature' }).click()
  await expect(page.getByRole('meter', { name: 'Signatures' })).toHaveAttribute('aria-valuenow', '0')
  await page.getByRole('button', { name: 'Sign', exact: true }).click()
  await expect(flash(page, 'You have signed')).toBeVisible()
  const recall = page.url()
  // Petitions are shown to the region alone.
  const reader = await open('democrat')
  await reader.goto(recall)
  await fileReport(reader, 'recall', 'The reason is made up.')
  expect(reader.url()).toBe(recall)

  await page.goto(`/regions/${REGION_OF.citizen}`)
  await expect(page.getByRole('link', { name: /^Recall: 1 of \d+ signatures$/ }).first()).toBeVisible()
})
