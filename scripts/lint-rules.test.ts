import { ESLint } from 'eslint'
import { expect, it } from 'vitest'
import { z } from 'zod'

const config = z.object({ rules: z.record(z.string(), z.array(z.unknown())) })

const TYPED_RULES = [
  'no-explicit-any',
  'no-unsafe-argument',
  'no-unsafe-assignment',
  'no-unsafe-call',
  'no-unsafe-member-access',
  'no-unsafe-return',
  'no-floating-promises',
  'no-misused-promises',
]

it.each([
  'app/root.tsx',
  'server/main.ts',
  'db/client.ts',
  'jobs/worker.ts',
  'e2e/world.ts',
  'bench/main.ts',
])('reports untyped values and floating promises as errors in %s', async (file) => {
  const { rules } = config.parse(await new ESLint().calculateConfigForFile(file))
  for (const rule of TYPED_RULES) expect([rule, rules[`@typescript-eslint/${rule}`]?.[0]]).toEqual([rule, 2])
})
