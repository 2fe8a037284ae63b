import { isRouteErrorResponse, useRouteError } from '@remix-run/react'
import { ErrorPage } from './error-page.tsx'

/** The error boundary of any route: `export { RouteError as ErrorBoundary } from '#app/components/route-error.tsx'`. */
export function RouteError() {
  const error = useRouteError()
  return <ErrorPage status={isRouteErrorResponse(error) ? error.status : 500} />
}
