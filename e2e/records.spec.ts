import { execFile } from 'node:child_process'
import path from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from './test.ts'

const RECOUNT = path.resolve(import.meta.dirname, '../scripts/recount/recount.mjs')

for (const [what, seen] of [
  ['policy', 'A second patrol wing'],
  ['election', 'Election: Governor'],
  ['treaty', 'Treaty: trade agreement'],
] as const) {
  test(`the record of a closed vote on a ${what} can be downloaded by those who may see it and recounts to the same result`, async ({
    open,
    request,
  }) => {
    const page = await open('citizen')
    await page.goto('/votes')
    await page.getByRole('link', { name: `View: ${seen}` }).click()
    const link = page.getByRole('link', { name: 'Download audit record' })
    const downloading = page.waitForEvent('download')
    await link.click()
    const download = await downloading
    expect(download.suggestedFilename()).toMatch(new RegExp(`^${what}-[\\w-]{36}\\.json$`))
    // The stand-alone recount fails if the result does not match.
    await promisify(execFile)(process.execPath, [RECOUNT, await download.path()])

    const address = (await link.getAttribute('href')) ?? ''
    const outsider = await open('autocrat')
    expect((await outsider.request.get(address)).status()).toBe(404)
    const nobody = await request.get(address, { maxRedirects: 0 })
    expect(nobody.status()).toBe(302)
    expect(nobody.headers().location).toMatch(/^\/login\?next=/)
  })
}

test('open votes and unknown subjects have no record', async ({ open }) => {
  const page = await open('citizen')
  await page.goto('/votes')
  await page.getByRole('link', { name: /: Elections every sixty days$/ }).click()
  await expect(page.getByRole('heading', { name: 'Voting is open' })).toBeVisible()
  await expect(page.getByRole('link', { name: 'Download audit record' })).toHaveCount(0)
  const policy = new URL(page.url()).pathname.split('/').at(-1)
  expect((await page.request.get(`/records/policy/${policy}`)).status()).toBe(409)
  expect((await page.request.get(`/records/taxes/${policy}`)).status()).toBe(404)
})
