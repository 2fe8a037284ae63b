import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'

const ROOT = path.resolve(import.meta.dirname, '..')
const text = readFileSync(path.join(ROOT, 'docs/security.md'), 'utf8')

const lines = text
  .split('\n')
  .filter((line) => /^\| \d/.test(line))
  .map((line) => line.split('|').map((cell) => cell.trim()))

describe('docs/security.md', () => {
  it('has every requirement of levels 1 and 2 once', () => {
    const numbers = lines.map(([, number]) => number)
    expect(new Set(numbers).size).toBe(numbers.length)
    // As many as OWASP ASVS 5.0.0 has.
    expect(lines.filter(([, , level]) => level === '1')).toHaveLength(70)
    expect(lines).toHaveLength(253)
  })

  it('says of each how it is met, that it is open, or why it does not apply', () => {
    for (const [, number, , asked, how] of lines) {
      expect(asked, number).not.toBe('')
      expect(how, number).not.toBe('')
    }
  })

  it('names only tests that there are', () => {
    const named = [...text.matchAll(/`([^`]+\.(?:test|spec)\.tsx?)`: “([^”]+)”/g)]
    expect(named.length).toBeGreaterThan(100)
    const missing = named.filter(([, file = '', name = '']) => {
      const full = path.join(ROOT, file)
      return !existsSync(full) || !readFileSync(full, 'utf8').includes(name)
    })
    expect(missing.map(([whole]) => whole)).toEqual([])
  })

  it('counts right', () => {
    const open = lines.filter(([, , , , how = '']) => how.startsWith('**Open')).length
    const idle = lines.filter(([, , , , how = '']) => how.startsWith('Not applicable')).length
    expect(text).toContain(
      `Of 253 requirements ${253 - open - idle} are met, ${open} are open or open in part, and ${idle} do not apply.`,
    )
  })
})
