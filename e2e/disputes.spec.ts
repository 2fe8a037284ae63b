import { expect, test } from './test.ts'
import { checkPage } from './page-checks.ts'

test('an administrator sees what became of a payment, and a slip corrects nothing', async ({
  open,
  complaints,
}) => {
  // The wrong confirmation is refused.
  complaints.expect(/status of 409/)
  const admin = await open('admin', { isNewLogIn: true })
  await admin.goto('/admin/subscriptions?status=active')
  await admin.locator('a[href^="/admin/players/"]').first().click()
  await admin.locator('a[href^="/admin/disputes/"]').first().click()
  await expect(admin.getByRole('heading', { level: 1 })).toContainText('Payment of')
  await checkPage(admin, new URL(admin.url()).pathname)
  await admin.getByLabel('Reason').fill('PayPal says so.')
  await admin.getByLabel(/to confirm/).fill('yes')
  await admin.getByRole('button', { name: 'Take back' }).click()
  await expect(admin.getByText(/^Type .* to confirm\.$/).first()).toBeVisible()
  await expect(admin.getByLabel('Reason')).toHaveValue('PayPal says so.')
})
