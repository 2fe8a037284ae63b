import {
  expect,
  test as base,
  type BrowserContext,
  type BrowserContextOptions,
  type Page,
} from '@playwright/test'
import { accountOf, BASE_URL, sessionFile, type Role } from './world.ts'

type Opened = BrowserContextOptions & {
  theme?: 'dark' | 'light'
  /** Logs in anew, for pages that would ask who it is ten minutes after the log-in that all tests share. */
  isNewLogIn?: boolean
}

/** Navigating during a load aborts that request; Remix reports it although nothing is wrong. */
const HARMLESS = /AbortError: signal is aborted/

type Fixtures = {
  /** Opens another browser, logged in as a demo role or logged out. */
  open: (role: Role | null, options?: Opened) => Promise<Page>
  /** Browser errors and warnings. A test fails on any that it did not expect. */
  complaints: { expect: (pattern: RegExp) => void }
}

/** Script, hydration and CSP errors all arrive as one of these two. */
function listen(context: BrowserContext, heard: string[]) {
  context.on('console', (message) => {
    if (message.type() !== 'error' && message.type() !== 'warning') return
    heard.push(`${message.type()} at ${message.location().url}: ${message.text()}`)
  })
  context.on('weberror', (problem) => heard.push(`exception: ${problem.error().stack ?? String(problem)}`))
}

async function logIn(context: BrowserContext, role: Role) {
  const { email, password } = accountOf(role)
  const headers = { Origin: BASE_URL }
  const answer = await context.request.post(`${BASE_URL}/login`, {
    ...{ form: { email, password }, headers, maxRedirects: 0 },
  })
  expect(answer.status()).toBe(302)
}

export const test = base.extend<Fixtures & { heard: string[] }>({
  heard: async ({}, use) => use([]), // eslint-disable-line no-empty-pattern -- Playwright asks for a pattern here
  complaints: [
    async ({ context, heard }, use) => {
      const expected: RegExp[] = []
      listen(context, heard)
      await use({ expect: (pattern) => void expected.push(pattern) })
      const surprising = heard.filter(
        (line) => ![HARMLESS, ...expected].some((pattern) => pattern.test(line)),
      )
      expect(surprising, 'the browser complained').toEqual([])
    },
    { auto: true },
  ],
  open: async ({ browser, heard, contextOptions, baseURL }, use) => {
    const contexts: BrowserContext[] = []
    await use(async (role, { theme, isNewLogIn = false, ...options } = {}) => {
      const context = await browser.newContext({
        ...contextOptions,
        ...(baseURL ? { baseURL } : {}),
        ...(role === null || isNewLogIn ? {} : { storageState: sessionFile(role) }),
        ...options,
      })
      contexts.push(context)
      listen(context, heard)
      if (role !== null && isNewLogIn) await logIn(context, role)
      if (theme) await context.addCookies([{ name: 'theme', value: theme, url: baseURL ?? '' }])
      return context.newPage()
    })
    for (const context of contexts) await context.close()
  },
})

export { expect }
