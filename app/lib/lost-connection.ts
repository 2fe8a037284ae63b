export type ConnectionNews =
  /** A form was not sent. */
  | 'not-sent'
  /** A form was sent, but it is unknown whether it arrived. */
  | 'unanswered'
  /** The page may be outdated until the server responds again. */
  | 'waiting'

type Fetch = typeof fetch

export type GuardOptions = {
  fetch: Fetch
  isOnline: () => boolean
  notify: (news: ConnectionNews) => void
  /** Resolves when it is time to retry. */
  waitForRetry: () => Promise<void>
}

/**
 * Keeps the page when the connection is lost. Remix would replace it with the error page, losing all form values, and
 * its data requests ("….data") have no hook, so this wraps `fetch`: a form gets an empty response, and data requests
 * are retried until they succeed.
 */
export function guardFetch({ fetch, isOnline, notify, waitForRetry }: GuardOptions): Fetch {
  let waiting = 0

  const askUntilAnswered = async (input: RequestInfo | URL, init: RequestInit | undefined) => {
    waiting += 1
    if (waiting === 1) notify('waiting')
    try {
      for (;;) {
        await waitForRetry()
        init?.signal?.throwIfAborted()
        const response = await fetch(input, init).catch((error: unknown) => lostOrThrow(error, init))
        if (response) return response
      }
    } finally {
      waiting -= 1
    }
  }

  return async (input, init) => {
    if (!isPageData(input)) return fetch(input, init)
    const isForm = init?.method !== undefined && init.method.toUpperCase() !== 'GET'
    const wasOnline = isOnline()
    const response = await fetch(input, init).catch((error: unknown) => lostOrThrow(error, init))
    if (response) return response
    if (!isForm) return askUntilAnswered(input, init)
    notify(wasOnline ? 'unanswered' : 'not-sent')
    return new Response(null, { status: 204 })
  }
}

const isPageData = (input: RequestInfo | URL): boolean =>
  input instanceof URL && input.pathname.endsWith('.data')

/** Null on a network failure. @throws every other error, such as an aborted request. */
function lostOrThrow(error: unknown, init: RequestInit | undefined): null {
  if (init?.signal?.aborted || !(error instanceof TypeError)) throw error
  return null
}

/** True if the form changes something (POST). */
export const isSending = (event: SubmitEvent): boolean => {
  const sender = event.submitter?.getAttribute('formmethod')
  const own = event.target instanceof Element ? event.target.getAttribute('method') : null
  return (sender ?? own ?? 'get').toLowerCase() === 'post'
}
