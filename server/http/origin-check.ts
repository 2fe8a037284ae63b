import { bearerToken } from './bearer.ts'

const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS'])

/**
 * Whether a request may carry a session: a change with our cookie must come from our own pages. A browser sends Origin
 * with every such request; where it is missing, Sec-Fetch-Site decides, and without both it is refused. A bearer token is
 * exempt: no browser adds one by itself, and cookies beside it are not read. @param guests origins whose requests are let in without
 * a cookie
 */
export function isForeignRequest(
  request: Request,
  ownOrigins: readonly string[],
  guests: readonly string[] = [],
): boolean {
  if (SAFE_METHODS.has(request.method) || bearerToken(request) !== null) return false
  if (!request.headers.has('cookie')) return isForeignOrigin(request, [...ownOrigins, ...guests])
  const origin = request.headers.get('origin')
  if (origin === null) return request.headers.get('sec-fetch-site') !== 'same-origin'
  return !ownOrigins.includes(origin)
}

/** Without a cookie a request without Origin is a program's and fine; one with a foreign Origin is not. */
export function isForeignOrigin(request: Request, ownOrigins: readonly string[]): boolean {
  const origin = request.headers.get('origin')
  return origin !== null && !ownOrigins.includes(origin)
}
