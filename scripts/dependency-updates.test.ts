import { readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'

const read = (file: string) => readFileSync(path.resolve(import.meta.dirname, '..', file), 'utf8')

describe('libraries', () => {
  it('are updated within the days that SECURITY.md promises, which are looked after by themselves', () => {
    expect(read('SECURITY.md')).toMatch(/within 7 days.*within 30.*\n.*every 90/)
    const check = (JSON.parse(read('package.json')) as { scripts: Record<string, string> }).scripts[
      'check:dependencies'
    ]
    // Those of development too: what is built into pages and server is among them.
    expect(check).toBe('npm audit --package-lock-only --audit-level=high')
    const workflow = read('.github/workflows/dependencies.yml')
    expect(workflow).toContain('- run: npm run check:dependencies')
    // Twice a week leaves days to act within seven.
    expect(workflow).toContain("cron: '0 5 * * 1,4'")
    const updates = read('.github/dependabot.yml')
    for (const ecosystem of ['npm', 'docker', 'github-actions'])
      expect(updates).toContain(`package-ecosystem: ${ecosystem}\n`)
    expect(updates.match(/interval: weekly/g)).toHaveLength(3)
  })
})
