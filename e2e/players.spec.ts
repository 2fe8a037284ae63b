import { expect, test } from './test.ts'
import { logIn } from './deck.ts'
import { checkPage } from './page-checks.ts'
import { fileReport } from './report-steps.ts'
import { signInProgram } from './rest-client.ts'
import { accountOf } from './world.ts'

test('a player is found, suspended, reads why and does nothing else, and is let back in', async ({
  open,
  request,
  complaints,
}) => {
  test.setTimeout(180_000)
  complaints.expect(/status of 403/)
  const { account } = await signInProgram(request)
  const { callsign } = account
  const admin = await open('admin')
  await admin.goto('/admin/players')
  await admin.getByLabel('Callsign or address').fill(callsign.toUpperCase())
  await admin.getByRole('button', { name: 'Apply' }).click()
  await admin.getByRole('main').getByRole('link', { name: callsign, exact: true }).click()
  await expect(admin.getByRole('heading', { name: callsign, level: 1 })).toBeVisible()
  await checkPage(admin, new URL(admin.url()).pathname)

  await admin.getByRole('button', { name: 'Suspend', exact: true }).click()
  const dialog = admin.getByRole('alertdialog')
  await dialog.getByLabel('What the player is told').fill('Rude words on a page.')
  await dialog.getByLabel('Reason, for the audit log').fill('Seen by hand.')
  await dialog.getByRole('button', { name: 'Suspend' }).click()
  await expect(admin.getByText('The player reads: “Rude words on a page.”')).toBeVisible()
  await expect(admin.getByText('user.suspended')).toBeVisible()

  const player = await open(null)
  await logIn(player, account)
  await checkPage(player, '/account')
  await expect(player.getByText('“Rude words on a page.”')).toBeVisible()
  await player.goto('/votes')
  await expect(player.getByRole('main').getByText(/Reason: Rude words on a page/)).toBeVisible()

  await admin.getByRole('button', { name: 'Lift the suspension' }).click()
  await dialog.getByLabel('Reason, for the audit log').fill('It was a test.')
  await dialog.getByRole('button', { name: 'Lift it' }).click()
  await expect(admin.getByRole('button', { name: 'Suspend', exact: true })).toBeVisible()
  await player.goto('/votes')
  await expect(player.getByText('“Rude words on a page.”')).toBeHidden()
})

test('a pilot is reported, and an administrator settles the report', async ({ open, request }) => {
  test.setTimeout(180_000)
  const { account } = await signInProgram(request)
  const player = await open(null)
  await logIn(player, account)
  await player.goto(`/pilots/${accountOf('chair').callsign}`)
  await fileReport(player, 'pilot', 'Says rude things at every port.')

  const admin = await open('admin')
  await admin.goto('/admin/reports')
  const reported = admin.locator('a[href^="/admin/reports/"]')
  await reported
    .filter({ hasText: accountOf('chair').callsign })
    .first()
    .click()
  await expect(admin.getByText('Says rude things at every port.')).toBeVisible()
  await checkPage(admin, new URL(admin.url()).pathname)
  await admin.getByRole('button', { name: 'Take it', exact: true }).click()
  await expect(admin.getByText(/^Taken by /)).toBeVisible()
  await admin.getByRole('button', { name: 'Close', exact: true }).click()
  const dialog = admin.getByRole('alertdialog')
  await dialog.getByLabel('Outcome').selectOption({ label: 'No breach of the rules' })
  await dialog.getByLabel('Reason, for the audit log').fill('Not rude enough.')
  await dialog.getByRole('button', { name: 'Close report' }).click()
  await expect(admin.getByText('Report closed')).toBeVisible()
  await player.goto('/notifications')
  await expect(player.getByText(/found no breach of the rules/)).toBeVisible()
})
