import { type RouteFilter } from '#server/domain/travel/route-filter.ts'
import { countOfQuery } from './route-param.ts'

export const SECURITY_LEVELS = 10

/** What a route's address or form asks of its sectors. */
export const filterOfQuery = (request: Request): RouteFilter => ({
  avoidsFights: new URL(request.url).searchParams.get('peaceful') === 'yes',
  lowestSecurity: Math.min(SECURITY_LEVELS, countOfQuery(request, 'security') ?? 1),
})

/** The page with the route to a sector. */
export function routeAddress(to: string | number, { avoidsFights, lowestSecurity }: RouteFilter): string {
  const search = new URLSearchParams({ to: String(to) })
  if (lowestSecurity > 1) search.set('security', String(lowestSecurity))
  if (avoidsFights) search.set('peaceful', 'yes')
  return `/play?${search.toString()}`
}
