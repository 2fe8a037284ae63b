import { logIn } from './deck.ts'
import { expectAccessible, expectNoOverflow, PHONE } from './page-checks.ts'
import { foundRegion, signInProgram } from './rest-client.ts'
import { expect, test } from './test.ts'

test('the captain’s log tells what became law and which price was reached since the last visit', async ({
  page,
  request,
}) => {
  test.setTimeout(150_000)
  const owner = await signInProgram(request)
  const region = await foundRegion(owner, request, 'autocracy')
  const pilot = await signInProgram(request)
  await pilot.call('POST', '/play/enter', { region: region.name })
  await logIn(page, pilot.account)
  const news = page.getByRole('region', { name: 'Last seven days' })
  const law = news.getByRole('listitem').filter({ hasText: 'law 2' })

  await test.step('the first visit: only the founding has happened', async () => {
    const read = page.waitForResponse((answer) => answer.request().method() === 'POST')
    await page.goto('/play/log')
    await expect(news.getByRole('listitem').filter({ hasText: 'law 1' })).toBeVisible()
    await expect(law).toHaveCount(0)
    await read
  })

  await owner.call('PUT', '/regions/my-region/economy', { taxRate: 0.17 })

  await test.step('the next visit: the law is new, and leads to the law book', async () => {
    const read = page.waitForResponse((answer) => answer.request().method() === 'POST')
    await page.goto('/play/log')
    await expect(law).toContainText('New')
    await expect(page.getByRole('region', { name: 'Today' })).toContainText(/open contract/)
    await read
    await expectAccessible(page)
    await page.setViewportSize(PHONE)
    await expectNoOverflow(page)
  })

  await test.step('the visit after: it is no news any more', async () => {
    await page.goto('/play/log')
    await expect(law).toBeVisible()
    await expect(law).not.toContainText('New')
  })

  await test.step('a price that somebody waits for is told when it is reached', async () => {
    await page.goto('/play/prices')
    await page.getByRole('table', { name: 'Goods by margin' }).getByRole('link').first().click()
    const offer = page.getByRole('table', { name: 'Ports that sell it' }).getByRole('row').nth(1)
    await offer.getByRole('button', { name: /^Watch/ }).click()
    await expect(offer.getByRole('status')).toHaveText('In your notebook')
    await page.goto('/play/log')
    const reached = page.getByRole('region', { name: 'Prices that you waited for' })
    await expect(reached.getByRole('listitem')).toContainText(/costs [\d,]+ cr: you wanted/)
    await expectAccessible(page)
    await expectNoOverflow(page)
    await law.getByRole('link').click()
    await expect(page).toHaveURL(`/regions/${region.name}/laws?law=2#law-2`)
  })
})
