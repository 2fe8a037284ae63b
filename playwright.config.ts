import { defineConfig } from '@playwright/test'
import { CHROMIUM } from './e2e/chromium.ts'
import { BASE_URL } from './e2e/world.ts'

export default defineConfig({
  testDir: 'e2e',
  fullyParallel: true,
  workers: 2,
  forbidOnly: Boolean(process.env.CI),
  // A second try for an overloaded runner; what needs it is still reported as flaky.
  retries: process.env.CI ? 1 : 0,
  timeout: 90_000,
  expect: { timeout: 15_000 },
  reporter: 'list',
  globalSetup: './e2e/global-setup.ts',
  projects: [
    { name: 'world', testMatch: /\.setup\.ts/ },
    { name: 'journeys', dependencies: ['world'] },
  ],
  use: {
    baseURL: BASE_URL,
    contextOptions: { reducedMotion: 'reduce' },
    // Recording slows every test; in CI the second try shows what happened.
    trace: process.env.CI ? 'on-first-retry' : 'retain-on-failure',
    launchOptions: CHROMIUM,
  },
})
