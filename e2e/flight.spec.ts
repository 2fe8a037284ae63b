import { logIn } from './deck.ts'
import { expect, test } from './test.ts'
import { signInProgram } from './rest-client.ts'
import { REGION_OF } from './world.ts'

test('a new player enters a region and flying a warp costs turns', async ({ page, request }) => {
  const { account, send } = await signInProgram(request)
  await logIn(page, account)
  // Without a ship there is no log to read.
  await page.goto('/play/log')
  await expect(page).toHaveURL(/\/play$/)
  await page.getByRole('button', { name: /Start in Halcyon Commons here/ }).click()
  await expect(page.getByRole('status').filter({ hasText: 'You have arrived' })).toBeVisible()
  await expect(page.getByRole('region', { name: 'Combat' })).toContainText('Nobody can attack you here')
  await expect(page.getByRole('table', { name: /^Goods that .* sells$/ })).toBeVisible()
  await expect(page.getByText(/^Sales tax: /)).toBeVisible()
  const turns = page.getByText(/^1,000 of 1,000/)
  await expect(turns).toBeVisible()
  const before = await page.getByRole('heading', { level: 1 }).innerText()
  await page
    .getByRole('region', { name: / routes from here$/ })
    .getByRole('button', { name: /^Fly to/ })
    .first()
    .click()
  await expect(page.getByRole('heading', { level: 1 })).not.toHaveText(before)
  await expect(turns).toHaveCount(0)
  await expect(page.getByText(/^99\d of 1,000/)).toBeVisible()

  await page.goto(`/regions/${REGION_OF.citizen}/map`)
  await expect(page.getByRole('application', { name: /^Map of/ })).toBeVisible()
  await page.getByText('Show as list').click()
  await expect(page.getByRole('status').filter({ hasText: '500 ' })).toBeVisible()
  await page.getByLabel('Find a sector').fill('42')
  await page.getByRole('listitem').getByRole('button', { name: /42/ }).first().click()
  await expect(page.getByRole('button', { name: /42/, pressed: true })).toBeVisible()

  // A sector is found by the name of its port too.
  const { markets } = (await send('GET', '/play/market')).body as {
    markets: { sectorId: number; port: { name: string } }[]
  }
  const [market] = markets
  const name = market?.port.name ?? ''
  await page.getByLabel('Find a sector').fill(name)
  await expect(
    page
      .getByRole('listitem')
      .filter({ hasText: `(${market?.sectorId})` })
      .filter({ hasText: name }),
  ).toBeVisible()
})

test('from the shipyard’s page a route leads to the nearest other yard, and the rank to how it is earned', async ({
  page,
  request,
}) => {
  const { account, call } = await signInProgram(request)
  await call('POST', '/play/enter', { region: REGION_OF.citizen })
  await logIn(page, account)
  await page.goto('/play/yard')
  await page.getByRole('link', { name: 'Cadet' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Ranks and reputation' })).toBeVisible()
  await expect(
    page.getByRole('row', { name: /^Merchant 500 Freighter, Corvette, contracts of 240 units$/ }),
  ).toBeVisible()
  await page.goBack()
  const yards = page.getByRole('navigation', { name: 'Nearest shipyards elsewhere' })
  await yards.getByRole('link').first().click()
  await expect(page).toHaveURL(/\/play\?to=\d+$/)
  await expect(page.getByRole('button', { name: 'Fly this route' }).first()).toBeVisible()
})
