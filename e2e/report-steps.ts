import { type Locator, type Page } from '@playwright/test'
import { expect } from './test.ts'

/** Follows the link beside a pilot or a text, says what happened, and is back where the text is. @param among what the link is in */
export async function fileReport(page: Page, subject: string, words: string, among: Page | Locator = page) {
  await among
    .getByRole('link', { name: `Report this ${subject}`, exact: true })
    .first()
    .click()
  await expect(page.getByRole('heading', { level: 1, name: /^Report / })).toBeVisible()
  await page.getByLabel('What happened').fill(words)
  await page.getByRole('button', { name: 'Send report' }).click()
  await expect(page.getByText('Report sent')).toBeVisible()
}
