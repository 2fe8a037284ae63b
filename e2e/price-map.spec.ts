import { type Page } from '@playwright/test'
import { COMMODITY_LABELS } from '#app/lib/market-words.ts'
import { mostTradedGoods, type ClosingPrices } from './galaxy-database.ts'
import { deck } from './checked-pages.ts'
import { DESK, expectAccessible, expectNoOverflow, PHONE, takePicture } from './page-checks.ts'
import { expect, test } from './test.ts'
import { REGION_OF } from './world.ts'

const REGION = REGION_OF.democrat
const PRICE = /([\d.]+) cr$/

const nameOf = ({ commodity }: ClosingPrices) => `prices of ${COMMODITY_LABELS[commodity].toLowerCase()}`
const labelOf = ({ commodity }: ClosingPrices) => COMMODITY_LABELS[commodity]

/** The ports of the map: how large each is drawn, and what it tells of its price. */
const shapesOn = (page: Page, good: ClosingPrices) =>
  page
    .getByRole('img', { name: new RegExp(`^Map of the ${nameOf(good)}`) })
    .locator('rect, circle')
    .evaluateAll((shapes) =>
      shapes.map((shape) => ({
        title: shape.querySelector('title')?.textContent ?? '',
        size: Number(shape.getAttribute('r') ?? Number(shape.getAttribute('width')) / 2),
      })),
    )

/** Map and table say the same of a good: which ports, in which order, at which prices. */
async function expectPrices(page: Page, good: ClosingPrices): Promise<void> {
  const rows = page
    .getByRole('table', { name: new RegExp(`^${nameOf(good)}`, 'i') })
    .getByRole('row')
    .filter({ has: page.getByRole('cell') })
  await expect(rows).toHaveCount(good.ports.length)
  for (const [index, port] of good.ports.entries()) await expect(rows.nth(index)).toContainText(port)
  const listed = (await rows.allInnerTexts()).map((text) => Number(/([\d.]+) cr/.exec(text)?.[1]))
  expect(listed).toEqual(listed.toSorted((a, b) => a - b))
  expect(listed.at(-1)).toBeGreaterThan(listed[0] ?? Infinity)

  const shapes = await shapesOn(page, good)
  expect(shapes.filter(({ title }) => title.endsWith('no trade before today'))).toHaveLength(good.untraded)
  const drawn = shapes.flatMap(({ title, size }) => {
    const price = PRICE.exec(title)?.[1]
    return price === undefined ? [] : [{ size, price: Number(price) }]
  })
  expect(drawn.map(({ price }) => price).toSorted((a, b) => a - b)).toEqual(listed)
  const [cheapest, ...others] = drawn.toSorted((a, b) => a.price - b.price || a.size - b.size)
  // The dearer, the larger.
  let { price, size } = cheapest ?? { price: 0, size: 0 }
  for (const next of others) {
    if (next.price > price) expect(next.size).toBeGreaterThan(size)
    else expect(next.size).toBe(size)
    ;({ price, size } = next)
  }
}

test('a governor sees where in the region a good is dear, on a map and in a list, and chooses the good', async ({
  open,
}) => {
  const [good, other] = await mostTradedGoods(REGION)
  if (!good || !other) throw new Error(`too little was traded in ${REGION}`)
  const page = await open('democrat')
  await page.goto(`${deck(REGION)}/trade?range=7d&good=${good.commodity}`)
  await expectPrices(page, good)

  await test.step('another good, by keyboard', async () => {
    const choose = page.getByRole('form', { name: 'Choose a good' }).getByLabel('Good')
    await choose.focus()
    await choose.selectOption(labelOf(other))
    await expect(page.getByRole('heading', { name: new RegExp(nameOf(other), 'i') })).toBeVisible()
    // The range of days stays as it was chosen.
    await expect(page).toHaveURL(/range=7d/)
    await expectPrices(page, other)
  })
  for (const size of [DESK, PHONE]) {
    await page.setViewportSize(size)
    await expectAccessible(page)
    await expectNoOverflow(page)
    await takePicture(page, 'price-map')
  }
})

test('the price map follows its form without scripts, and is nobody else’s', async ({ open, complaints }) => {
  complaints.expect(/status of 404/)
  const [good] = await mostTradedGoods(REGION)
  if (!good) throw new Error(`too little was traded in ${REGION}`)
  const page = await open('democrat', { javaScriptEnabled: false })
  await page.goto(`${deck(REGION)}/trade?range=7d`)
  const form = page.getByRole('form', { name: 'Choose a good' })
  await form.getByLabel('Good').selectOption(labelOf(good))
  await form.getByRole('button', { name: 'Apply' }).click()
  await expectPrices(page, good)

  const citizen = await open('citizen')
  const answer = await citizen.goto(`${deck(REGION)}/trade`)
  expect(answer?.status()).toBe(404)
})
