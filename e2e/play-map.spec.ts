import { type Page } from '@playwright/test'
import { logIn, openSheet } from './deck.ts'
import {
  DESK,
  expectAccessible,
  expectNoClassConflicts,
  expectNoOverflow,
  PHONE,
  takePicture,
} from './page-checks.ts'
import { signInProgram } from './rest-client.ts'
import { pointsOf } from './map-points.ts'
import { expect, test } from './test.ts'
import { REGION_OF } from './world.ts'

async function enter(page: Page, request: Parameters<typeof signInProgram>[0]) {
  const program = await signInProgram(request)
  await logIn(page, program.account)
  await page.goto('/play?region=halcyon-commons')
  await page.getByRole('button', { name: 'Enter the galaxy' }).press('Enter')
  await expect(page.getByRole('application', { name: /^Map of/ })).toBeVisible()
  await page.getByRole('button', { name: 'Dismiss' }).press('Enter')
  return program
}

type Sector = { sector: { id: number }; warps: { sectorId: number }[] }

const heading = (page: Page) => page.getByRole('heading', { level: 1 })
const whereabouts = (page: Page) => page.getByRole('status').filter({ hasText: /^You are in / })

test('the map is played by keyboard only: numbers fly, the heading gets the focus and tells where one is', async ({
  page,
  request,
}) => {
  await enter(page, request)
  const map = page.getByRole('application')
  await map.focus()
  const first = await heading(page).innerText()
  await page.keyboard.press('1')
  await expect(heading(page)).not.toHaveText(first)
  await expect(heading(page)).toBeFocused()
  const second = await heading(page).innerText()
  await expect(whereabouts(page)).toContainText(`You are in ${second}, `)
  await expect(whereabouts(page)).toContainText('Here: ')

  // From the heading on, without going back to the map.
  await page.keyboard.press('1')
  await expect(heading(page)).not.toHaveText(second)
  await expect(heading(page)).toBeFocused()

  // The list says the same: find a sector there, and fly the whole route in one act.
  const here = await heading(page).innerText()
  await page.getByLabel('Find a sector').focus()
  await page.keyboard.type('Federation')
  const found = page
    .getByRole('listitem')
    .getByRole('button', { name: /Federation/, pressed: false })
    .first()
  await found.press('Enter')
  const target = (await page.getByRole('button', { pressed: true, name: /Federation/ }).innerText()).split(
    ' (',
  )[0]
  await page.getByRole('button', { name: 'Fly this route' }).first().press('Enter')
  await expect(heading(page)).toHaveText(target ?? '')
  await expect(heading(page)).not.toHaveText(here)
  await expect(heading(page)).toBeFocused()
  await expect(page.getByText('You have arrived.')).toBeVisible()
})

const OVERLAYS = ['Security', 'Traffic', 'Owner and zone', 'Sales tax', 'Contracts', 'Price of a good']

/** The map as it is drawn, once nothing moves any more. */
async function stillPicture(page: Page): Promise<string> {
  const picture = () =>
    page
      .getByRole('application')
      .locator('canvas')
      .evaluate((canvas) => (canvas as HTMLCanvasElement).toDataURL())
  let last = ''
  await expect.poll(async () => last === (last = await picture())).toBe(true)
  return last
}

/** Panels lie over parts of the map. */
const isOnMap = (page: Page, { x, y }: { x: number; y: number }) =>
  page.evaluate(
    ([left, top]) => Boolean(document.elementFromPoint(left, top)?.closest('[role=application]')),
    [x, y] as const,
  )

for (const way of ['click', 'tap'] as const)
  test(`a neighbour is flown to by a ${way} on the map`, async ({ open, request }) => {
    // A tablet's width: what a tap beside a neighbour opens would cover a phone's map.
    const page = await open(null, { hasTouch: way === 'tap', viewport: DESK })
    await enter(page, request)
    const before = await heading(page).innerText()
    const map = page.getByRole('application')
    // The ship is in the middle of what the panels leave free; one of the ways out lies within three jumps of it.
    const box = await map.boundingBox()
    if (!box) throw new Error('the map has a place')
    const centre = { x: 615, y: box.height / 2 }
    await expect
      .poll(async () => {
        for (let angle = 0; angle < 16; angle++)
          for (const reach of [40, 70, 110, 150, 190]) {
            if ((await heading(page).innerText()) !== before) return true
            const turn = (angle / 16) * 2 * Math.PI
            const position = { x: centre.x + reach * Math.cos(turn), y: centre.y + reach * Math.sin(turn) }
            if (!(await isOnMap(page, { x: box.x + position.x, y: box.y + position.y }))) continue
            await (way === 'tap' ? map.tap({ position }) : map.click({ position }))
          }
        return (await heading(page).innerText()) !== before
      })
      .toBe(true)
  })

test('a tap on a neighbour flies there on a phone', async ({ open, request }) => {
  const page = await open(null, { hasTouch: true, viewport: PHONE })
  const { send } = await enter(page, request)
  await page.getByRole('button', { name: 'Centre on me' }).tap()
  const me = (await send('GET', '/play/sector')).body as Sector
  const before = await heading(page).innerText()
  const points = await pointsOf(page, REGION_OF.citizen, me.sector.id)
  for (const { sectorId } of me.warps) {
    const point = points.get(sectorId)
    if (!point || !(await isOnMap(page, point))) continue
    await page.touchscreen.tap(point.x, point.y)
    await expect(heading(page)).not.toHaveText(before)
    await expect(heading(page)).toBeFocused()
    const now = (await send('GET', '/play/sector')).body as Sector
    expect(now.sector.id).toBe(sectorId)
    return
  }
  throw new Error('no neighbour is on the free part of the map')
})

for (const size of [DESK, PHONE])
  test(`overlays, legend and list of the map at ${size.width} px`, async ({ page, request }) => {
    await page.setViewportSize(size)
    await enter(page, request)
    await page.getByText('Map view and legend').click()
    const colours = page.getByRole('list', { name: 'Colours' })
    const shown = new Set([await stillPicture(page)])
    const legends = new Set<string>()
    for (const overlay of OVERLAYS) {
      await page.getByLabel('Show on the map').selectOption({ label: overlay })
      await expect(colours.getByRole('listitem').first()).toBeVisible()
      // Each looks like none of those before, on the map and in its legend.
      await expect.poll(() => stillPicture(page).then((picture) => shown.has(picture)), overlay).toBe(false)
      shown.add(await stillPicture(page))
      legends.add(await colours.innerText())
    }
    expect(legends.size).toBe(OVERLAYS.length)
    await page.getByLabel('Show on the map').selectOption({ label: 'Ports that sell a good' })
    await page.getByLabel('Good', { exact: true }).selectOption({ label: 'Food' })
    await expect(colours).toHaveText('Sells food')
    await expectAccessible(page)
    await expectNoClassConflicts(page)
    await expectNoOverflow(page)
    await takePicture(page, 'overlay', { fullPage: false })
    await page.getByText('Map view and legend').click()
    await openSheet(page, 'Fly')
    await expect(page.getByRole('button', { name: /^Fly to / }).first()).toBeVisible()
    await expectAccessible(page)
  })

test('the maps of the Nexus and of a region are public and say what each gate leads to', async ({ open }) => {
  const page = await open(null)
  await page.goto('/')
  await page
    .getByRole('navigation', { name: 'Main', exact: true })
    .getByRole('link', { name: 'Nexus' })
    .click()
  await expect(heading(page)).toHaveText('The Central Nexus')
  await expect(page.getByRole('application', { name: 'Map of the Central Nexus' })).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('link', { name: 'Map of Halcyon Commons' }).click()
  await expect(heading(page)).toHaveText('Map of Halcyon Commons')
  await page.goto(`/regions/${REGION_OF.citizen}`)
  await page
    .getByRole('navigation', { name: 'Pages of Halcyon Commons' })
    .getByRole('link', { name: 'Map' })
    .click()
  await expect(heading(page)).toHaveText('Map of Halcyon Commons')
})
