import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'
import { browserRouter } from './browser-router.ts'
import { definitionsOf } from './rest/routes.ts'

it('/trpc serves what the browser calls, and nothing else', () => {
  const called = new Set(
    readdirSync('app', { recursive: true, encoding: 'utf8' })
      .filter((file) => /\.tsx?$/.test(file))
      .flatMap((file) =>
        [...readFileSync(path.join('app', file), 'utf8').matchAll(/\btrpcClient\s*\.(\w+)\s*\.(\w+)/g)].map(
          ([, context, procedure]) => `${context}.${procedure}`,
        ),
      ),
  )
  expect(definitionsOf(browserRouter).map(([name]) => name)).toEqual([...called])
})
