import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import os from 'node:os'
import path from 'node:path'
import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { keepRoutes, ROUTER_FILE } from './route-matching.mjs'

type Route = { path?: string; index?: boolean; id?: string; children?: Route[] }
type Router = { matchRoutes: (routes: Route[], path: string) => { params: object; route: Route }[] | null }

const installed = createRequire(import.meta.url).resolve('@remix-run/router')
const dir = mkdtempSync(path.join(os.tmpdir(), 'route-matching-'))
afterAll(() => rmSync(dir, { recursive: true, force: true }))

const load = createRequire(import.meta.url)
const serverOf = (name: string) => path.join(path.dirname(load.resolve(`${name}/package.json`)), 'server.mjs')
const RENDERER = path.join(path.dirname(load.resolve('@remix-run/react/package.json')), 'dist/esm/server.js')
type StaticRouting = { createStaticRouter: (routes: Route[], context: object) => { routes: unknown } }
const original = load(installed) as Router
const file = path.join(dir, 'router.cjs')
writeFileSync(file, keepRoutes(installed, readFileSync(installed, 'utf8')))
const keeping = load(file) as Router

const routes = (): Route[] => [
  {
    path: '/',
    id: 'root',
    children: [
      { index: true, id: 'front' },
      {
        path: 'regions/:name',
        id: 'region',
        children: [
          { index: true, id: 'home' },
          { path: 'laws', id: 'laws' },
          { path: 'policies/:policy', id: 'policy' },
        ],
      },
      { path: 'regions/new', id: 'new' },
      { path: 'found/:step?', id: 'found' },
      { path: '*', id: 'lost' },
    ],
  },
]

const PATHS = ['/', '/regions/kessler', '/regions/new', '/regions/a%20b/laws', '/regions/x/policies/7']
const MORE = ['/found', '/found/look', '/Regions/Kessler/', '/nowhere/at/all', '/regions/kessler/laws/1']

describe('a router that keeps its routes', () => {
  it('finds what the installed one finds, also the second time and for the same path in other routes', () => {
    const known = routes()
    for (const place of [...PATHS, ...MORE, ...PATHS]) {
      const found = original.matchRoutes(known, place)
      expect(found).not.toBeNull()
      expect(keeping.matchRoutes(known, place)).toEqual(found)
    }
    expect(keeping.matchRoutes([{ path: 'regions/:other', id: 'other' }], '/regions/kessler')).toMatchObject([
      { params: { other: 'kessler' } },
    ])
  })

  it('finds the same for any address', () => {
    const segment = fc.oneof(
      fc.constantFrom(
        'regions',
        'REGIONS',
        '%72egions',
        'new',
        'found',
        'look',
        'laws',
        'policies',
        '',
        '*',
        ':name',
        'a b',
      ),
      fc.string({ maxLength: 6 }).map(encodeURIComponent),
    )
    const known = [{ id: 'shell', children: routes()[0]?.children ?? [] }]
    const address = fc.array(segment, { maxLength: 4 }).map((segments) => `/${segments.join('/')}`)
    fc.assert(
      fc.property(address, (place) => {
        for (const some of [routes(), known])
          expect(keeping.matchRoutes(some, place)).toEqual(original.matchRoutes(some, place))
      }),
    )
  })

  it('flattens routes once', () => {
    let reads = 0
    const counted = new Proxy(routes(), {
      get: (target, key, receiver) => {
        if (key === 'forEach') reads += 1
        return Reflect.get(target, key, receiver) as unknown
      },
    })
    for (const place of PATHS) keeping.matchRoutes(counted, place)
    expect(reads).toBe(1)
  })

  it('leads an address that no route begins with to those that may begin with anything', () => {
    const known = [{ path: 'regions', id: 'regions' }]
    const branches = new Set<unknown>()
    const open = [...known, { path: ':any', id: 'any' }]
    for (let n = 0; n < 50; n++) {
      expect(keeping.matchRoutes(known, `/nowhere-${n}`)).toBeNull()
      branches.add(keeping.matchRoutes(open, `/nowhere-${n}`)?.[0]?.route)
    }
    expect(branches).toEqual(new Set([open[1]]))
  })

  it('refuses a router that it does not know', () => {
    expect(() => keepRoutes(installed, 'function matchRoutes() {}')).toThrow('the router has changed')
    expect(() => keepRoutes('router.js', '')).toThrow('no file of the router')
  })

  it('is what both bundlers find', () => {
    expect(installed).toMatch(ROUTER_FILE)
    for (const file of [
      path.join(path.dirname(installed), 'router.js'),
      serverOf('react-router-dom'),
      RENDERER,
    ]) {
      expect(file).toMatch(ROUTER_FILE)
      expect(keepRoutes(file, readFileSync(file, 'utf8'))).toMatch(/function kept\w+/)
    }
  })
})

it('what renders pages makes its routes once, the same as before', async () => {
  const file = path.resolve('build', `static-router-${process.pid}.mjs`)
  mkdirSync(path.dirname(file), { recursive: true })
  writeFileSync(
    file,
    keepRoutes(serverOf('react-router-dom'), readFileSync(serverOf('react-router-dom'), 'utf8')),
  )
  try {
    const { createStaticRouter: kept } = (await import(file)) as StaticRouting
    const { createStaticRouter: made } = (await import(serverOf('react-router-dom'))) as StaticRouting
    const known = routes()
    const context = {
      matches: [],
      location: { pathname: '/' },
      loaderData: {},
      actionData: null,
      errors: null,
    }
    expect(kept(known, context).routes).toEqual(made(known, context).routes)
    expect(kept(known, context).routes).toBe(kept(known, context).routes)
    expect(kept(routes(), context).routes).not.toBe(kept(known, context).routes)
  } finally {
    rmSync(file)
  }
})
