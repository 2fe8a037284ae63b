import { existsSync, readFileSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'

const ROOT = path.resolve(import.meta.dirname, '..')
const DOCS = [
  ...['README.md', 'ARCHITECTURE.md', 'CONTRIBUTING.md', 'docker/README.md', 'docs/operating.md'],
  ...['SECURITY.md', 'docs/security.md'],
  ...readdirSync(path.join(ROOT, 'docs/decisions')).map((name) => `docs/decisions/${name}`),
]
const FOLDERS = /^(app|server|db|jobs|e2e|bench|docker|docs|scripts|public)\//

/** Paths in backticks or links of a document. */
function pathsIn(text: string): string[] {
  const code = [...text.matchAll(/`([^`\s]+)`/g)].map((match) => match[1] ?? '')
  const links = [...text.matchAll(/\]\(([^)#\s]+)\)/g)].map((match) => match[1] ?? '')
  return [...code.filter((word) => FOLDERS.test(word)), ...links.filter((link) => !link.includes(':'))]
}

describe('the documents', () => {
  it.each(DOCS)('%s names only paths that exist', (file) => {
    const text = readFileSync(path.join(ROOT, file), 'utf8')
    const isThere = (name: string) =>
      existsSync(path.join(ROOT, name)) || existsSync(path.join(ROOT, path.dirname(file), name))
    // Files may be named without extension, as in `server/services/regions`.
    const missing = pathsIn(text).filter((name) => !name.includes('*') && !isThere(name.replace(/[.,]$/, '')))
    expect(missing).toEqual([])
  })
})
