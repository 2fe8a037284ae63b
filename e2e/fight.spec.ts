import { openSheet, logIn } from './deck.ts'
import { findFrontier, makeVeteran, putAt } from './galaxy-database.ts'
import { DESK, expectAccessible, expectNoOverflow, PHONE, takePicture } from './page-checks.ts'
import { signInProgram } from './rest-client.ts'
import { expect, test } from './test.ts'
import { REGION_OF } from './world.ts'

const REGION = REGION_OF.citizen

test('who lies in wait meets who flies in: a protected pilot cannot be attacked, another is defeated', async ({
  page,
  request,
}) => {
  const hunter = await signInProgram(request)
  const prey = await signInProgram(request)
  for (const { call } of [hunter, prey]) await call('POST', '/play/enter', { region: REGION })
  const { from, to } = await findFrontier(REGION)
  const name = prey.account.callsign
  await makeVeteran(REGION, hunter.account.callsign, {
    hull: 'corvette',
    modules: ['guns', 'guns', 'guns'],
  })
  await putAt(REGION, hunter.account.callsign, to)
  await putAt(REGION, name, from)

  await logIn(page, hunter.account)
  await page.goto('/play')
  await openSheet(page, 'Sector')
  await page.getByRole('button', { name: /^Lie in wait/ }).press('Enter')
  await expect(page.getByText(/^You lie in wait until/)).toBeVisible()

  await page.goto(`/play/fight/${name}`)
  await expect(page.getByRole('status').filter({ hasText: 'This pilot did not meet you' })).toBeVisible()
  await expect(page).toHaveURL(/\/play$/)

  // A newcomer flies a Pathfinder and passes.
  expect(await prey.call('POST', '/play/move', { toSector: to })).toMatchObject({ end: 'arrived' })
  await page.goto(`/play/fight/${name}`)
  await expect(page.getByText('You cannot attack now')).toBeVisible()
  await expect(page.getByRole('button', { name: /^Attack/ })).toHaveCount(0)

  await makeVeteran(REGION, name, { hull: 'freighter', ore: 40 })
  await putAt(REGION, name, from)
  expect(await prey.call('POST', '/play/move', { toSector: to })).toMatchObject({ end: 'stopped' })
  await page.goto('/play')
  await openSheet(page, 'Sector')
  await page.getByRole('link', { name: 'Look at the odds' }).press('Enter')
  await expect(page.getByRole('heading', { name: 'You would win' })).toBeVisible()
  for (const size of [DESK, PHONE]) {
    await page.setViewportSize(size)
    await expectAccessible(page)
    await expectNoOverflow(page)
    await takePicture(page, 'odds')
  }
  await page.getByRole('button', { name: `Attack ${name}` }).press('Enter')
  await expect(page.getByRole('status').filter({ hasText: `You defeated ${name}` })).toContainText(
    'You took 10 ore',
  )

  const beaten = (await prey.send('GET', '/play/me')).body as { sectorId: number; ship: { cargo: object } }
  expect(beaten.ship.cargo).toEqual({ ore: 20 })
  expect(beaten.sectorId).not.toBe(to)
})
