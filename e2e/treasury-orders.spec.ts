import { type Page } from '@playwright/test'
import { flash, foundDemocracyOfTwo, logIn, openAsGovernor } from './deck.ts'
import { fillTreasury } from './galaxy-database.ts'
import { checkPage } from './page-checks.ts'
import { letTimePass } from './platform-database.ts'
import { signInProgram } from './rest-client.ts'
import { expect, test } from './test.ts'
import { REGION_OF } from './world.ts'

const PAGE = `/governor/${REGION_OF.autocrat}/economy/treasury`

test('a governor posts a job; a refused premium stays in its field with the bound', async ({
  open,
  complaints,
}) => {
  complaints.expect(/status of 409/)
  await fillTreasury(REGION_OF.autocrat, 50_000)
  const page = await open('autocrat')
  await page.goto(`/governor/${REGION_OF.autocrat}/economy`)
  await page.getByRole('link', { name: 'Jobs, works and festivals' }).click()
  const job = page.getByRole('form', { name: 'Job' })
  await job.getByLabel(/^Port that uses/).selectOption({ index: 1 })
  await job.getByLabel('Units').fill('3')
  await job.getByLabel('Premium a unit, credits').fill('99999')
  await expect(job.getByRole('status')).toContainText('Sets 299,997 cr aside')
  await job.getByRole('button', { name: 'Post job' }).click()
  await expect(job.getByRole('alert')).toContainText('The premium must be at most')
  await expect(job.getByLabel('Premium a unit, credits')).toHaveValue('99999')
  await expect(job.getByLabel('Units')).toHaveValue('3')

  await job.getByLabel('Premium a unit, credits').fill('1')
  await job.getByRole('button', { name: 'Post job' }).click()
  await expect(flash(page, 'Job posted: 3 cr set aside')).toBeVisible()
  await expect(page.getByRole('table', { name: 'Open jobs' }).getByRole('row')).toContainText([/./, '0 of 3'])
  await expect(job.getByLabel('Units')).toHaveValue('')
})

test('a job that its government withdraws returns what was set aside, and pilots see it go', async ({
  open,
  request,
}) => {
  test.setTimeout(150_000)
  const { page: governor, region } = await openAsGovernor('autocracy', open, request)
  await fillTreasury(region.name, 50_000)
  await governor.goto(`/governor/${region.name}/economy/treasury`)
  const job = governor.getByRole('form', { name: 'Job' })
  await job.getByLabel(/^Port that uses/).selectOption({ index: 1 })
  await job.getByLabel('Units').fill('30')
  await job.getByLabel('Premium a unit, credits').fill('1')
  await job.getByRole('button', { name: 'Post job' }).click()
  await expect(flash(governor, 'Job posted: 30 cr set aside')).toBeVisible()
  await expect(governor.getByText('49,970 cr', { exact: true })).toBeVisible()

  const program = await signInProgram(request)
  await program.call('POST', '/play/enter', { region: region.name })
  const pilot = await open(null)
  await logIn(pilot, program.account)
  await pilot.goto('/play/contracts')
  const offered = pilot
    .getByRole('table', { name: 'Open contracts' })
    .getByRole('row', { name: /^30 .*Treasury job/ })
  await expect(offered).toBeVisible()

  await governor.getByRole('button', { name: /^Withdraw the job for / }).click()
  const dialog = governor.getByRole('alertdialog')
  await expect(dialog).toContainText('30 cr return to the treasury')
  await dialog.getByRole('button', { name: 'Withdraw job' }).click()
  await expect(governor.getByText('No open jobs')).toBeVisible()
  await expect(governor.getByText('50,000 cr', { exact: true })).toBeVisible()
  await pilot.reload()
  await expect(pilot.getByRole('heading', { name: 'Open contracts' })).toBeVisible()
  await expect(offered).toHaveCount(0)
})

test('citizens adopt works for a port by vote, and the treasury pays for it once', async ({
  open,
  request,
}) => {
  test.setTimeout(240_000)
  const { governor, citizen, region } = await foundDemocracyOfTwo(open, request)
  const treasury = `/regions/${region.name}/treasury`
  await fillTreasury(region.name, 50_000)
  const worksOf = (page: Page) => page.getByRole('table', { name: 'Works by port' }).getByRole('row').nth(1)

  await test.step('a citizen proposes it with reasons', async () => {
    await citizen.goto(`/regions/${region.name}/propose`)
    await citizen.getByRole('link', { name: /^Spending/ }).click()
    await expect(citizen).toHaveURL(treasury)
    await expect(worksOf(citizen)).toContainText('0 of 5')
    await checkPage(citizen, treasury)
    await worksOf(citizen)
      .getByRole('button', { name: /^Propose/ })
      .click()
    const dialog = citizen.getByRole('alertdialog')
    await expect(dialog).toContainText('Nothing is paid now.')
    await dialog.getByLabel('Reasons').fill('It is crowded.')
    await dialog.getByLabel('Voting days').fill('1')
    await dialog.getByRole('button', { name: 'Put to a vote' }).click()
    await expect(flash(citizen, 'Put to a vote')).toBeVisible()
    await expect(citizen.getByRole('region', { name: 'What it would order' })).toContainText('20,000 cr')
    await expect(citizen.getByText('It is crowded.')).toBeVisible()
  })
  const address = new URL(citizen.url()).pathname
  await checkPage(citizen, address)

  await test.step('both vote yes', async () => {
    await governor.goto(address)
    for (const page of [citizen, governor]) {
      await page.getByRole('radio', { name: /^Yes/ }).check()
      await page.getByRole('button', { name: 'Cast vote' }).click()
      await expect(flash(page, 'Vote counted')).toBeVisible()
    }
  })
  await letTimePass('policy', address.split('/').at(-1) ?? '')

  await test.step('the server carries it out: the port is built, the treasury has paid', async () => {
    await expect(citizen.getByText('Carried out', { exact: true })).toBeVisible({ timeout: 30_000 })
    await expect(citizen.getByRole('region', { name: 'What was ordered' })).toContainText('20,000 cr')
    await citizen.goto(treasury)
    await expect(worksOf(citizen)).toContainText('1 of 5')
    // The upkeep of the first day is paid ahead.
    await expect(citizen.getByText('29,500 cr', { exact: true })).toBeVisible()
    await citizen.goto('/notifications')
    await expect(citizen.getByRole('heading', { name: /“Works at .*” was carried out/ })).toBeVisible()
  })
})

test('without JavaScript a good is chosen and a refused job shown with what was typed', async ({
  open,
  complaints,
}) => {
  complaints.expect(/status of 400/)
  const page = await open('autocrat', { javaScriptEnabled: false })
  await page.goto(PAGE)
  await page.getByRole('form', { name: 'Choose a good' }).getByRole('button', { name: 'Apply' }).click()
  await expect(page).toHaveURL(/[?]good=/)
  const job = page.getByRole('form', { name: 'Job' })
  await job.getByLabel(/^Port that uses/).selectOption({ index: 1 })
  await job.getByLabel('Units').fill('0')
  await job.getByLabel('Premium a unit, credits').fill('1')
  await job.getByRole('button', { name: 'Post job' }).click()
  await expect(job.getByRole('alert')).toContainText('The units must be a whole number')
  await expect(job.getByLabel('Units')).toHaveValue('0')
})
