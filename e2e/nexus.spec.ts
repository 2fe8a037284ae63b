import { expect, test } from './test.ts'

test('an administrator sees what a new Nexus would change, replaces it, and watches it come', async ({
  open,
}) => {
  const page = await open('admin')
  await page.goto('/admin/nexus/generate')
  await page.getByRole('button', { name: 'Show what would change' }).click()
  await expect(page.getByRole('table', { name: 'Changes by district' }).getByRole('row')).toHaveCount(11)
  await expect(page.getByText('Nothing is written yet.')).toBeVisible()
  const watcher = await open('admin')
  await watcher.goto('/admin/nexus')
  await expect(watcher.getByRole('heading', { name: 'Job queue' })).toBeVisible()

  await page.getByRole('button', { name: /Replace it|Generate the Nexus/ }).click()
  await expect(page).toHaveURL(/\/admin\/nexus$/)
  // Under way here and, without a reload, in the other window; then over in both.
  const version = page.getByRole('definition').filter({ hasText: /^\d+$/ })
  await expect(version.first()).toBeVisible()
  const runs = watcher.getByRole('table', { name: 'Latest generations' })
  await expect(runs.getByRole('row').nth(1)).toContainText('Succeeded', { timeout: 60_000 })
  await expect(page.getByRole('heading', { name: 'Generation under way' })).toHaveCount(0, {
    timeout: 60_000,
  })
  await expect(page.getByRole('table', { name: 'Latest generations' }).getByRole('row').nth(1)).toContainText(
    'Succeeded',
  )
})

test('a district shows its levels and samples, and the picture of the Nexus has a list that says the same', async ({
  open,
}) => {
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
  await page.getByText('The same as a list').click()
  await expect(page.getByLabel('Find a sector')).toBeVisible()
})

test('the Nexus Manager is not there for others', async ({ open, complaints }) => {
  complaints.expect(/status of 40[34]/)
  const page = await open('citizen')
  const answer = await page.goto('/admin/nexus')
  expect([403, 404]).toContain(answer?.status())
})
