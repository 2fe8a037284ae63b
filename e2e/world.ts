import { readFileSync } from 'node:fs'
import path from 'node:path'
import AxeBuilder from '@axe-core/playwright'
import { expect, type Page } from '@playwright/test'

export const PORT = 3900
export const SIMULATOR_URL = `http://localhost:${PORT + 100}`

export type DemoAccount = { email: string; callsign: string; password: string; region?: string }
export type DemoAccounts = { admin: DemoAccount; governors: DemoAccount[]; citizens: DemoAccount[] }

/** The accounts of the demo world, as an operator finds them. */
export function demoAccounts(): DemoAccounts {
  const file = path.join(process.env.E2E_DATA_DIR ?? '', 'demo-accounts.json')
  return JSON.parse(readFileSync(file, 'utf8')) as DemoAccounts
}

/** The governor whose region has this form of government. */
export function governorOf(region: string): DemoAccount & { region: string } {
  const governor = demoAccounts().governors.find((account) => account.region === region)
  if (!governor?.region) throw new Error(`the demo world has no region ${region}`)
  return { ...governor, region: governor.region }
}

export async function logIn(page: Page, account: { email: string; password: string }) {
  await page.goto('/login')
  await page.getByLabel('E-mail').fill(account.email)
  await page.getByLabel('Password', { exact: true }).fill(account.password)
  await page.getByRole('main').getByRole('button', { name: 'Log in' }).click()
  await expect(page).not.toHaveURL(/\/login/)
}

/** Nothing that axe can find is wrong with the page, by WCAG 2.2 AA. */
export async function expectAccessible(page: Page) {
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
    .analyze()
  expect(
    violations.map((v) => `${v.id}: ${v.help} — ${v.nodes.map((n) => n.target.join(' ')).join(', ')}`),
  ).toEqual([])
}

/** At this width nothing sticks out to the side. */
export async function expectNoSidewaysScroll(page: Page) {
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  )
  expect(overflow).toBeLessThanOrEqual(0)
}
