import { isRouteErrorResponse, useRouteError } from '@remix-run/react'
import { ErrorPage } from './error-page.tsx'
import { TextWithTimes } from './ui/text-with-times.tsx'

/** The message of a refusal that says what became of something, or when to try again. */
const messageOf = (data: unknown): string | null =>
  typeof data === 'object' && data !== null && 'message' in data && typeof data.message === 'string'
    ? data.message
    : null

const hasReason = (data: unknown, reason: string): boolean =>
  typeof data === 'object' && data !== null && 'reason' in data && data.reason === reason

/** The error boundary of any route: `export { RouteError as ErrorBoundary } from '#app/components/route-error.tsx'`. */
export function RouteError() {
  const error = useRouteError()
  if (!isRouteErrorResponse(error)) return <ErrorPage status={500} />
  const isEnded = hasReason(error.data, 'region-ended')
  const isSaid = error.status === 429 || error.status === 503 || isEnded || hasReason(error.data, 'suspended')
  const message = isSaid ? messageOf(error.data) : null
  return (
    <ErrorPage status={error.status} {...(isEnded ? { title: 'This region has ended' } : {})}>
      {message === null ? null : (
        <p>
          <TextWithTimes text={message} />
        </p>
      )}
    </ErrorPage>
  )
}
