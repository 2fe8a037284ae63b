import { logIn } from './deck.ts'
import { checkPage, takePicture } from './page-checks.ts'
import { letShipArrive, paypalIdOf } from './platform-database.ts'
import { letDaysPass } from './region-time.ts'
import { foundRegion, signInProgram } from './rest-client.ts'
import { expect, test } from './test.ts'
import { SIMULATOR_URL } from './world.ts'

test('a region that nobody pays for closes by its timetable, everybody is carried out, a payment brings it back, and without one it ends', async ({
  page,
  open,
  request,
  complaints,
}) => {
  test.setTimeout(600_000)
  // The public pages of an archived region.
  complaints.expect(/status of 404/)
  const owner = await signInProgram(request)
  const region = await foundRegion(owner, request, 'autocracy')
  const pilot = await signInProgram(request)
  await pilot.call('POST', '/play/enter', { region: region.name })
  await logIn(page, pilot.account)
  const timetable = `/regions/${region.name}/timetable`

  const reach = async (days: number, status: string) => {
    await letDaysPass(region.name, days)
    await expect
      .poll(
        async () => {
          await page.goto(timetable)
          return page.getByRole('heading', { level: 2 }).first().textContent()
        },
        { timeout: 60_000 },
      )
      .toBe(status)
  }

  await test.step('grace: everything works, and the page says until when', async () => {
    await reach(42, 'Now: The payment is overdue')
    await checkPage(page, timetable)
    await page.goto(`/regions/${region.name}`)
    await expect(page.getByText(`${region.displayName}: the payment is overdue`)).toBeVisible()
    await page.getByRole('link', { name: 'Dates and what to do' }).click()
    await expect(page).toHaveURL(timetable)
  })

  await test.step('evacuation: the map has a way out, for nothing', async () => {
    await reach(13, 'Now: Read-only')
    await reach(15, 'Now: Evacuation')
    await checkPage(page, timetable)
    await page.getByRole('link', { name: 'To your ship' }).click()
    await page.getByRole('navigation', { name: 'Panels' }).getByRole('button', { name: 'Fly' }).click()
    await expect(page.getByText(/is closed. You can leave for Gateway Plaza/)).toBeVisible()
    await expect(page.getByRole('button', { name: 'Leave for Gateway Plaza' })).toBeEnabled()
  })

  await test.step('the end: who stayed is carried out, and the region is archived', async () => {
    await reach(26, 'Now: Archive')
    await letShipArrive(pilot.account.callsign)
    await expect(async () => {
      await page.goto('/play')
      await expect(page.getByText('Central Nexus').first()).toBeVisible({ timeout: 3_000 })
    }).toPass({ timeout: 60_000 })
    const answer = await page.goto(`/regions/${region.name}`)
    expect(answer?.status()).toBe(404)
    const ownersPage = await open(null)
    await logIn(ownersPage, owner.account)
    await ownersPage.goto(timetable)
    await expect(ownersPage.getByRole('link', { name: 'Pay now' })).toBeVisible()
  })

  await test.step('the archive has its galaxy, and its owner takes a copy along', async () => {
    const admin = await open('admin')
    const row = admin.getByRole('row').filter({ hasText: region.displayName })
    await expect(async () => {
      await admin.goto('/admin/archives')
      await expect(row).toContainText('In the archive', { timeout: 3_000 })
    }).toPass({ timeout: 60_000 })
    await checkPage(admin, '/admin/archives')
    const ownersPage = await open(null)
    await logIn(ownersPage, owner.account)
    await ownersPage.goto(timetable)
    await ownersPage.getByRole('button', { name: 'Ask for an export' }).click()
    await expect(ownersPage.getByRole('link', { name: /Download/ })).toBeVisible({ timeout: 60_000 })
    await checkPage(ownersPage, timetable)
    await takePicture(ownersPage, 'archived')
  })

  await test.step('a payment brings it back', async () => {
    const paypalId = await paypalIdOf(region.name)
    const paid = await request.post(`${SIMULATOR_URL}/simulator/api/subscriptions/${paypalId}/bill`)
    expect(paid.ok(), await paid.text()).toBe(true)
    await expect
      .poll(async () => (await pilot.send('GET', `/regions/${region.name}`)).body.status, { timeout: 60_000 })
      .toBe('active')
    await page.goto(timetable)
    await expect(page.getByText(/is paid for\. There is nothing/)).toBeVisible()
  })

  await test.step('without a payment for a year it ends, and its links say so', async () => {
    await letDaysPass(region.name, 470)
    await expect(async () => {
      await page.goto(timetable)
      await expect(page.getByRole('heading', { name: 'This region has ended' })).toBeVisible({
        timeout: 3_000,
      })
    }).toPass({ timeout: 120_000 })
    await expect(page.getByText(`${region.displayName} ended on`)).toBeVisible()
    await checkPage(page, timetable, 404)
  })
})
