import { chromium, type Browser } from '@playwright/test'
import { CHROMIUM } from '../e2e/chromium.ts'
import { PHONE } from '../e2e/page-checks.ts'
import { REGION_OF } from '../e2e/world.ts'
import { median } from './load.ts'
import { ms, type BenchRow } from './report.ts'

const SLOWDOWN = 4
const VISITS = 9
/** Longer than this a task keeps a tap waiting; the excess counts as blocking. */
const TASK_MS = 50
const BLOCKING_MAX_MS = 200
/** A page is done when nothing has blocked it for so long. */
const QUIET_MS = 1_500

const PAGES = [
  { what: 'front page', address: '/' },
  { what: 'map of a region', address: `/regions/${REGION_OF.citizen}/map` },
]

/** How long a phone, a quarter as fast as this machine, does not answer while it loads a page that it has never seen. */
export async function benchPhone(url: string): Promise<BenchRow[]> {
  const browser = await chromium.launch(CHROMIUM)
  try {
    const empty = await medianBlocking(browser, `${url}/healthz`, SLOWDOWN)
    const rows: BenchRow[] = []
    for (const { what, address } of PAGES) {
      const measured = await medianBlocking(browser, `${url}${address}`, SLOWDOWN)
      const fast = await medianBlocking(browser, `${url}${address}`, 1)
      rows.push({
        what: `${what} on a phone, total blocking time, median of ${VISITS}`,
        measured: ms(measured),
        reference: `${ms(empty)}, an empty page on the same phone; ${ms(fast)} on this machine`,
        goal: { text: `at most ${BLOCKING_MAX_MS} ms`, reached: measured <= BLOCKING_MAX_MS },
      })
    }
    return rows
  } finally {
    await browser.close()
  }
}

async function medianBlocking(browser: Browser, address: string, slowdown: number): Promise<number> {
  const times: number[] = []
  for (let visit = 0; visit < VISITS; visit++) times.push(await blockingTime(browser, address, slowdown))
  return median(times)
}

/** Time beyond 50 ms of all tasks of one visit in a new browser profile, ms. */
async function blockingTime(browser: Browser, address: string, slowdown: number): Promise<number> {
  const context = await browser.newContext({ viewport: PHONE })
  try {
    const page = await context.newPage()
    const session = await context.newCDPSession(page)
    await session.send('Emulation.setCPUThrottlingRate', { rate: slowdown })
    await page.goto(address, { waitUntil: 'networkidle' })
    const tasks = await page.evaluate(
      (quietMs) =>
        new Promise<number[]>((resolve) => {
          const durations: number[] = []
          let timer = setTimeout(resolve, quietMs, durations)
          new PerformanceObserver((list) => {
            durations.push(...list.getEntries().map(({ duration }) => duration))
            clearTimeout(timer)
            timer = setTimeout(resolve, quietMs, durations)
          }).observe({ type: 'longtask', buffered: true })
        }),
      QUIET_MS,
    )
    return tasks.reduce((sum, duration) => sum + Math.max(0, duration - TASK_MS), 0)
  } finally {
    await context.close()
  }
}
