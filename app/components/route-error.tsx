import { isRouteErrorResponse, useRouteError } from '@remix-run/react'
import { ErrorPage } from './error-page.tsx'
import { TextWithTimes } from './ui/text-with-times.tsx'

/** The message of a temporary refusal, with when to try again. */
const messageOf = (data: unknown): string | null =>
  typeof data === 'object' && data !== null && 'message' in data && typeof data.message === 'string'
    ? data.message
    : null

const isOfSuspended = (data: unknown): boolean =>
  typeof data === 'object' && data !== null && 'reason' in data && data.reason === 'suspended'

/** The error boundary of any route: `export { RouteError as ErrorBoundary } from '#app/components/route-error.tsx'`. */
export function RouteError() {
  const error = useRouteError()
  if (!isRouteErrorResponse(error)) return <ErrorPage status={500} />
  const isSaid = error.status === 429 || error.status === 503 || isOfSuspended(error.data)
  const message = isSaid ? messageOf(error.data) : null
  return (
    <ErrorPage status={error.status}>
      {message === null ? null : (
        <p>
          <TextWithTimes text={message} />
        </p>
      )}
    </ErrorPage>
  )
}
