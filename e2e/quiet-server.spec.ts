import { readFile } from 'node:fs/promises'
import { type Page } from '@playwright/test'
import { expect, test } from './test.ts'
import { BASE_URL, REGION_OF, serverErrorsFile } from './world.ts'

const DECK = `/governor/${REGION_OF.democrat}`

test('no kind of address makes the server write to stderr', async ({ open, request }) => {
  const page = await open('citizen')
  await page.goto('/votes')
  await page.getByRole('link', { name: 'View: A second patrol wing' }).click()
  const record = await page.getByRole('link', { name: 'Download audit record' }).getAttribute('href')
  const governor = await open('democrat')
  const asked: [Page, string, number][] = [
    [page, '/', 200],
    [page, '/regions.data', 200],
    [page, '/__manifest?p=%2Fvotes', 204],
    [page, `/map-data/${REGION_OF.citizen}`, 200],
    [page, `/map-data/nexus?v=1`, 200],
    [page, '/map-data/nowhere', 404],
    [page, record ?? '', 200],
    [page, '/welcome', 302],
    [page, '/logout', 302],
    [page, '/nowhere', 404],
    [page, '/nowhere.data', 404],
    [governor, DECK, 200],
    [governor, `${DECK}.data`, 200],
    [governor, `${DECK}/build`, 302],
  ]
  for (const [who, address, status] of asked) {
    const answer = await who.request.get(address, { maxRedirects: 0 })
    expect.soft(answer.status(), address).toBe(status)
  }
  const refused = await request.post('/login', {
    form: { email: 'nobody@e2e.example', password: 'not the password' },
    headers: { Origin: BASE_URL },
  })
  expect(refused.status()).toBe(401)
  expect(await readFile(serverErrorsFile(), 'utf8')).toBe('')
})
