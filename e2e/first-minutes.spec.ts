import { newcomer } from './world.ts'
import {
  expectAccessible,
  expectNoClassConflicts,
  expectNoOverflow,
  PHONE,
  takePicture,
} from './page-checks.ts'
import { expect, test } from './test.ts'

test('the first five minutes on a phone: from the front page to a first profit in at most eight clicks', async ({
  page,
}) => {
  await page.setViewportSize(PHONE)
  let clicks = 0
  const click = async (target: ReturnType<typeof page.getByRole>) => {
    await target.click()
    clicks += 1
  }
  const shot = async (name: string) => {
    await takePicture(page, name, { fullPage: false })
  }
  await page.goto('/')
  await click(page.getByRole('link', { name: 'Enter the galaxy' }).first())
  const { email, callsign, password } = newcomer('first')
  await page.getByLabel('E-mail address').fill(email)
  await page.getByLabel('Callsign').fill(callsign)
  await page.getByLabel('Password', { exact: true }).fill(password)
  await click(page.getByRole('main').getByRole('button', { name: 'Sign up' }))
  await click(page.getByRole('button', { name: 'Enter the galaxy' }))

  const card = page.getByRole('region', { name: 'Your first trade' })
  await expect(card).toBeVisible()
  await expect(page.getByText('Next goal: Hauler at 25,000 cr')).toBeVisible()
  await expectAccessible(page)
  await expectNoClassConflicts(page)
  await expectNoOverflow(page)
  await shot('first-trade')
  const purse = page.getByRole('definition').filter({ hasText: / cr$/ }).first()
  const credits = async () => Number((await purse.innerText()).replaceAll(/\D/g, ''))
  const before = await credits()

  // One button at a time, until nothing is suggested any more.
  const step = card.getByRole('button', { name: /^(Fly to|Buy|Sell) / })
  while ((await card.count()) > 0) {
    const label = await step.innerText()
    await click(step)
    await expect(step.filter({ hasText: label })).toHaveCount(0)
    expect(clicks).toBeLessThanOrEqual(8)
  }
  await expect(
    page.getByRole('status').filter({ hasText: /^You got .* a Hauler costs 25,000 cr/ }),
  ).toBeVisible()
  expect(await credits()).toBeGreaterThan(before)
  const turns = page.getByRole('definition').filter({ hasText: /^9\d\d$|^1,000$/ })
  expect(Number((await turns.innerText()).replaceAll(/\D/g, ''))).toBeGreaterThanOrEqual(980)
  await shot('first-profit')
})

test('the suggestion of a first trade can be skipped, and stays away', async ({ open }) => {
  const page = await open(null)
  const { email, callsign, password } = newcomer('skip')
  await page.goto('/signup?next=/play')
  await page.getByLabel('E-mail address').fill(email)
  await page.getByLabel('Callsign').fill(callsign)
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByRole('main').getByRole('button', { name: 'Sign up' }).click()
  await page.getByRole('button', { name: 'Enter the galaxy' }).click()
  const card = page.getByRole('region', { name: 'Your first trade' })
  await card.getByRole('button', { name: 'Skip' }).click()
  await expect(card).toHaveCount(0)
  await page.reload()
  await expect(page.getByText('Next goal: Hauler at 25,000 cr')).toBeVisible()
  await expect(card).toHaveCount(0)
})
