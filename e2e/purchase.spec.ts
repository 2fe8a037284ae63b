import { type Page } from '@playwright/test'
import { expect, test } from './test.ts'
import { checkPage } from './page-checks.ts'
import { newcomer, REGION_OF, SIMULATOR_URL, type Account } from './world.ts'

async function signUp(page: Page, account: Account) {
  // The log-in page, which may come first, has the same first field.
  await expect(page.getByRole('heading', { name: 'Create your account' })).toBeVisible()
  await page.getByLabel('E-mail address').fill(account.email)
  await page.getByLabel('Callsign').fill(account.callsign)
  await page.getByLabel('Password', { exact: true }).fill(account.password)
  await page.getByRole('main').getByRole('button', { name: 'Sign up' }).click()
  await expect(page.getByLabel(`Account of ${account.callsign}`)).toBeVisible()
}

const continueToNextStep = (page: Page) => page.getByRole('button', { name: 'Continue' }).click()

/** From pricing through the wizard to checkout; the web address follows the display name. */
async function orderRegion(page: Page, displayName: string, government: 'Autocracy' | 'Democracy') {
  await page.goto('/pricing')
  await page.getByRole('link', { name: 'Found a region' }).click()
  await page.getByLabel('Display name').fill(displayName)
  await expect(page.getByText(/is available\.$/)).toBeVisible()
  await continueToNextStep(page)
  await page.getByRole('radio', { name: new RegExp(`^${government}`) }).check()
  await continueToNextStep(page)
  await page.getByRole('radio', { name: /^None/ }).check()
  await continueToNextStep(page)
  await page.getByLabel('Motto').fill('Tested before the mast')
  await continueToNextStep(page)
  await page.getByRole('button', { name: 'Reserve name and pay' }).click()
  await expect(page.getByRole('heading', { name: 'Pay with PayPal' })).toBeVisible()
}

test('a new player signs up, pays through the approval link and enacts a tax that is public immediately', async ({
  page,
}) => {
  test.setTimeout(150_000)
  const account = newcomer('founder')
  await page.goto('/signup')
  await signUp(page, account)
  const displayName = `Haven ${account.callsign.slice(-8)}`
  await orderRegion(page, displayName, 'Autocracy')
  await page.getByRole('link', { name: 'Continue on PayPal’s page' }).click()
  await expect(page).toHaveURL(new RegExp(`^${SIMULATOR_URL}`))
  await page.getByRole('button', { name: 'Agree & subscribe' }).click()

  await expect(page).toHaveURL(/\/checkout\//)
  await expect(page.getByText(`${displayName} is open`)).toBeVisible({ timeout: 60_000 })
  await page.getByRole('link', { name: 'Enter your region' }).click()

  const deck = page.getByRole('navigation', { name: 'Command deck' })
  await expect(page.getByRole('heading', { level: 1, name: displayName })).toBeVisible()
  await deck.getByRole('link', { name: 'Economy' }).click()
  await page.getByRole('textbox', { name: 'Tax rate' }).fill('17.5')
  await page.getByRole('button', { name: 'Review changes' }).click()
  await expect(page.getByRole('region', { name: 'Review', exact: true })).toContainText('17.5')
  await page.getByRole('button', { name: 'Enact' }).click()
  await expect(page.getByRole('status').filter({ hasText: 'Enacted' })).toBeVisible()

  await page.getByRole('link', { name: 'Public page' }).click()
  await expect(page.getByText('17.5%').first()).toBeVisible()
  await expect(page.getByText('Tested before the mast')).toBeVisible()
  const pages = page.getByRole('navigation', { name: `Pages of ${displayName}` })
  await pages.getByRole('link', { name: 'Law book' }).click()
  await expect(page).toHaveURL(/\/laws$/)
  await expect(page.getByRole('heading', { name: 'Tax: 17.5%' })).toBeVisible()

  await page.goto('/account/billing')
  await expect(page.getByText(displayName).first()).toBeVisible()
  await expect(page.getByText('Next charge')).toBeVisible()
  await page
    .getByRole('link', { name: /^Receipt: 25.00 for / })
    .first()
    .click()
  await expect(page.getByRole('heading', { name: 'Receipt', level: 1 })).toBeVisible()
  await expect(page.getByText(account.callsign).first()).toBeVisible()
  await expect(page.getByText('buyer@example.com')).toBeVisible()
  await checkPage(page, new URL(page.url()).pathname)
  await page.emulateMedia({ media: 'print' })
  await expect(page.getByRole('navigation', { name: 'Main' })).toBeHidden()
  await expect(page.getByText('25.00 USD').first()).toBeVisible()
  await page.emulateMedia({ media: 'screen' })
  await page.getByRole('link', { name: 'Back to billing' }).click()
  const saved = page.waitForEvent('download')
  await page.getByRole('link', { name: 'Payments as CSV' }).click()
  expect((await saved).suggestedFilename()).toBe('sectorwars-2102-payments.csv')
  // Who pays is asked to protect it.
  await page.getByRole('link', { name: 'Add a passkey or an app' }).click()
  await expect(page).toHaveURL(/\/account\/security$/)
})

test('PayPal’s own button opens its window, and the page follows the payment until the region is open', async ({
  page,
}) => {
  test.setTimeout(150_000)
  const account = newcomer('founder')
  await page.goto('/signup')
  await signUp(page, account)
  const displayName = `Quay ${account.callsign.slice(-8)}`
  await orderRegion(page, displayName, 'Democracy')
  const opening = page.context().waitForEvent('page')
  await page
    .getByRole('button', { name: /paypal/i })
    .or(page.getByRole('link', { name: /subscribe with paypal/i }))
    .first()
    .click()
  const window = await opening
  await window.getByRole('button', { name: 'Agree & subscribe' }).click()
  await expect(page.getByText(`${displayName} is open`)).toBeVisible({ timeout: 60_000 })
})

test('an administrator refunds a part of a payment, and its buyer sees what went back', async ({
  page,
  open,
  complaints,
}) => {
  test.setTimeout(150_000)
  // The wrong callsign is refused.
  complaints.expect(/status of 409/)
  const account = newcomer('founder')
  await page.goto('/signup')
  await signUp(page, account)
  await page.goto('/pricing')
  await page.getByRole('button', { name: 'Become a galactic citizen' }).click()
  await page.getByRole('link', { name: 'Continue on PayPal’s page' }).click()
  await page.getByRole('button', { name: 'Agree & subscribe' }).click()
  await expect(async () => {
    await page.goto('/account/billing')
    await expect(page.getByRole('link', { name: /^Receipt: 5.00 for / })).toBeVisible({ timeout: 2_000 })
  }).toPass({ timeout: 60_000 })

  const admin = await open('admin', { isNewLogIn: true })
  await admin.goto(`/admin/subscriptions?text=${account.callsign}`)
  await admin.getByRole('link', { name: `Payments of ${account.callsign}` }).click()
  await expect(admin.getByRole('heading', { name: `Payments of ${account.callsign}` })).toBeVisible()
  await checkPage(admin, new URL(admin.url()).pathname)
  await admin.getByRole('table', { name: 'Payments' }).getByRole('link').first().click()
  await admin.getByLabel('Amount in USD').fill('2.00')
  await admin.getByRole('button', { name: 'Show what it does' }).click()
  await expect(admin.getByRole('button', { name: 'Refund 2.00 USD' })).toBeVisible()
  const { pathname, search } = new URL(admin.url())
  await checkPage(admin, pathname + search)
  await admin.getByLabel('Reason, for administrators').fill('Charged twice')
  await admin.getByLabel(/to confirm/).fill('somebody')
  await admin.getByRole('button', { name: 'Refund 2.00 USD' }).click()
  await expect(
    admin.getByText(`Type ${account.callsign} to confirm whose payment is refunded.`).first(),
  ).toBeVisible()
  await expect(admin.getByLabel('Reason, for administrators')).toHaveValue('Charged twice')
  await admin.getByLabel(/to confirm/).fill(account.callsign)
  await admin.getByRole('button', { name: 'Refund 2.00 USD' }).click()
  await expect(admin.getByText('Refunded', { exact: true })).toBeVisible({ timeout: 60_000 })

  await page.goto('/account/billing')
  await expect(page.getByText('Money refunded')).toBeVisible()
  await page
    .getByRole('link', { name: /^Receipt: 5.00 for / })
    .first()
    .click()
  await expect(page.getByText('−2.00 USD')).toBeVisible()
  await expect(page.getByText('3.00 USD')).toBeVisible()
})

test('a declined approval charges nothing, and the checkout can be cancelled', async ({ page }) => {
  const account = newcomer('founder')
  await page.goto('/signup')
  await signUp(page, account)
  await page.goto('/pricing')
  await page.getByRole('button', { name: 'Become a galactic citizen' }).click()
  await page.getByRole('link', { name: 'Continue on PayPal’s page' }).click()
  await page.getByRole('button', { name: /^Cancel and return/ }).click()
  await expect(page.getByText('Nothing was charged')).toBeVisible()
  await page.getByRole('button', { name: 'Cancel checkout' }).click()
  const dialog = page.getByRole('alertdialog')
  await expect(dialog.getByRole('button', { name: 'Keep checkout' })).toBeVisible()
  await dialog.getByRole('button', { name: 'Cancel checkout' }).click()
  await expect(page).toHaveURL(/\/pricing$/)
})

test('a taken name is reported while typing and again on continue', async ({ page }) => {
  await page.goto('/found')
  await page.getByLabel('Display name').fill('Halcyon Commons')
  await expect(page.getByLabel('Web address')).toHaveValue(REGION_OF.democrat)
  await expect(page.getByText(/taken|not free|in use|already/i)).toBeVisible()
  await continueToNextStep(page)
  await expect(page.getByRole('alert')).toBeVisible()
  await expect(page.getByLabel('Web address')).toHaveAttribute('aria-invalid', 'true')
})

test('the wizard keeps its values through log-in', async ({ page }) => {
  const account = newcomer('founder')
  const name = `drift-${account.callsign.slice(-8).toLowerCase()}`
  await page.goto(`/found?step=review&displayName=Drift&regionName=${name}&governanceType=council`)
  await page.getByRole('button', { name: 'Log in and pay' }).click()
  await page.getByRole('main').getByRole('link', { name: 'Sign up' }).click()
  await signUp(page, account)
  await expect(page.getByRole('definition').filter({ hasText: name })).toBeVisible()
})
