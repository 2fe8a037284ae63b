import { flash, logIn, openAsGovernor } from './deck.ts'
import { checkPage } from './page-checks.ts'
import { letDaysPass, letRescueVoteEnd, makeOldCitizen, sweepOwnershipNow } from './region-time.ts'
import { signInProgram } from './rest-client.ts'
import { expect, test } from './test.ts'
import { SIMULATOR_URL } from './world.ts'

test('citizens whose owner stopped paying choose another, who pays at PayPal and owns the region', async ({
  open,
  request,
}) => {
  test.setTimeout(240_000)
  const { page: owner, region } = await openAsGovernor('democracy', open, request)
  const { account } = await signInProgram(request)
  await makeOldCitizen(region.name, account.callsign)
  const citizen = await open(null)
  await logIn(citizen, account)

  // PayPal gave up, and the paid month is over.
  await owner.goto('/account/billing')
  const paypalId = /I-[A-Z0-9]+/.exec(await owner.getByRole('main').innerText())?.[0] ?? ''
  const suspended = await request.post(`${SIMULATOR_URL}/simulator/api/subscriptions/${paypalId}/suspend`)
  expect(suspended.ok()).toBe(true)
  await letDaysPass(region.name, 33)
  const home = `/regions/${region.name}`
  await expect(async () => {
    await citizen.goto(home)
    await expect(citizen.getByRole('link', { name: 'New owner' })).toBeVisible({ timeout: 1_000 })
  }).toPass({ timeout: 60_000 })

  await citizen.getByRole('link', { name: 'New owner' }).click()
  await citizen.getByLabel('Callsign of a citizen').fill(account.callsign)
  await citizen.getByRole('button', { name: 'Name', exact: true }).click()
  await expect(flash(citizen, 'You stand as the new owner')).toBeVisible()
  const address = new URL(citizen.url()).pathname
  const rescueId = address.split('/').at(-1) ?? ''
  await checkPage(citizen, `${home}/rescues`)

  await letDaysPass(region.name, 13)
  await expect(async () => {
    await sweepOwnershipNow()
    await citizen.goto(address)
    await expect(citizen.getByRole('heading', { name: 'Voting is open' })).toBeVisible({ timeout: 2_000 })
  }).toPass({ timeout: 60_000 })
  await checkPage(citizen, address)
  // Also where everything else is paused.
  await citizen.goto('/votes')
  await citizen.getByRole('link', { name: /^Vote: New owner/ }).click()
  await citizen.getByRole('radio', { name: /^Yes/ }).check()
  await citizen.getByRole('button', { name: 'Cast vote' }).click()
  await expect(flash(citizen, 'Vote counted')).toBeVisible()

  // The owner was here as well: both of two have to say yes.
  await owner.goto(address)
  await owner.getByRole('radio', { name: /^Yes/ }).check()
  await owner.getByRole('button', { name: 'Cast vote' }).click()
  await expect(flash(owner, 'Vote counted')).toBeVisible()
  await letRescueVoteEnd(rescueId)
  await expect(async () => {
    await citizen.goto(address)
    await expect(citizen.getByRole('button', { name: 'Pay and take over' })).toBeVisible({ timeout: 1_000 })
  }).toPass({ timeout: 60_000 })
  await checkPage(citizen, address)

  await citizen.getByRole('button', { name: 'Pay and take over' }).click()
  await citizen.getByRole('link', { name: 'Continue on PayPal’s page' }).click()
  await citizen.getByRole('button', { name: 'Agree & subscribe' }).click()
  await expect(citizen.getByText(`${region.displayName} is yours`)).toBeVisible({ timeout: 60_000 })
  await citizen.getByRole('link', { name: 'Enter your region' }).click()
  await expect(citizen.getByRole('heading', { level: 1, name: region.displayName })).toBeVisible()
  await checkPage(citizen, address)
  await checkPage(citizen, `${home}/transfer`)
  await owner.goto('/account/billing')
  await expect(owner.getByText('Handed over', { exact: true })).toBeVisible()
  await checkPage(owner, '/account/billing')
})
