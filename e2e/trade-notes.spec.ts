import { logIn } from './deck.ts'
import { checkPage, DESK } from './page-checks.ts'
import { signInProgram } from './rest-client.ts'
import { expect, test } from './test.ts'

test('a pilot saves a trade, watches a price and marks a sector, and takes all of it back', async ({
  page,
  request,
  complaints,
}) => {
  // The refused limit.
  complaints.expect(/status of 400/)
  const { account } = await signInProgram(request)
  await logIn(page, account)
  await page.goto('/play?region=halcyon-commons')
  await page.getByRole('button', { name: 'Enter the galaxy' }).press('Enter')
  await expect(page.getByRole('application', { name: /^Map of/ })).toBeVisible()

  await page.goto('/play/computer')
  const save = page.getByRole('button', { name: /^Save the trade of / }).first()
  await save.click()
  await expect(save).toHaveText('Saved')
  const another = page.getByRole('button', { name: /^Save the trade of / }).nth(1)
  await another.click()
  await expect(another).toHaveText('Saved')
  await test.step('with a trade', () => checkPage(page, '/play/notebook'))
  await page.setViewportSize(DESK)
  const saved = page.getByRole('table', { name: 'Saved trades' })
  await expect(saved.getByRole('row')).toHaveCount(3)
  const remove = saved.getByRole('button', { name: /^Remove the trade of / })
  await remove.first().press('Enter')
  // The focus goes to the trade that is left, and from the empty list to its heading.
  await expect(saved.getByRole('row')).toHaveCount(2)
  await expect(remove).toBeFocused()
  await remove.press('Enter')
  await expect(page.getByText('You saved no trade')).toBeVisible()
  await expect(page.getByRole('heading', { name: 'Saved trades' })).toBeFocused()

  await page.goto('/play/prices')
  await page.getByRole('table', { name: 'Goods by margin' }).getByRole('link').first().click()
  const offer = page
    .getByRole('table', { name: 'Ports that sell it' })
    .getByRole('row')
    .filter({ hasText: 'Live' })
    .first()
  const limit = offer.getByRole('textbox')
  const now = await limit.inputValue()
  await limit.fill('0')
  await offer.getByRole('button', { name: /^Watch/ }).click()
  await expect(offer.getByRole('status')).toContainText('whole number of credits')
  await limit.fill(now)
  await offer.getByRole('button', { name: /^Watch/ }).click()
  await expect(offer.getByRole('status')).toHaveText('In your notebook')
  await page.goto('/play')
  await expect(page.getByRole('region', { name: 'Watched prices in sight' })).toContainText(`costs ${now} cr`)
  await test.step('with a watch', () => checkPage(page, '/play/notebook'))
  await page.setViewportSize(DESK)
  await expect(page.getByRole('table', { name: 'Watched prices' })).toContainText('Reached')
  await page.getByRole('button', { name: /^Stop watching / }).press('Enter')
  await expect(page.getByText('You watch no price')).toBeVisible()
  await expect(page.getByRole('heading', { name: 'Watched prices' })).toBeFocused()

  await page.goto('/play')
  const bookmarks = page.getByRole('region', { name: 'Bookmarks' })
  await bookmarks.getByRole('textbox').fill('<b>cheap</b> goods')
  await bookmarks.getByRole('button', { name: /^Mark this / }).click()
  await expect(bookmarks.getByRole('listitem')).toContainText('here')
  await expect(bookmarks.getByRole('listitem')).toContainText('<b>cheap</b> goods')
  await bookmarks.getByRole('button', { name: /^Remove the bookmark of / }).click()
  await expect(bookmarks.getByRole('listitem')).toHaveCount(0)
  await expect(bookmarks.getByRole('heading', { name: 'Bookmarks' })).toBeFocused()
})

test('two ports that a pilot knows are compared good by good', async ({ page, request }) => {
  const { account } = await signInProgram(request)
  await logIn(page, account)
  await page.goto('/play?region=halcyon-commons')
  await page.getByRole('button', { name: 'Enter the galaxy' }).press('Enter')
  await expect(page.getByRole('application', { name: /^Map of/ })).toBeVisible()

  await page.goto('/play/computer')
  const best = page
    .getByRole('table', { name: /^Best trades between/ })
    .getByRole('row')
    .nth(1)
  const good = await best.getByRole('rowheader').innerText()
  const [from, to] = await best.getByRole('cell').allInnerTexts()
  const nameOf = (cell = '') => cell.split('\n')[0] ?? ''
  await page.getByRole('link', { name: 'Compare two ports' }).press('Enter')
  await expect(page.getByText(/^You know \d+ ports: /)).toBeVisible()

  const choose = async (label: string, port: string) => {
    const list = page.getByRole('combobox', { name: label })
    const option = list.getByRole('option').filter({ hasText: `${port}, ` })
    await list.selectOption(await option.first().innerText())
  }
  await choose('First port', nameOf(from))
  await expect(page).toHaveURL(/\?a=\d+&b=$/)
  await choose('Second port', nameOf(from))
  await expect(page.getByText('Choose two different ports')).toBeVisible()
  await choose('Second port', nameOf(to))
  const table = page.getByRole('table', { name: `Goods of ${nameOf(from)} and ${nameOf(to)}` })
  await expect(table).toBeVisible()
  // The address is all that it takes to see it again.
  await page.reload()
  const name = good.replace(/^[\d,]+ /, '')
  const row = table.getByRole('row').filter({ hasText: new RegExp(`^${name}`, 'i') })
  const credits = async (words: RegExp) => {
    const shown = await row.getByText(words).innerText()
    return Number(shown.replace(/ cr.*/, '').replaceAll(/[^\d]/g, ''))
  }
  const [cost, income] = [await credits(/^Sells for /), await credits(/^Pays /)]
  expect(await credits(/, bought at /)).toBe(Math.abs(income - cost))
  await expect(row.getByText(`, bought at ${nameOf(from)}`)).toBeVisible()
  await test.step('with two ports', () => checkPage(page, page.url().replace(new URL(page.url()).origin, '')))
})
