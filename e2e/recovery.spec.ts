import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { createSecrets } from '#server/auth/secrets.ts'
import { enterPassword, signUp } from './account-steps.ts'
import { linkIn, mailTo } from './mails.ts'
import { checkPage } from './page-checks.ts'
import { signInProgram } from './rest-client.ts'
import { expect, test } from './test.ts'
import { BASE_URL, newcomer } from './world.ts'

test('a forgotten password is replaced by the link of a mail, and the old browser is logged out', async ({
  complaints,
  open,
  page,
}) => {
  complaints.expect(/status of 400/)
  const account = newcomer()
  const newPassword = 'quiet copper lantern rivers'
  await signUp(page, account)

  const elsewhere = await open(null)
  await elsewhere.goto('/login')
  await elsewhere.getByRole('link', { name: 'Forgotten password' }).click()
  // The page before has a field of the same name.
  await expect(elsewhere.getByRole('heading', { level: 1 })).toHaveText('Forgotten password')
  await elsewhere.getByLabel('E-mail address').fill(account.email)
  await elsewhere.getByRole('button', { name: 'Mail me a link' }).click()
  await expect(elsewhere.getByRole('heading', { name: 'Check your mail' })).toBeVisible()

  const link = linkIn(await mailTo(account.email, /\/reset\//), '/reset')
  const admin = await open('admin')
  await admin.goto('/admin/mail')
  const mail = await admin.getByRole('link', { name: account.email }).first().getAttribute('href')
  await checkPage(admin, mail ?? '')
  await expect(admin.getByRole('main')).not.toContainText(link)

  await elsewhere.goto(link)
  await elsewhere.getByLabel('New password').fill('short')
  await elsewhere.getByRole('button', { name: 'Change password' }).click()
  await expect(elsewhere.getByText(/at least 15 characters/i).first()).toBeVisible()
  await elsewhere.getByLabel('New password').fill(newPassword)
  await elsewhere.getByRole('button', { name: 'Change password' }).click()
  await expect(elsewhere).toHaveURL(/\/login/)

  await page.goto('/account')
  await expect(page).toHaveURL(/\/login/)
  await enterPassword(elsewhere, { ...account, password: newPassword })
  await expect(elsewhere.getByRole('heading', { name: 'Profile' })).toBeVisible()

  const again = await open(null)
  await again.goto(link)
  await expect(again.getByText('This link was used or has expired')).toBeVisible()
})

test('a recovery code opens an account without mail', async ({ open, page }) => {
  const account = newcomer()
  const newPassword = 'seven harbour lamps at dawn'
  await signUp(page, account)
  await page.goto('/account/recovery')
  await page.getByRole('button', { name: 'Make recovery codes' }).click()
  const codes = page.getByRole('list', { name: 'Recovery codes' }).getByRole('listitem')
  await expect(codes).toHaveCount(8)
  const code = (await codes.first().textContent()) ?? ''

  const elsewhere = await open(null)
  await elsewhere.goto('/forgot')
  await elsewhere.getByRole('link', { name: 'Use a recovery code' }).click()
  // The page before has a field of that name too.
  await expect(elsewhere).toHaveURL(/\/recover$/)
  await elsewhere.getByLabel('E-mail address').fill(account.email)
  await elsewhere.getByLabel('Recovery code').fill(code.toLowerCase())
  await elsewhere.getByLabel('New password').fill(newPassword)
  await elsewhere.getByRole('button', { name: 'Change password' }).click()
  await expect(elsewhere).toHaveURL(/\/login/)
  await enterPassword(elsewhere, { ...account, password: newPassword })
  await expect(elsewhere.getByRole('heading', { name: 'Profile' })).toBeVisible()
  await elsewhere.goto('/account/recovery')
  await expect(elsewhere.getByText('7 of 8 codes left')).toBeVisible()
})

test('mails of one sort are stopped by one request without a log-in, as mail programs make it', async ({
  page,
  playwright,
  request,
}) => {
  const account = newcomer()
  await signUp(page, account)
  const program = await signInProgram(request, account)
  const { id } = (await program.send('GET', '/me')).body
  // The link of a mail, as the server signs it.
  const secrets = createSecrets(
    await readFile(path.join(process.env.E2E_DATA_DIR ?? '', 'app-secret'), 'utf8'),
  )
  const link = `/unsubscribe/${secrets.unsubscribeToken({ userId: String(id), subject: 'recall' })}`

  await page.goto('/account/notifications')
  const mails = page.locator('form', { hasText: 'Save mail settings' })
  await expect(mails.getByRole('switch', { name: /^Recall/ })).toBeChecked()
  const mailProgram = await playwright.request.newContext({ baseURL: BASE_URL })
  const answer = await mailProgram.post(link, { form: { 'List-Unsubscribe': 'One-Click' } })
  expect(answer.status()).toBe(200)
  await mailProgram.dispose()
  await page.reload()
  await expect(mails.getByRole('switch', { name: /^Recall/ })).not.toBeChecked()

  await mails.getByRole('switch', { name: /^Recall/ }).check()
  await mails.getByRole('button', { name: 'Save mail settings' }).click()
  await expect(page.getByRole('status').filter({ hasText: 'Mail settings saved' })).toBeVisible()
  await checkPage(page, link)
  await page.getByRole('button', { name: 'Stop these mails' }).click()
  await expect(page.getByText('You will get no more mails about “Recall”')).toBeVisible()
  await page.goto('/account/notifications')
  await expect(mails.getByRole('switch', { name: /^Recall/ })).not.toBeChecked()
})
