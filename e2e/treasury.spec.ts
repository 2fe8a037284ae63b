import { flash, logIn } from './deck.ts'
import { expectSoundPage } from './page-checks.ts'
import { expect, test } from './test.ts'
import { demoAccounts, REGION_OF } from './world.ts'

const REGION = REGION_OF.autocrat

test('a citizen gives to the treasury, whose government reads it in the book', async ({ open }, testInfo) => {
  const giver = demoAccounts().citizens.find(({ region }) => region === REGION)
  if (!giver) throw new Error(`the demo world has no citizen of ${REGION}`)
  const citizen = await open(null)
  await logIn(citizen, giver)
  await citizen.goto(`/regions/${REGION}`)
  const treasury = citizen.getByRole('region', { name: 'Treasury' })
  await treasury.getByRole('button', { name: 'Give to the treasury' }).click()
  const dialog = citizen.getByRole('alertdialog')
  await dialog.getByLabel('Credits').fill('7')
  await dialog.getByRole('button', { name: 'Give', exact: true }).click()
  await expect(flash(citizen, 'has received 7 credits')).toBeVisible()
  await expectSoundPage(citizen, `/regions/${REGION}`, testInfo)

  const governor = await open('autocrat')
  await governor.goto(`/governor/${REGION}/economy`)
  const entry = governor.getByRole('row').filter({ hasText: `Gift of ${giver.callsign}` })
  await expect(entry.first()).toContainText('+7')
})
