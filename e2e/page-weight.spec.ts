import { readdir, readFile, stat } from 'node:fs/promises'
import path from 'node:path'
import { type Page } from '@playwright/test'
import { gotoLive } from './deck.ts'
import { expect, test } from './test.ts'
import { REGION_OF } from './world.ts'

const SCRIPT_MAX_BYTES = 400 * 1024
const REQUESTS_MAX = 20
const ASSETS = path.resolve(import.meta.dirname, '../build/remix/client/assets')

type BuiltRoute = { id: string; parentId?: string; module: string; imports?: string[] }
type Manifest = { entry: { module: string; imports: string[] }; routes: Record<string, BuiltRoute> }

async function builtManifest(): Promise<Manifest> {
  const name = (await readdir(ASSETS)).find((file) => /^manifest-.*\.js$/.test(file))
  const script = await readFile(path.join(ASSETS, name ?? ''), 'utf8')
  return JSON.parse(script.slice(script.indexOf('{'), script.lastIndexOf('}') + 1)) as Manifest
}

/** Every file of script that a route's page loads, with those of the routes around it. */
function scriptsOf({ entry, routes }: Manifest, route: BuiltRoute): Set<string> {
  const files = new Set([entry.module, ...entry.imports])
  for (let at: BuiltRoute | undefined = route; at; at = routes[at.parentId ?? ''])
    for (const file of [at.module, ...(at.imports ?? [])]) files.add(path.basename(file))
  return new Set([...files].map((file) => path.basename(file)))
}

/** What a route's page loads, with the routes around it, bytes. */
async function scriptBytes(manifest: Manifest, route: BuiltRoute): Promise<number> {
  const sizes = [...scriptsOf(manifest, route)].map(
    async (file) => (await stat(path.join(ASSETS, file))).size,
  )
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0)
}

test('no page of a governor loads more than 400 KiB of script', async () => {
  const manifest = await builtManifest()
  const ofGovernors = Object.values(manifest.routes).filter(({ id }) => id.startsWith('routes/governor'))
  expect(ofGovernors.length).toBeGreaterThan(15)
  const tooLarge: string[] = []
  for (const route of ofGovernors) {
    const bytes = await scriptBytes(manifest, route)
    if (bytes > SCRIPT_MAX_BYTES) tooLarge.push(`${route.id}: ${Math.round(bytes / 1024)} KiB`)
  }
  expect(tooLarge).toEqual([])
})

for (const [what, id, most] of [
  ['the founding wizard, which checks while one types,', 'routes/found', 400],
  ['the front page, which strangers see first,', 'routes/_index', 380],
] as const)
  test(`${what} loads at most ${most} KiB of script`, async () => {
    const manifest = await builtManifest()
    const route = manifest.routes[id]
    if (!route) throw new Error(`there is no route ${id}`)
    expect(Math.round((await scriptBytes(manifest, route)) / 1024)).toBeLessThanOrEqual(most)
  })

test('the screen of play, which has the map, loads at most 405 KiB of script', async () => {
  const manifest = await builtManifest()
  const play = manifest.routes['routes/play']
  if (!play) throw new Error('there is a screen of play')
  expect(Math.round((await scriptBytes(manifest, play)) / 1024)).toBeLessThanOrEqual(405)
})

/** What a page of the command deck asks for until it is live: addresses, and the bytes of script among the answers. */
async function weigh(page: Page, address: string): Promise<{ requests: string[]; scriptBytes: number }> {
  const requests: string[] = []
  const scripts: Promise<number>[] = []
  page.on('request', (request) => requests.push(new URL(request.url()).pathname))
  page.on('response', (response) => {
    if (response.request().resourceType() === 'script')
      scripts.push(response.body().then((body) => body.length))
  })
  await gotoLive(page, address)
  await page.waitForLoadState('load')
  return { requests, scriptBytes: (await Promise.all(scripts)).reduce((sum, bytes) => sum + bytes, 0) }
}

for (const tab of [
  '',
  '/governance',
  '/economy',
  '/policies',
  '/elections',
  '/diplomacy',
  '/culture',
  '/members',
])
  test(`a browser that has nothing yet makes at most 20 requests for a command deck: ${tab || 'overview'}`, async ({
    open,
  }) => {
    const page = await open('autocrat')
    const { requests, scriptBytes } = await weigh(page, `/governor/${REGION_OF.autocrat}${tab}`)
    expect(requests).toContainEqual(expect.stringContaining('framework'))
    expect(requests.length, requests.join(' ')).toBeLessThanOrEqual(REQUESTS_MAX)
    expect(scriptBytes).toBeGreaterThan(0)
    expect(scriptBytes).toBeLessThanOrEqual(SCRIPT_MAX_BYTES)
  })
