import { type Page } from '@playwright/test'
import { flash, openAsGovernor } from './deck.ts'
import { fileReport } from './report-steps.ts'
import { expect, test } from './test.ts'
import { checkPage } from './page-checks.ts'
import { letTimePass } from './platform-database.ts'
import { REGION_OF } from './world.ts'

test.use({ trace: 'off' })

async function vote(page: Page, choice: RegExp) {
  const ballot = page.getByRole('form', { name: /^Ballot: / })
  await ballot.getByRole('radio', { name: choice }).check()
  await ballot.getByRole('button', { name: 'Cast vote' }).click()
  await expect(ballot.getByRole('button', { name: 'Change vote' })).toBeVisible()
}

test('a treaty becomes active after an offer, a counter-offer and a vote of the democracy', async ({
  open,
  request,
}) => {
  test.setTimeout(240_000)
  const autocrat = await openAsGovernor('autocracy', open, request)
  const democrat = await openAsGovernor('democracy', open, request)

  await test.step('the autocracy offers', async () => {
    const { page, region } = autocrat
    await page.goto(`/governor/${region.name}/diplomacy/new`)
    await page.getByRole('searchbox', { name: 'Find a region' }).fill(democrat.region.name)
    await page.getByRole('button', { name: 'Search' }).click()
    await page.getByRole('radio', { name: democrat.region.displayName }).check()
    await page.getByRole('radio', { name: /^Trade agreement/ }).check()
    await page.getByRole('textbox', { name: 'Days' }).fill('90')
    await page.getByRole('textbox', { name: 'Tax discount (%)' }).fill('40')
    await page.getByRole('button', { name: 'Send offer' }).click()
    await expect(flash(page, 'Offer sent')).toBeVisible()
  })
  await test.step('the democracy makes a counter-offer', async () => {
    const { page, region } = democrat
    await page.goto(`/governor/${region.name}/diplomacy`)
    await page
      .getByRole('table', { name: 'Treaties', exact: true })
      .getByRole('link', { name: 'Trade agreement' })
      .click()
    await page.getByText('Make a counter-offer').click()
    const form = page.getByRole('form', { name: 'Send counter-offer' })
    await form.getByRole('textbox', { name: 'Tax discount (%)' }).fill('25')
    await form.getByRole('button', { name: 'Send counter-offer' }).click()
    await expect(flash(page, 'Counter-offer sent')).toBeVisible()
    const negotiation = page.getByRole('region', { name: 'Negotiation' })
    await expect(negotiation.getByRole('listitem')).toHaveCount(2)
    await expect(negotiation).toContainText('40%')
    await expect(negotiation).toContainText('25%')
  })
  await test.step('the autocracy signs: its side is ratified, the other side votes', async () => {
    const { page } = autocrat
    await page.reload()
    await page.getByRole('button', { name: 'Sign', exact: true }).click()
    await page.getByRole('alertdialog').getByRole('button', { name: 'Sign' }).click()
    await expect(flash(page, 'Treaty signed')).toBeVisible()
    await expect(page.getByText('Ratifying').first()).toBeVisible()
  })
  await test.step('a citizen of the democracy votes', async () => {
    const { page } = democrat
    await page.reload()
    await vote(page, /^Yes/)
    await checkPage(page, new URL(page.url()).pathname)
  })
  await test.step('the diplomacy tab shows it in the chart', async () => {
    const { page, region } = democrat
    await checkPage(page, `/governor/${region.name}/diplomacy`)
    await expect(page.getByRole('img', { name: /^Relations of / })).toBeVisible()
    await page.getByText('Show as table').click()
    await expect(page.getByRole('link', { name: 'Being ratified' })).toBeVisible()
  })

  const address = new URL(autocrat.page.url()).pathname
  await letTimePass('treaty', address.split('/').at(-1) ?? '')
  await test.step('the vote ratifies it and the treaty is active on both sides', async () => {
    // The other side's page updates by itself.
    await expect(autocrat.page.getByRole('article').getByText('Active', { exact: true })).toBeVisible({
      timeout: 30_000,
    })
    const { page, region } = democrat
    await page.goto(address.replace(autocrat.region.name, region.name))
    await expect(page.getByRole('article').getByText('Active', { exact: true })).toBeVisible()
    await expect(page.getByText('Active since')).toBeVisible()
    const vote = page.getByRole('region', { name: 'Ratification' })
    await expect(vote).toContainText('Passed')
    const record = await page.request.get(
      (await vote.getByRole('link', { name: 'Download audit record' }).getAttribute('href')) ?? '',
    )
    expect(await record.json()).toMatchObject({ subject: 'treaty' })
    await page.goto('/notifications')
    await expect(
      page.getByRole('heading', { name: /^Trade agreement with .*: ratified by the vote/ }),
    ).toBeVisible()
  })
  await test.step('a breach is reported in public, and that report to the administrators', async () => {
    const { page, region } = democrat
    await page.goto(address.replace(autocrat.region.name, region.name))
    await page.locator('summary', { hasText: 'Report a breach' }).click()
    const form = page.getByRole('form', { name: 'Report a breach' })
    await form.getByLabel('What happened').fill('They tax our traders in full.')
    await form.getByRole('button', { name: 'Report a breach' }).click()
    await expect(page.getByText('They tax our traders in full.')).toBeVisible()
    await autocrat.page.goto(address)
    await expect(autocrat.page.getByText('They tax our traders in full.')).toBeVisible()
    await fileReport(autocrat.page, 'breach report', 'None of it is true.')
  })
})

test('a motion is proposed for one seat of the Galactic Council and voted on by another', async ({
  open,
  request,
}) => {
  test.setTimeout(240_000)
  const proposer = await openAsGovernor('autocracy', open, request)
  const other = await openAsGovernor('autocracy', open, request)
  const title = `Lamps for the gate of ${proposer.region.displayName}`

  await test.step('propose it after a review', async () => {
    const { page } = proposer
    // Other journeys found regions too: the new one may be on a later page.
    const seats = page.getByRole('table', { name: 'Seats of the Galactic Council' })
    for (let number = 1; number <= 3; number++) {
      await page.goto(`/nexus/council?page=${number}`)
      if ((await seats.innerText()).includes(proposer.region.displayName)) break
    }
    await expect(seats).toContainText(proposer.region.displayName)
    await page.getByRole('link', { name: 'Propose a motion' }).first().click()
    await page.getByRole('link', { name: /^Text motion/ }).click()
    const form = page.getByRole('form', { name: 'Motion' })
    await form.getByRole('textbox', { name: 'Title' }).fill(title)
    await form.getByRole('textbox', { name: /^Text/ }).fill('Every gate should be lit, at all hours.')
    await form.getByRole('button', { name: 'Review motion' }).click()
    const review = page.getByRole('region', { name: 'Review', exact: true })
    await expect(review).toContainText(title)
    await review.getByRole('button', { name: 'Put to a vote' }).click()
    await expect(flash(page, 'Voting is open')).toBeVisible()
    await expect(page.getByRole('heading', { name: title })).toBeVisible()
    await vote(page, /^Yes/)
  })
  await test.step('another seat finds it in its votes', async () => {
    const { page } = other
    await page.goto('/votes')
    await page.getByRole('link', { name: `Vote: ${title}` }).click()
    await vote(page, /^No/)
    await expect(page.getByText(/^2 of \d+ seats$/)).toBeVisible()
  })
  await test.step('everyone can read it and sees why they cannot act', async () => {
    const page = await open(null)
    await page.goto('/nexus/council/motions')
    await page.getByRole('link', { name: title }).click()
    await expect(page.getByText('Only holders of a seat')).toBeVisible()
    const motion = new URL(page.url()).pathname
    for (const path of [
      motion,
      '/nexus/council',
      '/nexus/council/motions',
      '/nexus/council/laws',
      '/nexus/council/propose',
      `/regions/${REGION_OF.autocrat}`,
    ])
      await checkPage(page, path)
    for (const path of ['/nexus/council/propose', '/nexus/council/propose?type=gate_toll'])
      await checkPage(proposer.page, path)
  })
})
