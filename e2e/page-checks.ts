import AxeBuilder from '@axe-core/playwright'
import path from 'node:path'
import { type Page } from '@playwright/test'
import { twMerge } from 'tailwind-merge'
import { expect } from './test.ts'

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

export const DESK = { width: 1440, height: 900 }
export const PHONE = { width: 360, height: 740 }

/** Targets of a crowded map may be small where a list on the same page has the same links (WCAG 2.5.8, "equivalent"). */
const hasTwin = (rule: string, { html }: { html: string }) =>
  rule === 'target-size' && html.includes('data-also-in-list')

/**
 * Checks the page, or what is `within` it, with axe against WCAG 2.2 AA. Our pages have no frames, so axe's legacy
 * mode is enough; it is three times as fast because it opens no page of its own.
 */
export async function expectAccessible(page: Page, within?: string) {
  const builder = new AxeBuilder({ page })
    .options({ resultTypes: ['violations'] })
    .withTags(TAGS)
    .setLegacyMode()
  const { violations } = await (within === undefined ? builder : builder.include(within)).analyze()
  const found = violations
    .map((violation) => ({
      ...violation,
      nodes: violation.nodes.filter((node) => !hasTwin(violation.id, node)),
    }))
    .filter(({ nodes }) => nodes.length > 0)
    .map(
      ({ id, help, nodes }) =>
        `${id}: ${help}: ${nodes.map(({ target, failureSummary }) => `${target.join(' ')} (${failureSummary ?? ''})`).join('; ')}`,
    )
  expect.soft(found, `axe on ${page.url()}`).toEqual([])
}

const findOverflow = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement
    if (scrollWidth <= clientWidth) return []
    const isClipped = (element: Element) => {
      for (let box = element.parentElement; box && box !== document.body; box = box.parentElement)
        if (getComputedStyle(box).overflowX !== 'visible') return true
      return false
    }
    const wide = [...document.querySelectorAll('body *')].filter(
      (element) => element.getBoundingClientRect().right > clientWidth + 0.5 && !isClipped(element),
    )
    return [
      `${scrollWidth} > ${clientWidth}`,
      ...wide.slice(0, 5).map((element) => `${element.tagName} ${element.className.toString().slice(0, 80)}`),
    ]
  })

/** Checks that nothing overflows sideways once scripts have adapted to the width. */
export async function expectNoOverflow(page: Page) {
  const message = `width of ${page.url()} at ${page.viewportSize()?.width}`
  await expect
    .configure({ soft: true })
    .poll(() => findOverflow(page), { message })
    .toEqual([])
}

/** Checks that no element has two classes for one thing: which of them wins would be up to the style sheet's order. */
export async function expectNoClassConflicts(page: Page) {
  const written = await page.evaluate(() => [
    ...new Set(
      [...document.querySelectorAll('[class]')].map((element) => element.getAttribute('class') ?? ''),
    ),
  ])
  const inConflict = written.filter((classes) => twMerge(classes) !== classes.trim().replaceAll(/\s+/g, ' '))
  expect.soft(inConflict, `classes on ${page.url()}`).toEqual([])
}

/** Checks that each id is given once: labels, links and hints would lead to the first of several (axe looks at some of them only). */
export async function expectUniqueIds(page: Page) {
  const repeated = await page.evaluate(() => {
    const ids = [...document.querySelectorAll('[id]')].map(({ id }) => id)
    return [...new Set(ids.filter((id, place) => ids.indexOf(id) !== place))]
  })
  expect.soft(repeated, `ids given twice on ${page.url()}`).toEqual([])
}

/** Folder for pictures of what the tests look at, to look at oneself: `SCREENSHOTS=folder npm run test:e2e`. Without it none are taken. */
const PICTURES = process.env.SCREENSHOTS

/** Takes a picture of the page at its present width, if pictures are wanted. */
export async function takePicture(page: Page, name: string, { fullPage = true } = {}) {
  if (!PICTURES) return
  const file = `${name.replace(/[^\w-]+/g, '_')}-${page.viewportSize()?.width}.jpeg`
  await page.screenshot({ fullPage, type: 'jpeg', quality: 60, path: path.join(PICTURES, file) })
}

/** Checks that a page responds, is accessible, and fits desk and phone. */
export async function checkPage(page: Page, address: string, status = 200) {
  await page.setViewportSize(DESK)
  const answer = await page.goto(address)
  expect.soft(answer?.status(), address).toBe(status)
  await expect(page.getByRole('heading', { level: 1 })).toHaveCount(1)
  await page.evaluate(() => document.fonts.ready)
  await expectAccessible(page)
  await expectNoClassConflicts(page)
  await expectUniqueIds(page)
  for (const size of [DESK, PHONE]) {
    await page.setViewportSize(size)
    await expectNoOverflow(page)
    await takePicture(page, address)
  }
}
