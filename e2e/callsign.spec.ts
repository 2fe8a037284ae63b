import { signUp } from './account-steps.ts'
import { expect, test } from './test.ts'
import { newcomer } from './world.ts'

test('a callsign changes with the password, is refused when it looks like another, and old links lead on', async ({
  complaints,
  page,
}) => {
  complaints.expect(/status of (400|409)/)
  const account = await signUp(page, newcomer('before'))

  await page.goto('/account')
  await page.getByRole('link', { name: 'Change callsign' }).click()
  const change = async (callsign: string) => {
    await page.getByLabel('New callsign').fill(callsign)
    await page.getByLabel('Your password').fill(account.password)
    await page.getByRole('main').getByRole('button', { name: 'Change callsign' }).click()
  }
  await change('llse-Marrow')
  await expect(page.getByText('or one that looks the same, is taken').first()).toBeVisible()
  await expect(page.getByLabel('New callsign')).toHaveValue('llse-Marrow')

  const wanted = newcomer('after').callsign
  await change(wanted)
  await expect(page.getByText(`You are ${wanted} now`)).toBeVisible()
  await expect(page.getByLabel(`Account of ${wanted}`)).toBeVisible()

  await page.goto('/account/callsign')
  await expect(page.getByText('You can change that again from')).toBeVisible()
  await expect(
    page.getByRole('main').getByRole('listitem').filter({ hasText: account.callsign }),
  ).toBeVisible()

  await page.goto(`/pilots/${account.callsign}`)
  await expect(page).toHaveURL(new RegExp(`/pilots/${wanted}$`))
  await expect(page.getByText(`Formerly ${account.callsign}.`)).toBeVisible()
})
