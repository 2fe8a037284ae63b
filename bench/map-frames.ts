import { createServer } from 'node:http'
import { type AddressInfo } from 'node:net'
import { chromium, type Page } from '@playwright/test'
import { build } from 'esbuild'
import { CHROMIUM } from '../e2e/chromium.ts'
import { percentile } from './load.ts'
import { MOTIONS, type Motion } from './map-motion.ts'
import { type BenchRow } from './report.ts'

const WINDOW = { width: 1440, height: 900 }
const FRAMES = 200
const ROUNDS = 2
/** A sixtieth of a second, and what the clock of a frame may be off. */
const MAX_FRAME_MS = 1000 / 60 + 0.5

/** Time between frames of the map of a galaxy of 5,000 sectors in a browser without a graphics card. */
export async function benchMapFrames(): Promise<BenchRow[]> {
  const page = await servePage()
  const browser = await chromium.launch(CHROMIUM)
  try {
    const tab = await browser.newPage({ viewport: WINDOW })
    await tab.goto(page.url)
    await tab.locator('canvas').waitFor()
    const times: Record<Motion, number[]> = { still: [], dragged: [], zoomed: [] }
    // The first round is for the browser to compile.
    for (let round = 0; round <= ROUNDS; round++)
      for (const motion of MOTIONS) {
        const frames = await frameTimes(tab, motion)
        if (round > 0) times[motion].push(...frames)
      }
    const { still, dragged, zoomed } = times
    return [rowOf('dragged', dragged, still), rowOf('zoomed', zoomed, still)]
  } finally {
    await browser.close()
    page.close()
  }
}

function rowOf(motion: Motion, frames: number[], still: number[]): BenchRow {
  const [p50, p95] = [shareOf(frames, 0.5), shareOf(frames, 0.95)]
  return {
    what: `time between frames while the map of 5,000 sectors is ${motion}, without a graphics card, p95`,
    measured: `${p95.toFixed(1)} ms (p50 ${p50.toFixed(1)} ms)`,
    reference: `${shareOf(still, 0.95).toFixed(1)} ms (p50 ${shareOf(still, 0.5).toFixed(1)} ms), the same page at rest`,
    goal: { text: '60 frames a second', reached: p95 <= MAX_FRAME_MS },
  }
}

const shareOf = (times: number[], share: number) =>
  percentile(
    [...times].sort((a, b) => a - b),
    share,
  )

const frameTimes = (tab: Page, motion: Motion): Promise<number[]> =>
  tab.evaluate(([kind, frames]) => window.frameTimes(kind, frames), [motion, FRAMES] as const)

const COLOURS =
  '--bg: #05070d; --ink: #e8ecf4; --ink-2: #a9b4c6; --ink-3: #6d7a90; --accent: #5fd0ff; --info: #6aa8ff; ' +
  '--warning: #f3b34c; --success: #5bd08a; --danger: #ff6b6b'

/** The map alone on a page. */
async function servePage(): Promise<{ url: string; close(): void }> {
  const { outputFiles } = await build({
    entryPoints: ['bench/map-page.tsx'],
    bundle: true,
    write: false,
    minify: true,
    format: 'esm',
    jsx: 'automatic',
    define: { 'process.env.NODE_ENV': '"production"' },
  })
  const script = outputFiles[0]?.text ?? ''
  const html = `<!doctype html><title>Map</title>
    <style>:root { ${COLOURS} } body { margin: 0 } .fixed { position: fixed; inset: 0 } .size-full { width: 100%; height: 100% }</style>
    <body><script type="module" src="/map.js"></script>`
  const server = createServer((request, response) => {
    const isScript = request.url === '/map.js'
    response
      .writeHead(200, { 'content-type': isScript ? 'text/javascript' : 'text/html; charset=utf-8' })
      .end(isScript ? script : html)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return { url: `http://127.0.0.1:${port}/`, close: () => server.close() }
}
