import { chmod, mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { type Page } from '@playwright/test'
import {
  expectAccessible,
  expectNoClassConflicts,
  expectNoOverflow,
  checkPage,
  DESK,
  PHONE,
} from './page-checks.ts'
import { startServer, type ServerProcess } from './server-process.ts'
import { expect, test } from './test.ts'
import { PORT } from './world.ts'

test.use({ trace: 'off' })

/** An empty platform in development mode. */
let developers: ServerProcess
let dataDir = ''

test.describe('for developers', () => {
  test.describe.configure({ mode: 'serial' })
  test.beforeAll(async () => {
    dataDir = await mkdtemp(path.join(os.tmpdir(), 'sectorwars-gallery-'))
    // When run as root, the database's own user must be able to enter; otherwise it would leave its data behind.
    await chmod(dataDir, 0o755)
    developers = startServer({ port: PORT + 15, dataDir, env: { NODE_ENV: 'development', DEMO: '0' } })
    await developers.ready()
  })
  test.afterAll(async () => {
    await developers.end('SIGTERM')
    developers.clearAway()
    await rm(dataDir, { recursive: true, force: true })
  })

  for (const theme of ['dark', 'light'] as const)
    test(`the gallery shows every component, accessible and within a phone’s width: ${theme}`, async ({
      open,
    }) => {
      test.setTimeout(180_000)
      const page = await open(null, { baseURL: developers.url, theme, viewport: DESK })
      const answer = await page.goto('/gallery')
      expect(answer?.status()).toBe(200)
      await expect(page.locator('html')).toHaveAttribute('data-theme', theme)
      await expect(page.getByRole('heading', { level: 1, name: 'Gallery' })).toBeVisible()
      await page.evaluate(() => document.fonts.ready)
      await expectAccessible(page)
      await expectNoClassConflicts(page)
      await expectNoOverflow(page)
      await page.setViewportSize(PHONE)
      await expectNoOverflow(page)
      await test.step('a refused confirmation, over the page', async () => {
        const opener = page.getByRole('button', { name: 'Revoke decree' }).first()
        await opener.click()
        await expect(page.getByRole('alertdialog')).toContainText('The decree was not revoked')
        await expectAccessible(page, '[role=alertdialog]')
        await expect(page.getByRole('alertdialog').getByRole('textbox').first()).toBeFocused()
        await page.keyboard.press('Escape')
        await expect(page.getByRole('alertdialog')).toHaveCount(0)
        await expect(opener).toBeFocused()
      })
    })

  test('the page of a valid link for the first administrator is accessible and fits desk and phone', async ({
    open,
  }) => {
    const [link] = /\/admin-invite\/[\w-]{20,}/.exec(developers.output()) ?? []
    const page: Page = await open(null, { baseURL: developers.url })
    await checkPage(page, link ?? '')
    await expect(page.getByRole('button', { name: 'Become administrator' })).toBeVisible()
  })
})

test('in production there is no gallery', async ({ request }) => {
  expect((await request.get('/gallery')).status()).toBe(404)
})
