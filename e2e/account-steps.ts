import { type Page } from '@playwright/test'
import { withDatabase } from './platform-database.ts'
import { expect } from './test.ts'
import { newcomer } from './world.ts'

export type Account = ReturnType<typeof newcomer>

/** Where a log-in at `/login?next=/account` ends, and no page on the way there. */
export const LOGGED_IN = /^[^?]*\/account$/

/** Opens an account of somebody new in this browser. */
export async function signUp(page: Page, account = newcomer()): Promise<Account> {
  await page.goto('/signup')
  await page.getByLabel('E-mail address').fill(account.email)
  await page.getByLabel('Callsign').fill(account.callsign)
  await page.getByLabel('Password', { exact: true }).fill(account.password)
  await page.getByRole('main').getByRole('button', { name: 'Sign up' }).click()
  await expect(page.getByLabel(`Account of ${account.callsign}`)).toBeVisible()
  return account
}

/** Enters the password, which may only be the first step. */
export async function enterPassword(page: Page, { email, password }: Account) {
  await page.goto('/login?next=/account')
  await page.getByLabel('E-mail address').fill(email)
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByRole('main').getByRole('button', { name: 'Log in', exact: true }).click()
}

/** As if the last log-in had been long ago. */
export const forgetProof = (email: string) =>
  withDatabase('sectorwars', (client) =>
    client.query(
      `update sessions set created_at = created_at - interval '1 hour', proven_at = null
        where user_id = (select id from users where email = $1)`,
      [email],
    ),
  )
