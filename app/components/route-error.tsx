import { isRouteErrorResponse, useRouteError } from '@remix-run/react'
import { ErrorPage } from './error-page.tsx'

/** The message of a temporary refusal, with when to try again. */
const messageOf = (data: unknown): string | null =>
  typeof data === 'object' && data !== null && 'message' in data && typeof data.message === 'string'
    ? data.message
    : null

/** The error boundary of any route: `export { RouteError as ErrorBoundary } from '#app/components/route-error.tsx'`. */
export function RouteError() {
  const error = useRouteError()
  if (!isRouteErrorResponse(error)) return <ErrorPage status={500} />
  const message = error.status === 429 || error.status === 503 ? messageOf(error.data) : null
  return <ErrorPage status={error.status}>{message === null ? null : <p>{message}</p>}</ErrorPage>
}
