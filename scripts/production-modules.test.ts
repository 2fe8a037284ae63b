import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'

const ROOT = path.resolve(import.meta.dirname, '..')
const MIB = 1024 * 1024

type Lock = { packages: Record<string, { dev?: boolean }> }

const lock = JSON.parse(readFileSync(path.join(ROOT, 'package-lock.json'), 'utf8')) as Lock

/** What `npm ci --omit=dev` installs, as folders; packages for other machines are not here. */
const installed = Object.entries(lock.packages)
  .filter(([folder, { dev }]) => folder !== '' && dev !== true && existsSync(path.join(ROOT, folder)))
  .map(([folder]) => folder)

/** Bytes of a package without those installed inside it, which have an entry of their own. */
const sizeOf = (folder: string): number =>
  readdirSync(folder, { withFileTypes: true }).reduce((sum, entry) => {
    const file = path.join(folder, entry.name)
    if (entry.isDirectory()) return entry.name === 'node_modules' ? sum : sum + sizeOf(file)
    return entry.isFile() ? sum + statSync(file).size : sum
  }, 0)

describe('the production image', () => {
  it('installs at most 150 MiB of libraries', () => {
    const total = installed.reduce((sum, folder) => sum + sizeOf(path.join(ROOT, folder)), 0)
    expect(installed.length).toBeGreaterThan(20)
    expect(Math.round(total / MIB)).toBeLessThanOrEqual(150)
  })

  it('installs nothing that only types, builds or draws pages: that is part of the build', () => {
    const names = installed.map((folder) => folder.replace(/^.*node_modules\//, ''))
    expect(
      names.filter((name) =>
        /^(typescript|@types\/|react|@remix-run\/|lucide-react|vite|drizzle-kit)/.test(name),
      ),
    ).toEqual([])
  })
})
