import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { CHECKED_ON_THE_WAY, PAGES } from '../e2e/checked-pages.ts'

const ROUTES = 'app/routes'

/** The addresses of all pages, by the names of their folders. A page that others are shown within is seen with them. */
const PATTERNS = readdirSync(ROUTES)
  .filter((name) => {
    const file = `${ROUTES}/${name}/route.tsx`
    if (!existsSync(file)) return false
    const text = readFileSync(file, 'utf8')
    return text.includes('export default') && !text.includes('<Outlet')
  })
  .map((name) => `/${name.split('.').filter(isPart).map(partOf).join('/')}`)
  .sort()

function isPart(part: string): boolean {
  return !part.startsWith('_')
}

function partOf(part: string): string {
  return part === '$' ? '*' : part.replace(/^\$/, ':').replace(/_$/, '')
}

/** Of the pages that an address could be, the one whose own words say so. */
function patternOf(address: string): string | undefined {
  const parts = address.replace(/\?.*/, '').split('/')
  return PATTERNS.filter((pattern) => {
    const words = pattern.split('/')
    return (
      words.length === parts.length && words.every((word, n) => word.startsWith(':') || word === parts[n])
    )
  }).sort((one, other) => countParams(one) - countParams(other))[0]
}
const countParams = (pattern: string) => pattern.split(':').length

const VISITED = Object.values(PAGES).flat()

describe('the pages that axe looks at, on a desk and on a phone,', () => {
  it('are all there are', () => {
    expect(PATTERNS.length).toBeGreaterThan(60)
    const checked = new Set([...VISITED.map(patternOf), ...Object.keys(CHECKED_ON_THE_WAY)])
    expect(PATTERNS.filter((pattern) => !checked.has(pattern))).toEqual([])
  })

  it('are there', () => {
    expect(VISITED.filter((address) => patternOf(address) === undefined)).toEqual([])
    expect(Object.keys(CHECKED_ON_THE_WAY).filter((pattern) => !PATTERNS.includes(pattern))).toEqual([])
  })

  it('are listed once, and a journey that is said to check one does check pages', () => {
    const visited = new Set(VISITED.map(patternOf))
    expect(Object.keys(CHECKED_ON_THE_WAY).filter((pattern) => visited.has(pattern))).toEqual([])
    for (const file of new Set(Object.values(CHECKED_ON_THE_WAY)))
      expect(readFileSync(`e2e/${file}`, 'utf8'), file).toMatch(/checkPage\(|expectAccessible\(/)
  })
})
