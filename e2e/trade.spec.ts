import { type Page } from '@playwright/test'
import { confirmOrder, logIn, openSheet } from './deck.ts'
import { findTradeRun, type TradeRun } from './galaxy-database.ts'
import {
  DESK,
  expectAccessible,
  expectNoClassConflicts,
  expectNoOverflow,
  PHONE,
  takePicture,
} from './page-checks.ts'
import { signInProgram } from './rest-client.ts'
import { expect, test } from './test.ts'
import { REGION_OF } from './world.ts'

const REGION = REGION_OF.citizen

// All trade at one port: beside each other they would move each other's price.
test.describe.configure({ mode: 'default' })

/** A newcomer at the gate of a region. */
async function enter(page: Page, request: Parameters<typeof signInProgram>[0]) {
  const { account } = await signInProgram(request)
  await logIn(page, account)
  await page.goto('/play')
  await page.getByRole('button', { name: /Start in Halcyon Commons here/ }).click()
  await expect(page.getByRole('status').filter({ hasText: 'You have arrived' })).toBeVisible()
}

const purse = async (page: Page): Promise<number> => {
  const shown = page.getByRole('definition').filter({ hasText: / cr$/ }).first()
  return Number((await shown.innerText()).replaceAll(/\D/g, ''))
}

const receipt = (page: Page, words: RegExp) => page.getByRole('status').filter({ hasText: words })

/** Flies the route leg by leg, by keyboard. */
async function flyTo(page: Page, { to }: TradeRun) {
  await page.goto(`/play?to=${to}`)
  await openSheet(page, 'Fly')
  const arrived = page.getByText('You are already there.')
  for (;;) {
    await expect(page.getByRole('status').filter({ hasText: /turns?$|already there/ })).toBeVisible()
    if (await arrived.isVisible()) return
    const next = await page.locator('ol li').first().innerText()
    const name = next.slice(0, next.lastIndexOf(' ('))
    await page.getByRole('button', { name: `Fly to ${name} ,` }).press('Enter')
    await expect(page.getByRole('heading', { level: 1, name, exact: true })).toBeVisible()
  }
}

for (const size of [DESK, PHONE])
  test(`a newcomer fills the hold, flies and sells with profit by keyboard at ${size.width} px`, async ({
    page,
    request,
  }) => {
    await page.setViewportSize(size)
    const run = await findTradeRun(REGION)
    await enter(page, request)
    // The greeting lies over a corner of the page for a few seconds.
    await page.getByRole('button', { name: 'Dismiss' }).press('Enter')
    expect(await purse(page)).toBeGreaterThan(0)
    const before = await purse(page)
    await openSheet(page, 'Ship')
    await expect(page.getByText('Your first docking is free.')).toBeVisible()
    await openSheet(page, 'Trade')

    // Two actions: choose the largest order, confirm it.
    const good = new RegExp(`^(Fill the hold with|Buy \\d+) ${run.commodity}$`)
    await page.getByRole('link', { name: good }).press('Enter')
    const confirm = page.getByRole('button', { name: /^Buy \d+ for [\d,]+ cr$/ })
    await expect(confirm).toBeFocused()
    await expectAccessible(page)
    await expectNoClassConflicts(page)
    await expectNoOverflow(page)
    await takePicture(page, 'order')
    const bought = await confirmOrder(page, confirm, /^Bought \d/)
    await expect(bought).toBeFocused()
    await expect(bought).toContainText(run.commodity)
    await expect.poll(() => purse(page)).toBeLessThan(before)

    await flyTo(page, run)
    await openSheet(page, 'Ship')
    await expect(page.getByText(/^Docking costs 10 turns/)).toBeVisible()
    await openSheet(page, 'Trade')
    await page.getByRole('link', { name: new RegExp(`^Sell all \\d+ ${run.commodity}$`) }).press('Enter')
    const sell = page.getByRole('button', { name: /^Sell \d+ for [\d,]+ cr$/ })
    await expect(sell).toBeFocused()
    await expect(await confirmOrder(page, sell, /^Sold \d/)).toContainText('Docking took 10 turns.')
    await expect.poll(() => purse(page)).toBeGreaterThan(before)
    await expectAccessible(page)
    await expectNoOverflow(page)

    await page.getByRole('link', { name: `Price history of ${run.commodity}` }).press('Enter')
    await expect(page.getByRole('heading', { level: 1 })).toContainText('prices of 30 days')
    await expect(page.getByText('Units traded by day: show as table')).toBeVisible()
    await expectAccessible(page)
    await expectNoOverflow(page)
    await takePicture(page, 'prices')
  })

for (const size of [DESK, PHONE])
  test(`the quote follows the quantity, and what the best port elsewhere pays leads there, at ${size.width} px`, async ({
    page,
    request,
  }) => {
    await page.setViewportSize(size)
    const { commodity } = await findTradeRun(REGION)
    await enter(page, request)
    await openSheet(page, 'Trade')
    await page.getByRole('link', { name: `Amount of ${commodity}` }).press('Enter')
    const order = page.getByRole('form', { name: new RegExp(`^Buy ${commodity} at `) })
    const slider = order.getByRole('slider', { name: 'Quantity' })
    await expect(order.getByRole('button', { name: /^Buy 1 for/ })).toBeVisible()
    await slider.focus()
    for (let units = 2; units <= 4; units++) {
      await page.keyboard.press('ArrowRight')
      const confirm = order.getByRole('button', { name: new RegExp(`^Buy ${units} for `) })
      const net = (await confirm.innerText()).split(' for ')[1] ?? ''
      await expect(order.getByRole('definition').filter({ hasText: net }).first()).toBeVisible()
    }
    await expect(
      order.getByText(/ pays [\d,]+ cr \([\d.,]+ a unit\), (.* than|as much as) you pay here\./),
    ).toBeVisible()
    await expectAccessible(page)
    await expectNoOverflow(page)
    await order.getByRole('link', { name: /^Route to .*, \d+ turns?$/ }).press('Enter')
    await expect(page).toHaveURL(/\/play\?to=\d+$/)
    await expect(page.getByRole('button', { name: 'Fly this route' }).first()).toBeVisible()
  })

test('a price that moved is shown, and nothing is charged until it is accepted', async ({
  open,
  request,
  complaints,
}) => {
  complaints.expect(/net::ERR_FAILED/)
  const run = await findTradeRun(REGION)
  const page = await open(null)
  await enter(page, request)
  const rival = await open(null)
  await enter(rival, request)
  const before = await purse(page)

  const amount = { name: `Amount of ${run.commodity}` }
  await page.getByRole('link', amount).click()
  const quantity = page.getByRole('textbox', { name: 'Quantity' })
  await expect(quantity).toBeFocused()
  await quantity.fill('8')
  const confirm = page.getByRole('button', { name: /^Buy 8 for [\d,]+ cr$/ })
  const shown = await confirm.innerText()
  // The page learns of the other's trade by an event: it must not, to be surprised.
  await page.route('**/play.data*', (route) =>
    route.request().method() === 'GET' ? route.abort() : route.continue(),
  )
  await rival
    .getByRole('link', { name: new RegExp(`^(Fill the hold with|Buy \\d+) ${run.commodity}$`) })
    .click()
  await rival.getByRole('button', { name: /^Buy \d+ for/ }).click()
  await expect(receipt(rival, /^Bought \d/)).toBeVisible()
  await confirm.click()
  const asked = page.getByRole('alert')
  await expect(asked).toContainText(/^The price is now [\d,]+ cr\. Nothing was traded/)
  await page.unroute('**/play.data*')
  await expect(confirm).not.toHaveText(shown)
  expect(await purse(page)).toBe(before)
  await confirm.click()
  await expect(receipt(page, /^Bought 8/)).toBeVisible()
})

test('an order whose answer was lost is filled once when it is sent again', async ({
  page,
  request,
  complaints,
}) => {
  complaints.expect(/net::ERR_|Failed to (load|fetch)/)
  const run = await findTradeRun(REGION)
  await enter(page, request)
  await page.getByRole('link', { name: `Amount of ${run.commodity}` }).click()
  await page.getByRole('textbox', { name: 'Quantity' }).fill('3')
  // The server fills it, and the response gets lost.
  await page.route('**/play.data*', async (route) => {
    if (route.request().method() !== 'POST') return route.continue()
    await route.fetch()
    return route.abort('connectionreset')
  })
  const confirm = page.getByRole('button', { name: /^Buy 3 for/ })
  await confirm.click()
  await expect(page.getByText('The server did not answer')).toBeVisible()
  await page.unroute('**/play.data*')
  await confirm.click()
  await expect(receipt(page, /^Bought 3/)).toBeVisible()
  await expect(page.getByText('3 of 40 holds')).toBeVisible()
})

test('trading works without scripts: the price is shown first, then it is confirmed', async ({
  open,
  request,
}) => {
  const run = await findTradeRun(REGION)
  const page = await open(null, { javaScriptEnabled: false })
  const { account } = await signInProgram(request)
  await logIn(page, account)
  await page.goto('/play')
  await page.getByRole('button', { name: /Start in Halcyon Commons here/ }).click()
  await page.getByRole('link', { name: `Amount of ${run.commodity}` }).click()
  await page.getByRole('textbox', { name: 'Quantity' }).fill('4')
  await page.getByRole('button', { name: /^Buy 1 for/ }).click()
  await expect(page.getByRole('alert')).toContainText('Nothing was traded yet')
  await page.getByRole('button', { name: /^Buy 4 for/ }).click()
  await expect(receipt(page, /^Bought 4/)).toBeVisible()
})
