import { type Page } from '@playwright/test'
import { totpCode } from '#server/auth/totp.ts'
import { totpStep, TOTP_STEP_MS } from '#server/domain/identity/totp.ts'
import { enterPassword, forgetProof, LOGGED_IN, signUp } from './account-steps.ts'
import { checkPage } from './page-checks.ts'
import { expect, test } from './test.ts'

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

/** The codes of an app that was given this key, as its display shows them. Each is new, within what the server takes. */
function appWith(key: string) {
  const bits = [...key.replaceAll(' ', '')].map((letter) =>
    LETTERS.indexOf(letter).toString(2).padStart(5, '0'),
  )
  const secret = Buffer.from((bits.join('').match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)))
  let last = 0
  return async () => {
    // That of the half minute before would be too old once it is typed on a slow machine. The server takes the next one too, but not the
    // one after.
    const step = Math.max(totpStep(new Date()), last + 1)
    await expect
      .poll(() => totpStep(new Date()) + 1, { timeout: 2 * TOTP_STEP_MS })
      .toBeGreaterThanOrEqual(step)
    last = step
    return totpCode(secret, step)
  }
}

async function setUpApp(page: Page) {
  await page.goto('/account/security')
  await page.getByRole('button', { name: 'Set up an app' }).click()
  await expect(page).toHaveURL(/\/account\/security\/app$/)
  const nextCode = appWith(await page.getByTestId('app-key').innerText())
  await page.getByRole('textbox', { name: 'Code' }).fill(await nextCode())
  await page.getByRole('button', { name: 'Use this app' }).click()
  const codes = page.getByRole('list', { name: 'Recovery codes' }).getByRole('listitem')
  await expect(codes).toHaveCount(8)
  return { nextCode, recoveryCodes: await codes.allInnerTexts() }
}

test('an authenticator app is set up, asked for at the log-in, and replaced by a recovery code', async ({
  complaints,
  open,
  page,
}) => {
  // Codes are new every half minute.
  test.setTimeout(240_000)
  complaints.expect(/status of 401/)
  const account = await signUp(page)
  await page.goto('/account/security')
  await page.getByRole('button', { name: 'Set up an app' }).click()
  await checkPage(page, '/account/security/app')
  const app = await setUpApp(page)
  await page.getByRole('link', { name: 'I have kept the codes' }).click()
  await expect(page.getByText('8 codes are left.')).toBeVisible()

  const elsewhere = await open(null)
  await enterPassword(elsewhere, account)
  await expect(elsewhere).toHaveURL(/\/login\/code/)
  await checkPage(elsewhere, '/login/code?next=/account')
  await elsewhere.getByRole('textbox', { name: 'Code' }).fill('000000')
  await elsewhere.getByRole('main').getByRole('button', { name: 'Log in', exact: true }).click()
  await expect(elsewhere.getByRole('alert')).toContainText('This code is wrong or was used')
  await elsewhere.getByRole('textbox', { name: 'Code' }).fill(await app.nextCode())
  await elsewhere.getByRole('main').getByRole('button', { name: 'Log in', exact: true }).click()
  await expect(elsewhere).toHaveURL(LOGGED_IN)

  const third = await open(null)
  await enterPassword(third, account)
  await third.getByRole('textbox', { name: 'Code' }).fill(app.recoveryCodes[0]?.toLowerCase() ?? '')
  await third.getByRole('main').getByRole('button', { name: 'Log in', exact: true }).click()
  await expect(third).toHaveURL(LOGGED_IN)
})

test('what asks who one is keeps the form, or comes back to it', async ({ complaints, page }) => {
  complaints.expect(/status of 40[013]/)
  const account = await signUp(page)
  await page.goto('/account/api')
  await page.getByLabel('Name').fill('Trader at home')
  await forgetProof(account.email)
  await page.getByRole('button', { name: 'Make token' }).click()
  await expect(page.getByRole('alert')).toContainText('Confirm that it is you first')
  await expect(page.getByLabel('Name')).toHaveValue('Trader at home')
  await page.getByLabel('Your password').fill('not the password at all')
  await page.getByRole('button', { name: 'Make token' }).click()
  await expect(page.getByText('This is not your password.').first()).toBeVisible()
  await page.getByLabel('Your password').fill(account.password)
  await page.getByRole('button', { name: 'Make token' }).click()
  await expect(page.getByText('Token made')).toBeVisible()
  await expect(page.getByLabel('Your password')).toHaveCount(0)

  await page.goto('/account/security')
  await forgetProof(account.email)
  await page.getByRole('button', { name: 'Set up an app' }).click()
  await expect(page).toHaveURL(/\/account\/verify\?next=/)
  await checkPage(page, '/account/verify?next=%2Faccount%2Fsecurity')
  await page.getByLabel('Your password').fill(account.password)
  await page.getByRole('button', { name: 'Confirm' }).click()
  await expect(page).toHaveURL(/\/account\/security$/)
})

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false })

  test('an app is set up, asked for at the log-in and for what asks who one is', async ({ open, page }) => {
    test.setTimeout(240_000)
    const account = await signUp(page)
    const { nextCode } = await setUpApp(page)
    const elsewhere = await open(null, { javaScriptEnabled: false })
    await enterPassword(elsewhere, account)
    await elsewhere.getByRole('textbox', { name: 'Code' }).fill(await nextCode())
    await elsewhere.getByRole('main').getByRole('button', { name: 'Log in', exact: true }).click()
    await expect(elsewhere).toHaveURL(LOGGED_IN)
    await forgetProof(account.email)
    await elsewhere.goto('/account/recovery')
    await elsewhere.getByRole('textbox', { name: 'Code' }).fill(await nextCode())
    await elsewhere.getByRole('button', { name: 'Replace all codes' }).click()
    await expect(elsewhere.getByText('They are shown only now')).toBeVisible()
  })
})
