import { isRouteErrorResponse, useRouteError } from '@remix-run/react'
import { ErrorPage } from './error-page.tsx'

/** What a refusal for now says, with when it is worth trying again. */
const toldBy = (data: unknown): string | null =>
  typeof data === 'object' && data !== null && 'message' in data && typeof data.message === 'string'
    ? data.message
    : null

/** The error boundary of any route: `export { RouteError as ErrorBoundary } from '#app/components/route-error.tsx'`. */
export function RouteError() {
  const error = useRouteError()
  if (!isRouteErrorResponse(error)) return <ErrorPage status={500} />
  const told = error.status === 429 || error.status === 503 ? toldBy(error.data) : null
  return <ErrorPage status={error.status}>{told === null ? null : <p>{told}</p>}</ErrorPage>
}
