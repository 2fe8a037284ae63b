import { type CDPSession, type Page } from '@playwright/test'
import { enterPassword, forgetProof, LOGGED_IN, signUp, type Account } from './account-steps.ts'
import { checkPage } from './page-checks.ts'
import { withDatabase } from './platform-database.ts'
import { expect, test } from './test.ts'

/** A device of Chromium’s own that keeps passkeys and finds that it is its owner. */
async function plugIn(page: Page) {
  const cdp = await page.context().newCDPSession(page)
  await cdp.send('WebAuthn.enable')
  const { authenticatorId } = await cdp.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  })
  return { cdp, authenticatorId }
}
type Device = { cdp: CDPSession; authenticatorId: string }

/** From the next page on the browser offers none by itself: this device would take it before a button is pressed. */
const offerNone = (page: Page) =>
  page.addInitScript(() => {
    PublicKeyCredential.isConditionalMediationAvailable = () => Promise.resolve(false)
  })

const setOwner = ({ cdp, authenticatorId }: Device, isUserVerified: boolean) =>
  cdp.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified })

async function addPasskey(page: Page, account: Account, name: string) {
  await page.goto('/account/security/passkey')
  await page.getByLabel('Name').fill(name)
  await page.getByLabel('Your password').fill(account.password)
  await page.getByRole('button', { name: 'Add passkey' }).click()
}

async function logOut(page: Page) {
  await page.context().clearCookies()
  await page.goto('/login?next=/account')
}

/** By its text alone such an element is not found. */
async function expectNote(page: Page) {
  const note = page.getByRole('main').locator('noscript p')
  await expect(note).toBeVisible()
  expect(await note.textContent()).toContain('Passkeys need JavaScript.')
}

test('a passkey is added, logs in alone and after the password, confirms who one is, is renamed and removed', async ({
  complaints,
  page,
}) => {
  test.setTimeout(240_000)
  complaints.expect(/status of 40[0139]/)
  const account = await signUp(page)
  await plugIn(page)
  await page.goto('/account/security')
  await page.getByRole('link', { name: 'Add a passkey' }).click()
  await checkPage(page, '/account/security/passkey')
  await page.getByLabel('Name').fill('Desk at home')
  await page.getByLabel('Your password').fill('not the password at all')
  await page.getByRole('button', { name: 'Add passkey' }).click()
  await expect(page.getByText('This is not your password.').first()).toBeVisible()
  await expect(page.getByLabel('Name')).toHaveValue('Desk at home')
  await page.getByLabel('Your password').fill(account.password)
  await page.getByRole('button', { name: 'Add passkey' }).click()
  await expect(page.getByRole('list', { name: 'Recovery codes' }).getByRole('listitem')).toHaveCount(8)
  await page.getByRole('link', { name: 'I have kept the codes' }).click()
  await expect(page.getByRole('list', { name: 'Passkeys' })).toContainText('Desk at home')
  await checkPage(page, '/account/security')

  // The same device has one already.
  await addPasskey(page, account, 'Again')
  await expect(page.getByRole('alert')).toContainText('has a passkey of your account already')

  // The browser offers it where it fills in names; this one takes it at once.
  await logOut(page)
  await expect(page).toHaveURL(LOGGED_IN)

  await offerNone(page)
  await logOut(page)
  await page.getByRole('button', { name: 'Log in with a passkey' }).click()
  await expect(page).toHaveURL(LOGGED_IN)

  await logOut(page)
  await enterPassword(page, account)
  await expect(page).toHaveURL(/\/login\/code/)
  await expect(page.getByRole('textbox', { name: 'Recovery code' })).toBeVisible()
  await checkPage(page, '/login/code?next=/account')
  await page.getByRole('button', { name: 'Use a passkey' }).click()
  await expect(page).toHaveURL(LOGGED_IN)

  // Beside a form, which keeps what was entered.
  await forgetProof(account.email)
  await page.goto('/account/api')
  await page.getByLabel('Name').fill('Trader at home')
  await page.getByRole('button', { name: 'Use a passkey' }).click()
  await expect(page.getByText('Your passkey was accepted.')).toBeVisible()
  await expect(page.getByLabel('Name')).toHaveValue('Trader at home')
  await page.getByRole('button', { name: 'Make token' }).click()
  await expect(page.getByText('Token made')).toBeVisible()

  // On the page for that, which goes on from there.
  await forgetProof(account.email)
  await page.goto('/account/security')
  await page.getByText('Rename').click()
  await page.getByLabel('New name').fill('Desk')
  await page.getByRole('button', { name: 'Save name' }).click()
  await expect(page).toHaveURL(/\/account\/verify\?next=/)
  await page.getByRole('button', { name: 'Use a passkey' }).click()
  await expect(page).toHaveURL(/\/account\/security$/)
  await page.getByText('Rename').click()
  await page.getByLabel('New name').fill('Desk')
  await page.getByRole('button', { name: 'Save name' }).click()
  await expect(page.getByText('Passkey renamed')).toBeVisible()
  await page.getByRole('button', { name: 'Remove Desk' }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Remove passkey' }).click()
  await expect(page.getByText('Passkey removed')).toBeVisible()
  await expect(page.getByText('No passkeys')).toBeVisible()
})

test('says what to do when no passkey was made, or one is not taken any more', async ({
  complaints,
  page,
}) => {
  complaints.expect(/status of 40[0139]/)
  const account = await signUp(page)
  const device = await plugIn(page)
  await setOwner(device, false)
  await addPasskey(page, account, 'Phone')
  await expect(page.getByRole('alert')).toContainText('No passkey was chosen')
  await setOwner(device, true)
  await page.getByLabel('Your password').fill(account.password)
  await page.getByRole('button', { name: 'Add passkey' }).click()
  await expect(page.getByText('Your passkey is in use')).toBeVisible()

  await offerNone(page)
  await logOut(page)
  await withDatabase('sectorwars', (client) =>
    client.query('delete from passkeys where user_id = (select id from users where email = $1)', [
      account.email,
    ]),
  )
  await page.getByRole('button', { name: 'Log in with a passkey' }).click()
  await expect(page.getByRole('alert').filter({ hasText: 'This passkey was not accepted' })).toBeVisible()
})

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false })

  test('pages say that passkeys need it, and the rest works', async ({ page }) => {
    const account = await signUp(page)
    await page.goto('/account/security')
    await page.getByRole('link', { name: 'Add a passkey' }).click()
    await expectNote(page)
    await expect(page.getByRole('button', { name: 'Add passkey' })).toBeDisabled()
    await logOut(page)
    await expectNote(page)
    await enterPassword(page, account)
    await expect(page).toHaveURL(LOGGED_IN)
  })
})
