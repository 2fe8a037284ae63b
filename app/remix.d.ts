import '@remix-run/node'
import { type ApiCaller } from '#server/trpc/router.ts'

declare module '@remix-run/node' {
  interface Future {
    v3_singleFetch: true
  }

  interface AppLoadContext {
    /** The procedures, called in this process for the person who asks. Use it through app/caller.server.ts. */
    api: ApiCaller
    user: { id: string; callsign: string; role: 'player' | 'admin' } | null
    /** Set where the request was refused before anybody was recognised: nothing of the page is to be loaded. */
    refusal: { status: number; message: string } | null
    cspNonce: string
    /** Shows /gallery; never in production. */
    gallery: boolean
    /** Takes errors of loaders, actions and rendering to the log. */
    reportError: (error: unknown, request: Request) => void
  }
}
