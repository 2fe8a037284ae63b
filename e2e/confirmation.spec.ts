import { mkdtemp, rm, chmod } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { type Browser, type Page } from '@playwright/test'
import { startSmtpServer, type SmtpInbox } from '#server/testing/start-smtp-server.ts'
import { startServer, type ServerProcess } from './server-process.ts'
import { expect, test } from './test.ts'
import { PORT } from './world.ts'

const PASSWORD = 'seven lanterns over harbour'
let server: ServerProcess
let inbox: SmtpInbox
let dataDir = ''

test.describe.configure({ mode: 'serial' })
test.beforeAll(async () => {
  test.setTimeout(180_000)
  inbox = await startSmtpServer()
  dataDir = await mkdtemp(path.join(os.tmpdir(), 'sectorwars-mail-'))
  // When run as root, the database's own user must be able to enter.
  await chmod(dataDir, 0o755)
  server = startServer({ port: PORT + 35, dataDir, env: { DEMO: '0', SMTP_URL: inbox.url } })
  await server.ready()
})
test.afterAll(async () => {
  await server.end('SIGTERM')
  await inbox.close()
  await rm(dataDir, { recursive: true, force: true })
})

/** A browser at the server with mail. */
async function visit(browser: Browser): Promise<Page> {
  const context = await browser.newContext({ baseURL: server.url })
  return context.newPage()
}

async function signUp(page: Page, email: string, callsign: string) {
  await page.goto('/signup')
  await page.getByLabel('E-mail address').fill(email)
  await page.getByLabel('Callsign').fill(callsign)
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD)
  await page.getByRole('main').getByRole('button', { name: 'Sign up' }).click()
  await expect(page.getByLabel(`Account of ${callsign}`)).toBeVisible()
}

/** The path of the last link to a page that was mailed to an address. */
async function linkTo(address: string, start: string): Promise<string> {
  const find = () =>
    inbox.received
      .filter(({ to }) => to.includes(address))
      .map(({ body }) => new RegExp(`${start}/[\\w-]+`).exec(body)?.[0] ?? '')
      .findLast((link) => link !== '')
  await expect.poll(find, { timeout: 30_000 }).toBeTruthy()
  return find() ?? ''
}

test('a newcomer flies at once, and does the rest once the address is confirmed', async ({ browser }) => {
  const email = 'ann@mail.test'
  const page = await visit(browser)
  await signUp(page, email, 'Ann-Marrow')
  await page.goto('/account')
  await expect(page.getByText('Confirm your e-mail address')).toBeVisible()
  const link = await linkTo(email, '/confirm')
  await page.goto(link)
  await expect(page.getByText('Ann-Marrow', { exact: true }).last()).toBeVisible()
  await page.getByRole('button', { name: 'Yes, confirm this address' }).click()
  await expect(page).toHaveURL(/\/account$/)
  await expect(page.getByText('Confirm your e-mail address')).toHaveCount(0)
  await page.goto(link)
  await expect(page.getByText('This link was used or has expired')).toBeVisible()
})

test('an account moves to another address once both agree, and the old one takes it back', async ({
  browser,
}) => {
  const [from, to] = ['ben@mail.test', 'ben.marrow@mail.test']
  const page = await visit(browser)
  await signUp(page, from, 'Ben-Marrow')
  await page.goto(await linkTo(from, '/confirm'))
  await page.getByRole('button', { name: 'Yes, confirm this address' }).click()
  await expect(page).toHaveURL(/\/account$/)

  await page.getByRole('link', { name: 'Change address' }).click()
  await page.getByLabel('New e-mail address').fill(to)
  await page.getByRole('button', { name: 'Ask both addresses' }).click()
  await expect(page).toHaveURL(/\/account$/)

  for (const link of [await linkTo(from, '/address/approve'), await linkTo(to, '/address/accept')]) {
    await page.goto(link)
    await page.getByRole('button', { name: 'Agree to the change' }).click()
    await expect(page).toHaveURL(/\/account$/)
  }
  await expect(page.getByText(to)).toBeVisible()

  await page.goto(await linkTo(from, '/address/undo'))
  await page.getByRole('button', { name: 'Take the change back' }).click()
  await expect(page).toHaveURL(/\/login/)
  await page.goto('/account')
  await expect(page).toHaveURL(/\/login/)
  await page.goto(await linkTo(from, '/reset'))
  await expect(page.getByText('For Ben-Marrow')).toBeVisible()
})
