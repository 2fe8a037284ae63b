export type ConnectionNews =
  /** A form was not sent. */
  | 'not-sent'
  /** A form was sent, and whether it arrived is not known. */
  | 'unanswered'
  /** What the page shows may be old until the server answers again. */
  | 'waiting'

type Fetch = typeof fetch

export type GuardOptions = {
  fetch: Fetch
  isOnline: () => boolean
  tell: (news: ConnectionNews) => void
  /** Resolves when it is worth trying again. */
  nextTry: () => Promise<void>
}

/**
 * Keeps a page when the connection is lost. Remix answers a failed request with the error page, and with the page goes
 * whatever was typed into it. Its data requests ("….data") have no hook of their own, so this stands around `fetch`: a form
 * is answered as if nothing had come of it, and data are asked for again until they come.
 */
export function guardFetch({ fetch, isOnline, tell, nextTry }: GuardOptions): Fetch {
  let waiting = 0

  const askUntilAnswered = async (input: RequestInfo | URL, init: RequestInit | undefined) => {
    waiting += 1
    if (waiting === 1) tell('waiting')
    try {
      for (;;) {
        await nextTry()
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
    tell(wasOnline ? 'unanswered' : 'not-sent')
    return new Response(null, { status: 204 })
  }
}

const isPageData = (input: RequestInfo | URL): boolean =>
  input instanceof URL && input.pathname.endsWith('.data')

/** Null when the network failed. @throws whatever else went wrong, such as a request that was given up. */
function lostOrThrow(error: unknown, init: RequestInit | undefined): null {
  if (init?.signal?.aborted || !(error instanceof TypeError)) throw error
  return null
}

/** True for a form whose sending would change something. */
export const isSending = (event: SubmitEvent): boolean => {
  const sender = event.submitter?.getAttribute('formmethod')
  const own = event.target instanceof Element ? event.target.getAttribute('method') : null
  return (sender ?? own ?? 'get').toLowerCase() === 'post'
}
