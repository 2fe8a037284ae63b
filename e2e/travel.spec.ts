import { type Page } from '@playwright/test'
import { confirmOrder, logIn } from './deck.ts'
import { findTradeRun } from './galaxy-database.ts'
import { letShipArrive } from './platform-database.ts'
import { DESK, expectAccessible, expectNoOverflow, PHONE, takePicture } from './page-checks.ts'
import { signInProgram } from './rest-client.ts'
import { expect, test } from './test.ts'
import { REGION_OF } from './world.ts'

const heading = (page: Page, name: RegExp) => page.getByRole('heading', { level: 1, name })
const gate = (page: Page) => page.getByRole('region', { name: 'Gate', exact: true })

test('a journey from Kessler through the Nexus to Lantern keeps cargo and purse', async ({
  page,
  request,
  browser,
  baseURL,
}) => {
  test.setTimeout(240_000)
  await page.setViewportSize(DESK)
  const { account, send } = await signInProgram(request)
  const { commodity } = await findTradeRun(REGION_OF.autocrat)
  await logIn(page, account)
  await page.goto('/play')
  await page.getByRole('button', { name: /Start in Kessler Dominion here/ }).click()
  await expect(page.getByRole('status').filter({ hasText: 'You have arrived' })).toBeVisible()
  await page.getByRole('link', { name: new RegExp(`^(Fill the hold with|Buy \\d+) ${commodity}$`) }).click()
  await confirmOrder(page, page.getByRole('button', { name: /^Buy \d+ for [\d,]+ cr$/ }), /^Bought \d/)
  const before = await me(send)
  expect(before.ship.cargo[commodity]).toBeGreaterThan(0)

  await page.goto('/play/journey')
  await page.getByLabel('Destination').selectOption({ label: 'The Lantern Ring' })
  await page.getByRole('button', { name: 'Show journeys' }).click()
  await expect(page.getByRole('heading', { name: /^From .* to The Lantern Ring$/ })).toBeVisible()
  await expect(page.getByText(/^Passage to The Lantern Ring/).first()).toBeVisible()
  await expectAccessible(page)
  await shot(page, 'journeys')

  await page.goto('/play')
  await expect(gate(page)).toContainText('5 turns, 3 minutes, fare 40 cr')
  await expectAccessible(page)
  await shot(page, 'gate')
  const toNexus = await priceTo('Central Nexus', send)
  await gate(page)
    .getByRole('button', { name: /^Travel to Central Nexus for \d+ cr$/ })
    .click()
  await expect(heading(page, /^Under way to the Central Nexus$/)).toBeVisible()
  await expect(page.getByRole('timer')).toContainText(/^[0-3]:\d\d left$/)
  // Every page that needs a ship shows where it is.
  await page.goto('/play')
  await expect(page).toHaveURL(/\/play\/crossing$/)
  await expectAccessible(page)
  await shot(page, 'crossing')

  const plain = await browser.newContext({
    ...(baseURL ? { baseURL } : {}),
    javaScriptEnabled: false,
    storageState: await page.context().storageState(),
    viewport: PHONE,
  })
  const unscripted = await plain.newPage()
  await unscripted.goto('/play/crossing')
  await expect(unscripted.getByRole('link', { name: 'Reload' })).toBeVisible()
  await expectNoOverflow(unscripted)

  await letShipArrive(account.callsign)
  // The page turns into the destination by itself; one without scripts by its link.
  await expect(page).toHaveURL(/\/play$/)
  await expect(page.getByText('Central Nexus').first()).toBeVisible()
  await unscripted.getByRole('link', { name: 'Reload' }).click()
  await expect(unscripted).toHaveURL(/\/play$/)
  await plain.close()
  expect(before.purse - (await me(send)).purse).toBe(toNexus)

  // The way between the two hub gates, planned and flown under conditions.
  await page.goto('/play/journey')
  await page.getByLabel('Destination').selectOption({ label: 'The Lantern Ring' })
  await page.getByLabel('Only where nobody may attack me').check()
  await page.getByRole('button', { name: 'Show journeys' }).click()
  await page
    .locator('ol > li:has(h3)')
    .filter({ hasNotText: 'open borders' })
    .first()
    .getByRole('link', { name: 'Show route' })
    .click()
  await expect(page).toHaveURL(/\/play\?to=\d+&peaceful=yes$/)
  await expect(page.getByLabel('Only where nobody may attack me')).toBeChecked()
  await expectAccessible(page)
  await shot(page, 'route-under-conditions')
  await page.getByRole('button', { name: 'Fly this route' }).first().click()
  await expect(page.getByRole('status').filter({ hasText: 'You have arrived.' })).toBeVisible()
  // On the way they were paid for charting.
  const { purse } = await me(send)
  const toLantern = await priceTo('The Lantern Ring', send)
  await gate(page)
    .getByRole('button', { name: /^Travel to The Lantern Ring for \d+ cr$/ })
    .click()
  await expect(heading(page, /^Under way to The Lantern Ring$/)).toBeVisible()
  await letShipArrive(account.callsign)
  await expect(page).toHaveURL(/\/play$/)
  await expect(page.getByText('The Lantern Ring').first()).toBeVisible()
  const after = await me(send)
  expect(after).toMatchObject({ place: { ref: REGION_OF.chair }, ship: { cargo: before.ship.cargo } })
  expect(purse - after.purse).toBe(toLantern)

  // What was seen at Kessler is remembered, so the trade computer looks back across the gates.
  await page.goto('/play/computer')
  await page.getByLabel('Sell in').selectOption({ label: 'Kessler Dominion' })
  await expect(page.getByText(/ports that you know here and the \d+ in Kessler Dominion/)).toBeVisible()
  await page.getByLabel('Lowest security').selectOption({ label: '2 or more' })
  await expect(page).toHaveURL(/to=kessler[^&]*&security=2/)
  for (const size of [DESK, PHONE]) {
    await page.setViewportSize(size)
    await expectAccessible(page)
    await expectNoOverflow(page)
    await shot(page, `trades-across-${size.width}`)
  }
})

/** Fare and toll of the passage from here to a place, as programs are told it. */
async function priceTo(place: string, send: Send): Promise<number> {
  const { passages } = (await send('GET', '/play/travel')).body as {
    passages: { to: { displayName: string }; total: number }[]
  }
  return passages.find(({ to }) => to.displayName === place)?.total ?? 0
}

type Send = Awaited<ReturnType<typeof signInProgram>>['send']
type Me = { purse: number; place: { ref: string }; ship: { cargo: Record<string, number> } }

async function me(send: Send): Promise<Me> {
  return (await send('GET', '/play/me')).body as Me
}

async function shot(page: Page, name: string) {
  for (const size of [PHONE, DESK]) {
    await page.setViewportSize(size)
    await expectNoOverflow(page)
    await takePicture(page, name)
  }
}
