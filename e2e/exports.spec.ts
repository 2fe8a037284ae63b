import { readFileSync } from 'node:fs'
import { strFromU8, unzipSync } from 'fflate'
import { checkPage, expectNoOverflow, takePicture } from './page-checks.ts'
import { expect, test } from './test.ts'
import { REGION_OF } from './world.ts'

test('the owner takes a region along as a file whose hashes are on the page; citizens read when they may', async ({
  open,
  complaints,
}) => {
  const region = REGION_OF.autocrat
  const page = await open('autocrat')
  await page.goto(`/regions/${region}`)
  await page.getByRole('link', { name: 'Export', exact: true }).click()
  await page.getByRole('button', { name: 'Ask for an export' }).click()
  const link = page.getByRole('link', { name: /^Download/ })
  await expect(link).toBeVisible({ timeout: 60_000 })
  await checkPage(page, `/regions/${region}/export`)

  const downloading = page.waitForEvent('download')
  await link.click()
  const download = await downloading
  expect(download.suggestedFilename()).toMatch(new RegExp(`^${region}-\\d{4}-\\d\\d-\\d\\d\\.zip$`))
  const files = unzipSync(readFileSync(await download.path()))
  const manifest = JSON.parse(strFromU8(files['manifest.json'] ?? new Uint8Array())) as {
    files: { name: string; sha256: string }[]
  }
  await page.getByText(/^What is in it/).click()
  for (const { name, sha256 } of manifest.files) {
    expect(Object.keys(files)).toContain(name)
    await expect(page.getByText(sha256).first()).toBeVisible()
  }
  await expectNoOverflow(page)
  await takePicture(page, 'region-export-contents')
  complaints.expect(/export\.data: .*409/)
  await page.getByRole('button', { name: 'Ask for a new export' }).click()
  await expect(page.getByText('There is one export a day.')).toBeVisible()

  const citizen = await open('citizen')
  await citizen.goto(`/regions/${REGION_OF.citizen}/export`)
  await expect(citizen.getByText(/every citizen while it is evacuated/)).toBeVisible()
})
