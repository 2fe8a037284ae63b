import { expect, test } from './test.ts'
import { checkPage } from './page-checks.ts'

test('an administrator sees what a new price would change, and a slip changes nothing', async ({
  open,
  complaints,
}) => {
  // The wrong confirmation is refused.
  complaints.expect(/status of 409/)
  const admin = await open('admin', { isNewLogIn: true })
  await admin.goto('/admin/prices')
  await admin.getByRole('link', { name: 'Galactic citizenship' }).last().click()
  await expect(admin.getByRole('heading', { level: 1 })).toContainText('Galactic citizenship')
  await checkPage(admin, new URL(admin.url()).pathname)
  await admin.getByLabel(/New price/).fill('7.50')
  await admin.getByLabel(/to confirm/).fill('yes')
  await admin.getByRole('button', { name: 'Change the price' }).click()
  await expect(admin.getByText('Type Galactic citizenship to confirm.').first()).toBeVisible()
  await expect(admin.getByLabel(/New price/)).toHaveValue('7.50')

  const stranger = await open(null)
  await stranger.goto('/pricing')
  await expect(stranger.getByText('$5', { exact: true })).toBeVisible()
})
