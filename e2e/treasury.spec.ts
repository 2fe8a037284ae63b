import { flash, logIn } from './deck.ts'
import { checkPage } from './page-checks.ts'
import { expect, test } from './test.ts'
import { demoAccounts, REGION_OF } from './world.ts'

const REGION = REGION_OF.autocrat

test('a citizen donates to the treasury, a retry is the same donation, and the government sees it', async ({
  open,
  complaints,
}) => {
  complaints.expect(/status of 409/)
  const giver = demoAccounts().citizens.find(({ region }) => region === REGION)
  if (!giver) throw new Error(`the demo world has no citizen of ${REGION}`)
  const citizen = await open(null)
  await logIn(citizen, giver)
  await citizen.goto(`/regions/${REGION}`)
  const treasury = citizen.getByRole('region', { name: 'Treasury' })
  await treasury.getByRole('button', { name: 'Donate to the treasury' }).click()
  const dialog = citizen.getByRole('alertdialog')
  await expect(dialog.getByLabel('Credits')).toBeFocused()
  await dialog.getByLabel('Credits').fill('7')
  await dialog.getByRole('button', { name: 'Donate', exact: true }).click()
  await expect(flash(citizen, 'has received 7 credits')).toBeVisible()
  await checkPage(citizen, `/regions/${REGION}`)

  const again = treasury.getByRole('button', { name: 'Donate to the treasury' })
  await again.click()
  const giftId = await dialog.locator('input[name=giftId]').inputValue()
  await dialog.getByLabel('Credits').evaluate((input) => input.removeAttribute('max'))
  await dialog.getByLabel('Credits').fill('999999999')
  await dialog.getByRole('button', { name: 'Donate', exact: true }).click()
  await expect(treasury.getByRole('alert')).toContainText('You have')
  await again.click()
  await expect(dialog.getByLabel('Credits')).toHaveValue('999999999')
  await expect(dialog.locator('input[name=giftId]')).toHaveValue(giftId)

  const governor = await open('autocrat')
  await governor.goto(`/governor/${REGION}/economy`)
  const entry = governor.getByRole('row').filter({ hasText: `Donation from ${giver.callsign}` })
  await expect(entry.first()).toContainText('+7')
})
