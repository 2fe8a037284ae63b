import { type MetaFunction } from '@remix-run/node'
import { RouteError } from '#app/components/route-error.tsx'

export const meta: MetaFunction = () => [{ title: 'Page not found · SectorWars 2102' }]

/**
 * Catches all unknown URLs. Without a match Remix would render the error page without root data: logged out, in the
 * default theme and with scripts that lack the CSP nonce.
 */
export const loader = () => {
  throw new Response(null, { status: 404, statusText: 'Not Found' })
}

export default function NotFoundPage() {
  return null
}

export { RouteError as ErrorBoundary }
