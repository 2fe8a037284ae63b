import { type Page } from '@playwright/test'
import { gotoLive, logIn } from './deck.ts'
import { expect, test } from './test.ts'
import { accountOf } from './world.ts'

/** Records every value of the page's progress bar from now on. */
const progressOf = (page: Page) =>
  page.evaluateHandle(() => {
    const seen: number[] = []
    const look = () => {
      const now = document.querySelector('[role=progressbar]')?.getAttribute('aria-valuenow')
      if (now && Number(now) !== seen.at(-1)) seen.push(Number(now))
    }
    new MutationObserver(look).observe(document, { subtree: true, childList: true, attributes: true })
    return seen
  })

const versionOn = (page: Page) =>
  page
    .getByRole('region', { name: 'Health' })
    .getByText('Version', { exact: true })
    .locator('..')
    .getByRole('definition')

test('an administrator previews a new Nexus, replaces the old one and watches the progress', async ({
  open,
}) => {
  // Whoever replaces the Nexus has just logged in.
  const page = await open(null)
  await logIn(page, accountOf('admin'))
  await page.goto('/admin/nexus/generate')
  await page.getByRole('button', { name: 'Preview changes' }).click()
  await expect(page.getByRole('table', { name: 'Changes by district' }).getByRole('row')).toHaveCount(11)
  await expect(page.getByText('Nothing has changed yet.')).toBeVisible()
  const watcher = await open('admin')
  await gotoLive(watcher, '/admin/nexus')
  const version = Number(await versionOn(watcher).innerText())
  const progress = [await progressOf(page), await progressOf(watcher)]

  await page.getByRole('button', { name: /Replace the Nexus|Generate the Nexus/ }).click()
  await expect(page).toHaveURL(/\/admin\/nexus$/)
  // Runs here and, without a reload, in the other window; then finishes in both.
  for (const one of [page, watcher]) {
    await expect(versionOn(one)).toHaveText(String(version + 1), { timeout: 60_000 })
    await expect(one.getByRole('heading', { name: 'Generation in progress' })).toHaveCount(0)
    const runs = one.getByRole('table', { name: 'Recent generations' })
    await expect(runs.getByRole('row').nth(1)).toContainText('Succeeded')
  }
  const ways = await Promise.all(progress.map((seen) => seen.jsonValue()))
  for (const way of ways) {
    expect(way, 'progress never goes back').toEqual([...way].sort((one, other) => one - other))
    expect(way.filter((percent) => percent < 0 || percent > 100)).toEqual([])
  }
  expect(
    Math.max(...ways.map((way) => way.length)),
    `${JSON.stringify(ways)}: progress advances`,
  ).toBeGreaterThan(1)
})

test('a district shows levels and samples, and the Nexus map has an equivalent list', async ({ open }) => {
  const page = await open('admin')
  await page.goto('/admin/nexus/districts')
  await page.getByRole('link', { name: 'Gateway plaza' }).first().click()
  await expect(page).toHaveURL(/districts\/gateway_plaza$/)
  await expect(page.getByText('4,201').or(page.getByText('4201')).first()).toBeVisible()

  await page.goto('/admin/nexus/map')
  const map = page.getByRole('application')
  await expect(map).toBeVisible()
  await map.focus()
  await page.keyboard.press('ArrowRight')
  await expect(page.getByRole('status').filter({ hasText: /\w/ }).first()).toBeVisible()
  await page.getByText('Show as list').click()
  await expect(page.getByLabel('Find a sector')).toBeVisible()
})

test('the Nexus Manager is closed to other players', async ({ open, complaints }) => {
  complaints.expect(/status of 40[34]/)
  const page = await open('citizen')
  const answer = await page.goto('/admin/nexus')
  expect([403, 404]).toContain(answer?.status())
})
