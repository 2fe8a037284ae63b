import { execFile } from 'node:child_process'
import path from 'node:path'
import { promisify } from 'node:util'
import { flash, logIn } from './deck.ts'
import { checkPage } from './page-checks.ts'
import { letTimePass } from './platform-database.ts'
import { foundRegion, signInProgram, type Program } from './rest-client.ts'
import { expect, test } from './test.ts'

const RECOUNT = path.resolve(import.meta.dirname, '../scripts/recount/recount.mjs')

test('a ranked election runs from nominations to office and passes an independent recount', async ({
  open,
  request,
}) => {
  test.setTimeout(120_000)
  const owner = await signInProgram(request)
  const region = await foundRegion(owner, request, 'autocracy')
  await owner.call('PUT', '/regions/my-region/security', { citizenshipWaitDays: 0 })
  await owner.call('PUT', '/regions/my-region/governance', {
    ...{ governanceType: 'autocracy', votingThreshold: 0.5, electionMethod: 'ranked_choice' },
  })
  const settle = async (): Promise<Program> => {
    const citizen = await signInProgram(request)
    for (const as of ['resident', 'citizen'])
      await citizen.call('POST', `/regions/${region.name}/join`, { as })
    return citizen
  }
  const [ada, ben, cyd, dan] = await Promise.all([settle(), settle(), settle(), settle()])
  const called = await owner.call('POST', '/regions/my-region/elections', {
    ...{ position: 'governor', nominationDays: 1, votingDurationDays: 1 },
  })
  const electionId = String(called.id)
  const address = `/regions/${region.name}/elections/${electionId}`
  const page = await open(null)
  await logIn(page, ada.account)

  await test.step('a citizen runs on the page and sees the other candidates', async () => {
    await page.goto(address)
    await page.getByRole('textbox', { name: 'Your platform' }).fill('Every lane open, every book too.')
    await page.getByRole('button', { name: 'Run for office' }).click()
    await expect(flash(page, 'You are running')).toBeVisible()
    for (const other of [ben, cyd])
      await other.call('POST', `/elections/${electionId}/candidacy`, {
        platform: 'More lamps on the frontier.',
      })
    for (const { account } of [ben, cyd])
      await expect(page.getByText(account.callsign, { exact: true })).toBeVisible()
  })

  await letTimePass('election', electionId)
  const receipts: string[] = []
  await test.step('voting opens and the candidates are ranked', async () => {
    const ballot = page.getByRole('form', { name: /^Ballot: / })
    await expect(ballot).toBeVisible({ timeout: 30_000 })
    for (const { account } of [ada, cyd])
      await ballot.getByRole('button', { name: `Add ${account.callsign} to the ranking` }).click()
    await ballot.getByRole('button', { name: 'Cast vote' }).click()
    await expect(flash(page, 'Vote counted')).toBeVisible()
    receipts.push(
      await ballot
        .getByText(/^Vote counted\. Receipt/)
        .locator('code')
        .innerText(),
    )

    const ids = await Promise.all(
      [ada, ben, cyd].map(async (one) => String((await one.send('GET', '/me')).body.id)),
    )
    const [first, second, third] = ids
    // Two votes each for the first two: the third candidate's voter decides in the second round.
    for (const [voter, ranking] of [
      [owner, [first]],
      [ben, [second, first]],
      [dan, [second]],
      [cyd, [third, first]],
    ] as const)
      receipts.push(
        String((await voter.call('POST', `/elections/${electionId}/ballot`, { ranking })).receipt),
      )
    await expect(page.getByRole('meter', { name: 'Turnout' })).toHaveAttribute('aria-valuetext', /^5 of 5/)
    await expect(page.getByText('Round by round')).toHaveCount(0)
  })

  await letTimePass('election', electionId)
  await test.step('the result shows the winner and every round', async () => {
    const rounds = page.getByRole('table', { name: 'Votes by round' })
    await expect(rounds).toBeVisible({ timeout: 30_000 })
    await expect(rounds.getByRole('row', { name: ada.account.callsign })).toContainText(/23$/)
    await expect(rounds.getByRole('row', { name: cyd.account.callsign })).toContainText(/1–$/)
    await expect(
      page.getByRole('list', { name: 'What happened in each round' }).getByRole('listitem'),
    ).toHaveCount(2)
    const winner = page.getByRole('listitem').filter({ hasText: ada.account.callsign }).first()
    await expect(winner.getByText('Elected', { exact: true })).toBeVisible()
    await checkPage(page, address)
  })
  await test.step('the record passes an independent recount and lists every ballot by its receipt', async () => {
    const downloading = page.waitForEvent('download')
    await page.getByRole('link', { name: 'Download audit record' }).click()
    const record = await (await downloading).path()
    for (const receipt of receipts) {
      const { stdout } = await promisify(execFile)(process.execPath, [RECOUNT, record, receipt])
      expect(stdout).toContain('Your ballot is listed')
      expect(stdout).not.toContain('WRONG')
    }
  })
  await test.step('the winner holds the office', async () => {
    await page.goto(`/regions/${region.name}/offices`)
    const office = page.getByRole('listitem').filter({ hasText: ada.account.callsign }).first()
    await expect(office.getByText('Elected', { exact: true })).toBeVisible()
    await expect(office).toContainText('Governor')
  })
})
