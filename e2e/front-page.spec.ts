import { type Page } from '@playwright/test'
import { gotoLive } from './deck.ts'
import { expectAccessible, expectNoOverflow, PHONE } from './page-checks.ts'
import { foundRegion, signInProgram } from './rest-client.ts'
import { expect, test } from './test.ts'
import { REGION_OF } from './world.ts'

const mapOf = (page: Page) => page.getByRole('region', { name: 'Map of the galaxy' })
const tickerOf = (page: Page) => page.getByRole('region', { name: 'Happening now' })
const scrollOf = (page: Page) =>
  mapOf(page).evaluate(({ scrollLeft, scrollTop }) => ({ scrollLeft, scrollTop }))
/** How wide the galaxy is drawn, in pixels. */
const widthOf = (page: Page) => mapOf(page).evaluate(({ scrollWidth }) => scrollWidth)

test('a stranger sees the regions at their gates, drags the map and follows one to its page', async ({
  open,
}) => {
  const page = await open(null)
  await gotoLive(page, '/')
  const map = mapOf(page)
  await expect(map.getByRole('link', { name: 'Central Nexus' })).toBeVisible()
  for (const name of Object.values(REGION_OF))
    await expect(map.locator(`a[href="/regions/${name}"]`)).toBeVisible()
  const commons = map.getByRole('link', { name: /^Halcyon Commons/ })
  await expect(commons).toHaveAccessibleName(/Democracy, \d+ citizens, .*open vote.*traded? yesterday/)

  const whole = await widthOf(page)
  const zoomIn = page.getByRole('button', { name: 'Zoom in' })
  await expect(async () => {
    await zoomIn.click()
    expect(await widthOf(page)).toBeGreaterThan(whole * 1.5)
  }).toPass()
  const before = await scrollOf(page)
  const box = await map.boundingBox()
  if (!box) throw new Error('the map is on the page')
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2)
  await page.mouse.down()
  await page.mouse.move(box.x + box.width / 2 - 60, box.y + box.height / 2 - 40, { steps: 4 })
  await page.mouse.up()
  const after = await scrollOf(page)
  expect([after.scrollLeft - before.scrollLeft, after.scrollTop - before.scrollTop]).toEqual([60, 40])
  // What was dragged was not followed.
  expect(new URL(page.url()).pathname).toBe('/')

  await page.getByRole('button', { name: 'Show all' }).click()
  expect(await widthOf(page)).toBe(whole)
  await commons.click()
  await expect(page).toHaveURL(`/regions/${REGION_OF.citizen}`)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Halcyon Commons')
})

test('the map is moved and followed by keyboard alone', async ({ open }) => {
  const page = await open(null)
  await gotoLive(page, '/')
  const map = mapOf(page)
  const whole = await widthOf(page)
  await map.focus()
  await expect(async () => {
    await page.keyboard.press('+')
    expect(await widthOf(page)).toBeGreaterThan(whole * 1.5)
  }).toPass()
  const { scrollLeft } = await scrollOf(page)
  await page.keyboard.press('ArrowRight')
  await expect.poll(async () => (await scrollOf(page)).scrollLeft).toBeGreaterThan(scrollLeft)
  await page.keyboard.press('0')
  expect(await widthOf(page)).toBe(whole)
  await page.keyboard.press('Tab')
  await expect(map.getByRole('link', { name: 'Central Nexus' })).toBeFocused()
  await page.keyboard.press('Tab')
  await expect(map.getByRole('list', { name: 'Regions' }).getByRole('link').first()).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/regions\/[a-z0-9-]+$/)
})

test('a new law is told on an open page by itself, and not while the reader holds the list', async ({
  open,
  request,
}) => {
  test.setTimeout(150_000)
  const program = await signInProgram(request)
  const region = await foundRegion(program, request, 'autocracy')
  const decree = async (taxRate: number) =>
    expect((await program.send('PUT', '/regions/my-region/economy', { taxRate })).body).toMatchObject({
      outcome: 'enacted',
    })
  const page = await open(null)
  await gotoLive(page, '/')
  const lines = tickerOf(page).getByRole('listitem').filter({ hasText: program.account.callsign })
  await expect(mapOf(page).locator(`a[href="/regions/${region.name}"]`)).toBeVisible()
  await expect(lines.filter({ hasText: 'founded the region' })).toBeVisible()

  await decree(0.11)
  await expect(lines.filter({ hasText: 'decreed' })).toHaveCount(1)
  await page.getByRole('button', { name: 'Pause' }).click()
  await decree(0.12)
  const other = await open(null)
  await other.goto('/')
  await expect(
    tickerOf(other)
      .getByRole('listitem')
      .filter({ hasText: `${program.account.callsign} decreed` }),
  ).toHaveCount(2)
  await expect(lines.filter({ hasText: 'decreed' })).toHaveCount(1)
  await page.getByRole('button', { name: 'Resume' }).click()
  await expect(lines.filter({ hasText: 'decreed' })).toHaveCount(2)

  await lines.getByRole('link').first().click()
  await expect(page).toHaveURL(`/regions/${region.name}/laws?law=3#law-3`)
})

test('without scripts the map, its list and the news are there', async ({ open }) => {
  const page = await open(null, { javaScriptEnabled: false })
  await page.goto('/')
  await expect(page.getByRole('button', { name: 'Zoom in' })).toHaveCount(0)
  await page.getByText('Show the map as a list').click()
  const row = page
    .getByRole('table', { name: 'Regions of the galaxy' })
    .getByRole('row', { name: /Kessler Dominion/ })
  await expect(row).toContainText(/Autocracy.*Sector \d+/)
  await expect(tickerOf(page).getByRole('listitem').first()).toBeVisible()
  await mapOf(page).locator(`a[href="/regions/${REGION_OF.autocrat}"]`).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Kessler Dominion')
})

for (const [what, viewport] of [
  ['a desk', undefined],
  ['a phone', PHONE],
] as const)
  test(`the zoomed map and the open list are accessible and fit ${what}`, async ({ open }) => {
    const page = await open(null, viewport ? { viewport } : {})
    await gotoLive(page, '/')
    const whole = await widthOf(page)
    await expect(async () => {
      await page.getByRole('button', { name: 'Zoom in' }).click()
      expect(await widthOf(page)).toBeGreaterThan(whole)
    }).toPass()
    await page.getByText('Show the map as a list').click()
    await expectAccessible(page)
    await expectNoOverflow(page)
  })
