import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { council } from './example-records.ts'

/** Exit of a program, as Node reports it. */
const ended = z.object({ status: z.number(), stdout: z.string() })

describe('the program', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'recount-'))
  afterAll(() => rmSync(folder, { recursive: true }))
  const run = (content: string, ...more: string[]) => {
    const file = path.join(folder, 'record.json')
    writeFileSync(file, content)
    try {
      const program = path.join(import.meta.dirname, 'recount.mjs')
      return {
        code: 0,
        out: execFileSync('node', [program, file, ...more], { encoding: 'utf8', stdio: 'pipe' }),
      }
    } catch (error) {
      const { status, stdout } = ended.parse(error)
      return { code: status, out: stdout }
    }
  }

  it('exits with 0 and its steps if the result is correct', () => {
    const record = council()
    const { code, out } = run(JSON.stringify(record), record.ballots[0]?.receipt ?? '')
    expect(code).toBe(0)
    expect(out).toContain('The published result is correct.')
    expect(out).toContain('round 2 ')
    expect(out).toContain('Your ballot is listed')
  })

  it('exits with 1 if it is not, or if there is nothing to read', () => {
    const { code, out } = run(JSON.stringify({ ...council(), resultsHash: 'other' }))
    expect(code).toBe(1)
    expect(out).toContain('does NOT follow')
    expect(run('{').code).toBe(1)
    expect(run(JSON.stringify(council()), 'no receipt').code).toBe(1)
  })
})
