import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'

// Where a folder `a` stands beside `a.b`, the page `a.b` is shown within `a`: without an outlet its address would show `a` alone.
it('shows pages within the page above them', () => {
  const routes = readdirSync('app/routes')
  const parents = routes.filter((name) => routes.some((other) => other.startsWith(`${name}.`)))
  expect(parents).toContain('admin')
  const sources = parents.map((name) => [name, `app/routes/${name}/route.tsx`] as const)
  const closed = sources.filter(
    ([, file]) => existsSync(file) && !readFileSync(file, 'utf8').includes('<Outlet'),
  )
  expect(closed.map(([name]) => name)).toEqual([])
})
