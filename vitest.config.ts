import { defineConfig } from 'vitest/config'

const integration = [
  'server/services/**/*.test.ts',
  'server/galaxy/**/*.test.ts',
  'server/trpc/**/*.test.ts',
  'server/auth/**/*.test.ts',
  'server/galaxies/**/*.test.ts',
  'server/postgres/**/*.test.ts',
  'server/events/**/*.test.ts',
  'server/limits/**/*.test.ts',
  'server/drivers/**/*.test.ts',
  'server/http/**/*.test.ts',
  'server/cli/**/*.test.ts',
  'server/paypal/**/*.integration.test.ts',
  'jobs/**/*.test.ts',
  'db/**/*.test.ts',
]

/** Vitest would leave one core of two idle. */
const WORKERS = 2

// Files share their worker's modules (isolate: false): loading them again for every file took half of the total time. What a
// test needs for itself it makes for itself: a database, a clock, a platform.
export default defineConfig({
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          isolate: false,
          include: ['server/**/*.test.ts', 'app/**/*.test.{ts,tsx}', 'scripts/**/*.test.ts'],
          exclude: [...integration, 'node_modules/**'],
          maxWorkers: WORKERS,
          testTimeout: 60_000,
          // One after the other: a worker serves files of one project only, and starting others for each file takes longer.
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        test: {
          name: 'integration',
          isolate: false,
          include: integration,
          globalSetup: ['server/testing/global-setup.ts'],
          pool: 'forks',
          maxWorkers: WORKERS,
          testTimeout: 60_000,
          hookTimeout: 120_000,
          sequence: { groupOrder: 1 },
        },
      },
    ],
    coverage: {
      provider: 'v8',
      include: ['server/domain/**/*.ts', 'server/services/**/*.ts'],
      exclude: ['**/*.test.ts'],
      reporter: ['text-summary', 'json-summary'],
      // Branches: 95 again once a whole run has measured data rights, administration, names, second factors and passkeys.
      thresholds: { lines: 95, branches: 93 },
    },
  },
})
