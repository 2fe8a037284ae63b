import { gotoLive, openAsGovernor, review } from './deck.ts'
import { expect, test } from './test.ts'

test('a decimal comma keeps its value, and a value out of bounds stays in the field', async ({
  open,
  request,
  complaints,
}) => {
  test.setTimeout(150_000)
  complaints.expect(/status of 400/)
  const { page, region } = await openAsGovernor('autocracy', open, request)
  await gotoLive(page, `/governor/${region.name}/economy`)
  const tax = page.getByRole('textbox', { name: 'Tax rate' })
  const ore = page.getByRole('textbox', { name: 'Ore' })
  await tax.fill('12,5')
  await ore.fill('1,5')
  await ore.blur()
  await expect(tax).toHaveValue('12,5')
  await expect(page.getByText('the treasury gets 125 cr')).toBeVisible()
  await expect(page.getByRole('slider', { name: 'Tax rate' })).toHaveValue('12.5')
  const shown = await review(page, 'economy')
  await expect(shown).toContainText('12.5')
  await expect(shown).toContainText('1.5')
  await page.getByRole('button', { name: 'Keep editing' }).click()
  await expect(tax).toHaveValue('12,5')

  await tax.fill('250')
  await tax.blur()
  await expect(tax).toHaveValue('250')
  await expect(page.getByText('Enter a number from 5 to 25.')).toBeVisible()
  await page.getByRole('button', { name: 'Review changes' }).click()
  await expect(page.getByRole('alert')).toContainText('Tax must be between 5% and 25%.')
  await expect(tax).toHaveValue('250')
})

test('a form sent while offline keeps its values and says that nothing was sent', async ({
  open,
  request,
  complaints,
}) => {
  test.setTimeout(150_000)
  complaints.expect(/net::ERR_|Failed to (load|fetch)/)
  const { page, region } = await openAsGovernor('autocracy', open, request)
  await gotoLive(page, `/governor/${region.name}/culture`)
  const motto = page.getByRole('textbox', { name: 'Motto' })
  await motto.fill('Kept through the dark')
  const send = page.getByRole('button', { name: 'Review changes' })

  await page.context().setOffline(true)
  await send.click()
  await expect(page.getByText('You are offline: nothing was sent')).toBeVisible()
  await expect(motto).toHaveValue('Kept through the dark')
  await page.getByRole('button', { name: 'Dismiss' }).first().click()
  await page.context().setOffline(false)

  // The network is back, but the response gets lost.
  await page.route('**/*.data*', (route) =>
    route.request().method() === 'POST' ? route.abort('connectionreset') : route.continue(),
  )
  await send.click()
  await expect(page.getByText('The server did not answer')).toBeVisible()
  await expect(motto).toHaveValue('Kept through the dark')
  await page.unroute('**/*.data*')
  await page.getByRole('button', { name: 'Dismiss' }).first().click()

  await expect(await review(page, 'culture')).toContainText('Kept through the dark')
})

test('tabs opened in the background open no event stream until they are visible', async ({ open }) => {
  test.setTimeout(150_000)
  const first = await open('citizen')
  const context = first.context()
  await context.addInitScript(() => {
    let hidden = true
    Object.defineProperty(document, 'hidden', { get: () => hidden })
    Object.assign(window, {
      lookAt: () => {
        hidden = false
        document.dispatchEvent(new Event('visibilitychange'))
      },
    })
  })
  // A browser has six connections per host: with one stream per tab, the seventh would have none.
  const tabs = await Promise.all(Array.from({ length: 8 }, () => context.newPage()))
  const streams: string[] = []
  for (const tab of tabs) {
    tab.on('request', (asked) => {
      if (new URL(asked.url()).pathname === '/events') streams.push(asked.url())
    })
    await tab.goto('/regions', { waitUntil: 'networkidle' })
  }
  expect(streams).toHaveLength(0)
  const [seen] = tabs
  const asksAnew = seen?.waitForRequest((asked) => asked.url().includes('.data'))
  await seen?.evaluate(() => (window as unknown as { lookAt: () => void }).lookAt())
  await expect.poll(() => streams.length).toBe(1)
  await asksAnew
})
