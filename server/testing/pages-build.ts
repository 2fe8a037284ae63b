import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { type ServerBuild } from '@remix-run/node'
import { createServer, type ViteDevServer } from 'vite'
import { afterAll, beforeAll } from 'vitest'
import { isBuilt } from '../../scripts/build.mjs'

/**
 * The pages for tests that ask the server for them: as they were built, if that was after the last change, and otherwise compiled when
 * they are asked for, without files for browsers. Paths of routes come with it.
 */
export function usePages(): {
  build(): Promise<ServerBuild>
  paths(): Promise<string[]>
  /** Paths of the routes that have an action. */
  actions(): Promise<string[]>
} {
  let vite: ViteDevServer | null = null
  const made = isBuilt() ? pathToFileURL(path.resolve('build/remix/server/index.js')).href : null
  beforeAll(async () => {
    if (made) return
    vite = await createServer({
      configFile: 'vite.config.ts',
      cacheDir: 'build/vite-pages',
      server: { middlewareMode: true, hmr: false, ws: false, watch: null, preTransformRequests: false },
      appType: 'custom',
      optimizeDeps: { noDiscovery: true, include: [] },
      logLevel: 'error',
    })
  })
  afterAll(() => vite?.close())
  const build = async () => {
    if (made) return (await import(/* @vite-ignore */ made)) as ServerBuild
    if (!vite) throw new Error('pages can be asked for from beforeAll on')
    return (await vite.ssrLoadModule('virtual:remix/server-build')) as ServerBuild
  }
  const pathIn = ({ routes }: ServerBuild, id: string): string => {
    const pathOf = (one: string): string => {
      const route = routes[one]
      const above = route?.parentId === undefined ? '' : pathOf(route.parentId)
      return [above, route?.path ?? ''].filter(Boolean).join('/')
    }
    return `/${pathOf(id)}`
  }
  return {
    build,
    actions: async () => {
      const built = await build()
      const withAction = Object.keys(built.routes).filter((id) => built.routes[id]?.module.action)
      return [...new Set(withAction.map((id) => pathIn(built, id)))].sort()
    },
    paths: async () => {
      const built = await build()
      const { routes } = built
      // A route that others are within is shown as part of them.
      const parents = new Set(Object.values(routes).map((route) => route?.parentId))
      return Object.keys(routes)
        .filter((id) => !parents.has(id))
        .map((id) => pathIn(built, id))
        .sort()
    },
  }
}
