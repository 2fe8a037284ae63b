import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'

const ROOT = path.resolve(import.meta.dirname, '..')
const text = readFileSync(path.join(ROOT, 'docs/rules-between-inputs.md'), 'utf8')

/** Files of the domain whose schemas compare fields with each other or with more than a format. */
const comparing = readdirSync(path.join(ROOT, 'server/domain'), { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
  .map((file) => `server/domain/${file}`)
  .filter((file) => /\.superRefine\(|\.refine\(/.test(readFileSync(path.join(ROOT, file), 'utf8')))

describe('docs/rules-between-inputs.md', () => {
  it('has every schema that compares fields', () => {
    expect(comparing.length).toBeGreaterThan(8)
    expect(comparing.filter((file) => !text.includes(`\`${file}\``))).toEqual([])
  })

  it('says of every rule where it is decided', () => {
    const rows = text
      .split('\n')
      .filter((line) => /^\| [A-Z]/.test(line) && !line.startsWith('| What belongs'))
    expect(rows.length).toBeGreaterThan(20)
    expect(rows.filter((row) => !/`server\/domain\/[\w/-]+\.ts` +\|$/.test(row))).toEqual([])
  })
})
