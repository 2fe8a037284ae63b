import { enterPassword, LOGGED_IN, signUp } from './account-steps.ts'
import { logIn } from './deck.ts'
import { expect, test } from './test.ts'
import { foundRegion, signInProgram } from './rest-client.ts'
import { accountOf, newcomer, REGION_OF, type Account } from './world.ts'

const nameOf = (callsign: string) => `Account of ${callsign}`

test('logging in and moving between the command deck tabs works with the keyboard alone', async ({
  page,
}) => {
  const { email, password, callsign } = accountOf('autocrat')
  await page.goto(`/login?next=${encodeURIComponent(`/governor/${REGION_OF.autocrat}`)}`)
  await page.keyboard.press('Tab')
  await expect(page.getByRole('link', { name: 'Skip to content' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('main')).toBeFocused()
  await page.keyboard.press('Tab')
  await expect(page.getByLabel('E-mail address')).toBeFocused()
  await page.keyboard.type(email)
  await page.keyboard.press('Tab')
  await expect(page.getByLabel('Password', { exact: true })).toBeFocused()
  await page.keyboard.type(password)
  await page.keyboard.press('Enter')
  await expect(page.getByText(nameOf(callsign)).or(page.getByLabel(nameOf(callsign)))).toBeVisible()

  const tabs = page.getByRole('navigation', { name: 'Command deck' })
  await tabs.getByRole('link', { name: 'Overview' }).focus()
  await page.keyboard.press('Tab')
  await expect(tabs.getByRole('link', { name: 'Governance' })).toBeFocused()
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/economy$/)
  await expect(tabs.getByRole('link', { name: 'Economy' })).toHaveAttribute('aria-current', 'page')
})

test('after a log-in governors land on the deck that they saw last, who governs nothing on the regions', async ({
  page,
}) => {
  const logInAs = async ({ email, password }: Account) => {
    await page.context().clearCookies({ name: /session/ })
    await page.goto('/login')
    await page.getByLabel('E-mail address').fill(email)
    await page.getByLabel('Password', { exact: true }).fill(password)
    await page.getByRole('main').getByRole('button', { name: 'Log in', exact: true }).click()
  }
  const economy = `/governor/${REGION_OF.autocrat}/economy`
  await logIn(page, accountOf('autocrat'))
  await page.goto(economy)
  await expect
    .poll(async () => page.context().cookies())
    .toContainEqual(expect.objectContaining({ name: 'deck' }))
  await logInAs(accountOf('autocrat'))
  await expect(page).toHaveURL(new RegExp(`${economy}$`))
  await logInAs(accountOf('citizen'))
  await expect(page).toHaveURL(/\/regions$/)
})

test('a wrong password is refused without revealing whether the e-mail exists', async ({
  page,
  complaints,
}) => {
  complaints.expect(/status of 401/)
  await page.goto('/login')
  const { email } = newcomer('nobody')
  await page.getByLabel('E-mail address').fill(email)
  await page.getByLabel('Password', { exact: true }).fill('not the password at all')
  await page.getByRole('main').getByRole('button', { name: 'Log in', exact: true }).click()
  await expect(page.getByRole('alert')).toContainText(/wrong e-mail or password/i)
  await expect(page.getByLabel('E-mail address')).toHaveValue(email)
})

test('sessions are listed and the others can be logged out', async ({ open, page }) => {
  const account = await signUp(page)
  const elsewhere = await open(null)
  await enterPassword(elsewhere, account)
  await expect(elsewhere).toHaveURL(LOGGED_IN)

  await page.goto('/account/sessions')
  await page.getByRole('button', { name: /others/i }).click()
  await expect(page.getByRole('status').filter({ hasText: /./ })).toBeVisible()
  await elsewhere.reload()
  await expect(elsewhere).toHaveURL(/\/login/)
})

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false })

  test('signing up, logging out and in, and changing a setting work', async ({ page, request }) => {
    test.setTimeout(150_000)
    const account = newcomer()
    await page.goto('/signup')
    await page.getByLabel('E-mail address').fill(account.email)
    await page.getByLabel('Callsign').fill(account.callsign)
    await page.getByLabel('Password', { exact: true }).fill(account.password)
    await page.getByRole('main').getByRole('button', { name: 'Sign up' }).click()
    const menu = page.getByLabel(nameOf(account.callsign))
    await menu.click()
    await page.getByRole('button', { name: 'Log out' }).click()
    await expect(menu).toHaveCount(0)
    await expect(page.getByRole('status').filter({ hasText: 'You are logged out' })).toBeVisible()

    await page.goto('/login')
    await page.getByLabel('E-mail address').fill(account.email)
    await page.getByLabel('Password', { exact: true }).fill(account.password)
    await page.getByRole('main').getByRole('button', { name: 'Log in', exact: true }).click()
    await menu.click()
    await page.getByRole('button', { name: 'Light' }).click()
    await expect(page.locator('html')).toHaveAttribute('data-theme', 'light')

    const region = await foundRegion(await signInProgram(request, account), request, 'autocracy')
    await page.goto(`/governor/${region.name}/culture`)
    const motto = 'Sails before sparks'
    await page.getByRole('textbox', { name: 'Motto' }).fill(motto)
    await page.getByRole('button', { name: 'Review changes' }).click()
    await expect(page.getByRole('region', { name: 'Review', exact: true })).toContainText(motto)
    await page.getByRole('button', { name: 'Enact' }).click()
    const saved = page.getByRole('status').filter({ hasText: 'Enacted' })
    await expect(saved).toBeVisible()
    await expect(page.getByRole('textbox', { name: 'Motto' })).toHaveValue(motto)
    await page.reload()
    await expect(page.getByRole('textbox', { name: 'Motto' })).toHaveValue(motto)
    await expect(saved).toHaveCount(0)
    await page.goto(`/regions/${region.name}`)
    await expect(page.getByText(motto)).toBeVisible()
  })
})
