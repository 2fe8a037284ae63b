import { existsSync } from 'node:fs'

const installed = process.env.PLAYWRIGHT_CHROMIUM ?? '/usr/bin/chromium'

/** The system's Chromium where there is one, else Playwright's own. */
export const CHROMIUM = {
  ...(existsSync(installed) ? { executablePath: installed } : {}),
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update'],
}
