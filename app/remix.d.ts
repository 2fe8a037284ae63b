import '@remix-run/node'
import { type Suspension } from '#server/domain/identity/suspension.ts'
import { type ApiCaller } from '#server/trpc/router.ts'

declare module '@remix-run/node' {
  interface Future {
    v3_singleFetch: true
  }

  interface AppLoadContext {
    /** The procedures, called in process for the current user. Use it through app/caller.server.ts. */
    api: ApiCaller
    user: {
      id: string
      callsign: string
      role: 'player' | 'admin'
      /** Whether the account still has to confirm its address. */
      isUnconfirmed: boolean
      /** Why and until when the account is suspended. */
      suspension: Suspension | null
    } | null
    /** Set when the request was refused before authentication: no page data must be loaded. */
    refusal: { status: number; message: string } | null
    /** Why the action gets an empty form; null where it gets what was sent. */
    bodyRefusal: string | null
    cspNonce: string
    /** Enables /gallery; never in production. */
    gallery: boolean
    /** Logs errors of loaders, actions and rendering. */
    reportError: (error: unknown, request: Request) => void
  }
}
