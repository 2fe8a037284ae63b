import { execFile } from 'node:child_process'
import path from 'node:path'
import { promisify } from 'node:util'
import { type Page } from '@playwright/test'
import { foundDemocracyOfTwo, flash, review } from './deck.ts'
import { checkPage } from './page-checks.ts'
import { letTimePass } from './platform-database.ts'
import { expect, test } from './test.ts'

const RECOUNT = path.resolve(import.meta.dirname, '../scripts/recount/recount.mjs')
const TITLE = 'A tax of twelve per cent'

async function voteYes(page: Page) {
  const ballot = page.getByRole('form', { name: `Ballot: ${TITLE}` })
  await ballot.getByRole('radio', { name: /^Yes/ }).check()
  await ballot.getByRole('button', { name: 'Cast vote' }).click()
  await expect(flash(page, 'Vote counted')).toBeVisible()
}

test('a policy is proposed, reviewed, voted on, counted and becomes law', async ({ open, request }) => {
  test.setTimeout(240_000)
  const { governor, citizen, region } = await foundDemocracyOfTwo(open, request)
  const home = `/regions/${region.name}`

  await test.step('the citizen proposes it after a review of its effects', async () => {
    await citizen.goto(`${home}/propose?type=tax_rate`)
    await citizen.getByLabel('Title').fill(TITLE)
    await citizen.getByLabel('Reasons').fill('Two more patrols cannot be paid with ten.')
    await citizen.getByRole('textbox', { name: 'Voting days' }).fill('1')
    await citizen.getByRole('textbox', { name: 'Expires after (days)' }).fill('90')
    await citizen.getByRole('textbox', { name: 'Tax rate' }).fill('12')
    const shown = await review(citizen, 'proposal')
    await expect(shown).toContainText('Vote of the citizens')
    await expect(shown).toContainText('10%')
    await expect(shown).toContainText('12%')
    await expect(shown).toContainText('It expires 90 days after it takes effect')
    await expect(shown.getByRole('region', { name: 'If this had applied last month' })).toContainText(
      'Tax income',
    )
    await citizen.getByRole('button', { name: 'Put to a vote' }).click()
    await expect(flash(citizen, 'Voting is open')).toBeVisible()
  })
  const address = new URL(citizen.url()).pathname
  const policyId = address.split('/').at(-1) ?? ''

  await test.step('both vote and see only the turnout', async () => {
    await voteYes(citizen)
    await governor.goto('/votes')
    await governor.getByRole('link', { name: `Vote: ${TITLE}` }).click()
    await voteYes(governor)
    await expect(governor.getByRole('meter', { name: 'Turnout' })).toHaveAttribute(
      'aria-valuetext',
      /^2 of 2 voters/,
    )
    await expect(governor.getByText('% yes')).toHaveCount(0)
    expect((await governor.request.get(`/records/policy/${policyId}`)).status()).toBe(409)
  })

  await letTimePass('policy', policyId)
  await test.step('the server closes it and makes it law', async () => {
    const tally = citizen.getByRole('list', { name: 'Result of the vote' })
    // Open pages update by themselves.
    await expect(tally).toBeVisible({ timeout: 30_000 })
    await expect(citizen.getByRole('link', { name: /^No\. \d+$/ })).toBeVisible({ timeout: 30_000 })
  })
  await test.step('the result shows the tally and the record passes an independent recount', async () => {
    await citizen.goto(address)
    await expect(citizen.getByText('Passed', { exact: true })).toBeVisible()
    await expect(citizen.getByText('100% yes, 50% needed')).toBeVisible()
    const downloading = citizen.waitForEvent('download')
    await citizen.getByRole('link', { name: 'Download audit record' }).click()
    const { stdout } = await promisify(execFile)(process.execPath, [
      RECOUNT,
      await (await downloading).path(),
    ])
    expect(stdout).not.toBe('')
    await checkPage(citizen, address)
  })
  await test.step('it is in the law book and active on the public page', async () => {
    await citizen.getByRole('link', { name: /^No\. \d+$/ }).click()
    const law = citizen.getByRole('listitem').filter({ hasText: TITLE })
    await expect(law).toContainText('citizens')
    await expect(law).toContainText('expires')
    await law.getByText('What it changed').click()
    await expect(law).toContainText('10%')
    await expect(law).toContainText('12%')
    await law.getByRole('link', { name: 'View vote' }).click()
    await expect(citizen).toHaveURL(address)

    const visitor = await open(null)
    await visitor.goto(home)
    const glance = visitor.getByRole('region', { name: 'At a glance' })
    await expect(glance.getByText('12%')).toBeVisible()
  })
  await test.step('both were notified', async () => {
    for (const page of [governor, citizen]) {
      await page.goto('/notifications')
      await expect(page.getByRole('heading', { name: `“${TITLE}” has passed` })).toBeVisible()
      await expect(page.getByRole('heading', { name: new RegExp(`“${TITLE}” is law \\d`) })).toBeVisible()
    }
  })
})
