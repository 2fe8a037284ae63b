import { type APIRequestContext, type Page } from '@playwright/test'
import { expect } from './test.ts'
import { foundRegion, signInProgram, type Governance } from './rest-client.ts'
import { BASE_URL, type Account } from './world.ts'

/** A browser of somebody who has a region of their own, with this form of government. */
export async function governorWith(
  governance: Governance,
  open: (role: null) => Promise<Page>,
  request: APIRequestContext,
) {
  const program = await signInProgram(request)
  const region = await foundRegion(program, request, governance)
  const page = await open(null)
  await logIn(page, program.account)
  return { page, region, program }
}

export async function logIn(page: Page, { email, password }: Account) {
  const answer = await page.request.post('/login', {
    form: { email, password },
    headers: { Origin: BASE_URL },
    maxRedirects: 0,
  })
  expect(answer.status()).toBe(302)
}

/** The message that follows a deed. */
export const flash = (page: Page, words: string) => page.getByRole('status').filter({ hasText: words })

/** Sends a form of settings and answers what it would do. */
export async function review(page: Page, form: string) {
  const settings = page.getByRole('form', { name: `Settings: ${form}` })
  await settings.getByRole('button', { name: 'Review changes' }).click()
  return page.getByRole('region', { name: 'Review', exact: true })
}

/** Opens a page that follows events, and waits until it hears them. */
export async function gotoLive(page: Page, path: string) {
  const stream = page.waitForResponse((response) => new URL(response.url()).pathname === '/events')
  await page.goto(path)
  await stream
}
