import { TrieRouter } from 'hono/router/trie-router'
import { type ServerBuild } from '@remix-run/node'
import { BATCH_MAX } from '../domain/paging.ts'
import { browserRouter } from '../trpc/browser-router.ts'
import { REST_PREFIX } from '../trpc/rest/openapi-document.ts'
import { definitionsOf, restRoutesOf } from '../trpc/rest/routes.ts'
import { appRouter } from '../trpc/router.ts'

/** The door that a request came through and which of its routes answered, from fixed lists; and the region that its address names. */
export type RouteName = {
  door: 'page' | 'rest' | 'trpc' | 'events' | 'webhook'
  route: string
  region: string | null
}

const ANY = 'ALL'
const NONE = { route: 'none', region: null }

/** Names routes by their patterns, for example `/governor/:region`: an address can hold the secret of a link. What fits none is `none`. */
export function createRouteNames(build: ServerBuild | (() => Promise<ServerBuild>)) {
  const rest = patterns(
    restRoutesOf(appRouter).map(({ path }) => `${REST_PREFIX}${path.replaceAll(/\{(\w+)\}/g, ':$1')}`),
  )
  const pages = typeof build === 'function' ? () => NONE : patterns(pagePatterns(build.routes))
  const procedures = new Set(definitionsOf(browserRouter).map(([name]) => name))

  return (path: string): RouteName => {
    if (path.startsWith(`${REST_PREFIX}/`)) return { door: 'rest', ...rest(path) }
    if (path.startsWith('/trpc/')) return { door: 'trpc', ...NONE, ...procedureOf(path, procedures) }
    if (path.startsWith('/webhooks/')) return { door: 'webhook', route: '/webhooks/paypal', region: null }
    if (path === '/events') return { door: 'events', route: path, region: null }
    // What a page's script asks for is asked of the same page.
    return { door: 'page', ...pages(path.replace(/(?:\/_root)?\.data$/, '') || '/') }
  }
}

function procedureOf(path: string, known: ReadonlySet<string>): { route?: string } {
  const names = path.slice('/trpc/'.length).split(/,|%2c/i, BATCH_MAX)
  if (names.length > 1) return { route: 'batch' }
  const [name] = names
  return name !== undefined && known.has(name) ? { route: name } : {}
}

type Matched = Omit<RouteName, 'door'>

/** The pattern that fits a path; of several the one with the fewest parameters. */
function patterns(all: readonly string[]): (path: string) => Matched {
  const router = new TrieRouter<string>()
  const parametersIn = (pattern: string) => pattern.split(/[:*]/).length
  for (const pattern of all.toSorted((a, b) => parametersIn(a) - parametersIn(b)))
    router.add(ANY, pattern, pattern)
  return (path) => {
    const [[first] = []] = router.match(ANY, path)
    if (!first) return NONE
    const [route, found] = first
    // Regions are named in addresses; those of REST's own resource are its `name`.
    const region = found.region ?? (/\/regions\/:name/.test(route) ? found.name : undefined)
    return { route, region: typeof region === 'string' ? region : null }
  }
}

/** The pages of a build as patterns. Routes without a path of their own are layouts and first pages. */
function pagePatterns(routes: ServerBuild['routes']): string[] {
  const pathOf = (id: string | undefined): string => {
    const route = id === undefined ? undefined : routes[id]
    return route ? `${pathOf(route.parentId)}${route.path ? `/${route.path}` : ''}` : ''
  }
  const all = Object.keys(routes).map((id) => pathOf(id) || '/')
  // What answers every other address is no route of its own.
  return [...new Set(all)].filter((pattern) => !pattern.endsWith('*'))
}
