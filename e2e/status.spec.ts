import { expect, test } from './test.ts'
import { checkPage } from './page-checks.ts'

test('an administrator tells everybody of a fault and of its end, also without JavaScript', async ({
  open,
}) => {
  test.setTimeout(180_000)
  const title = `Flying is slow <b>${Date.now()}</b>`
  const admin = await open('admin', { javaScriptEnabled: false })
  await admin.goto('/admin/incidents')
  await admin.getByLabel('Title').fill(title)
  await admin.getByLabel('About').selectOption({ label: 'Central Nexus' })
  await admin.getByLabel('Severity').selectOption({ label: 'Degraded: slow, or partly unavailable' })
  await admin.getByLabel('Text').fill('Orders take some seconds.')
  await admin.getByRole('button', { name: 'Publish' }).click()
  await expect(admin.getByRole('heading', { name: title, level: 1 })).toBeVisible()

  const stranger = await open(null)
  await stranger.goto('/')
  await stranger.getByRole('contentinfo').getByRole('link', { name: 'Status' }).click()
  await expect(stranger.getByRole('heading', { name: title, level: 2 })).toBeVisible()
  await expect(stranger.getByText('Something does not work as it should')).toBeVisible()
  await checkPage(stranger, '/status')
  const feed = await stranger.request.get('/status.atom')
  expect(feed.headers()['content-type']).toContain('application/atom+xml')
  expect(await feed.text()).toContain(title.replaceAll('<', '&lt;').replaceAll('>', '&gt;'))

  const scripted = await open('admin')
  await checkPage(scripted, new URL(admin.url()).pathname)
  await admin.getByLabel('State').selectOption({ label: 'Resolved' })
  await admin.getByLabel('Text').fill('There is a larger disk.')
  await admin.getByRole('button', { name: 'Publish' }).click()
  await expect(admin.getByText('It is resolved. An update with another state opens it again.')).toBeVisible()
  await expect(stranger.getByRole('heading', { name: title, level: 3 })).toBeVisible({ timeout: 30_000 })
  await expect(stranger.getByText('There is a larger disk.')).toBeVisible()
})
