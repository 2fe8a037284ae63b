import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { promisify } from 'node:util'
import { expect, test } from './test.ts'

test('the example of a trading program ends with a profit', async ({ baseURL }) => {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['docs/examples/trader.mjs', baseURL ?? ''],
    { timeout: 120_000 },
  )
  expect(stdout).toMatch(/^profit: [1-9]\d* credits$/m)
})

test('the example of a trading program is short enough to read', () => {
  expect(readFileSync('docs/examples/trader.mjs', 'utf8').trimEnd().split('\n').length).toBeLessThanOrEqual(
    60,
  )
})
