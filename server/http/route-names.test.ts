import { type ServerBuild } from '@remix-run/node'
import { expect, it } from 'vitest'
import { createRouteNames } from './route-names.ts'

const route = (id: string, path: string | undefined, parentId?: string) =>
  ({ id, path, parentId, module: {} }) as unknown as ServerBuild['routes'][string]
const build = {
  routes: {
    root: route('root', ''),
    index: route('index', undefined, 'root'),
    regions: route('regions', 'regions', 'root'),
    region: route('region', ':region', 'regions'),
    mine: route('mine', 'mine', 'regions'),
    deck: route('deck', 'governor/:region', 'root'),
    laws: route('laws', 'laws', 'deck'),
  },
} as unknown as ServerBuild

it('names pages by their patterns, their data alike, and gives every other address one name', () => {
  const nameOf = createRouteNames(build)
  for (const [path, route, region] of [
    ['/', '/'],
    ['/_root.data', '/'],
    ['/regions', '/regions'],
    ['/regions/mine', '/regions/mine'],
    ['/regions/halcyon-commons', '/regions/:region', 'halcyon-commons'],
    ['/regions/halcyon-commons.data', '/regions/:region', 'halcyon-commons'],
    ['/governor/halcyon-commons/laws', '/governor/:region/laws', 'halcyon-commons'],
    ['/wp-login.php', 'none'],
    ['/regions/a/b/c', 'none'],
  ] as const)
    expect(nameOf(path), path).toEqual({ door: 'page', route, region: region ?? null })
})

it('names what REST serves by its path in the document, and the other doors by themselves', () => {
  const nameOf = createRouteNames(() => Promise.resolve(build))
  for (const [path, door, route, region] of [
    ['/api/v1/regions/kessler-dominion', 'rest', '/api/v1/regions/:name', 'kessler-dominion'],
    ['/api/v1/regions/my-region', 'rest', '/api/v1/regions/my-region'],
    ['/api/v1/nothing', 'rest', 'none'],
    ['/trpc/billing.checkName', 'trpc', 'billing.checkName'],
    ['/events', 'events', '/events'],
    ['/webhooks/paypal', 'webhook', '/webhooks/paypal'],
  ] as const)
    expect(nameOf(path), path).toEqual({ door, route, region: region ?? null })
})
