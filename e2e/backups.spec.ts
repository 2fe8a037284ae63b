import { expect, test } from './test.ts'
import { checkPage } from './page-checks.ts'
import { foundRegion, signInProgram } from './rest-client.ts'

test('an administrator backs a region up, sees what a restore would undo, and restores it', async ({
  open,
  request,
  complaints,
}) => {
  test.setTimeout(300_000)
  // The wrong name is refused.
  complaints.expect(/status of 409/)
  const admin = await open('admin', { isNewLogIn: true })
  // One of its own: what others do meanwhile would be undone.
  const { name: region } = await foundRegion(await signInProgram(request), request, 'autocracy')
  await admin.goto('/admin/backups')
  await admin.getByLabel('Database').last().fill(region)
  await admin.getByRole('button', { name: 'Back up' }).click()
  await expect(admin.getByText('The backup is queued')).toBeVisible()
  const mine = `/admin/backups?database=${region}`
  await expect(async () => {
    await admin.goto(mine)
    await expect(admin.getByRole('row', { name: /By hand/ }).getByText('Ready')).toBeVisible({
      timeout: 2_000,
    })
  }).toPass({ timeout: 120_000 })

  await admin
    .getByRole('row', { name: /By hand/ })
    .getByRole('link')
    .first()
    .click()
  await expect(admin.getByText('Trades undone')).toBeVisible()
  await checkPage(admin, new URL(admin.url()).pathname)
  await admin.getByLabel(/to confirm/).fill('another')
  await admin.getByRole('button', { name: /^Restore/ }).click()
  await expect(admin.getByText(`Type ${region} to confirm what is restored.`).first()).toBeVisible()
  await admin.getByLabel(/to confirm/).fill(region)
  await admin.getByRole('button', { name: /^Restore/ }).click()
  await expect(admin.getByText('Restored', { exact: true })).toBeVisible({ timeout: 180_000 })
  await admin.goto(`/regions/${region}`)
  await expect(admin.getByRole('heading', { level: 1 })).toBeVisible()
})
