import '@remix-run/node'

declare module '@remix-run/node' {
  interface Future {
    v3_singleFetch: true
  }

  interface AppLoadContext {
    /** The person signed in, as the shell of every page shows them. */
    user?: { callsign: string; role: string } | null
    unreadNotifications?: number
    cspNonce?: string
    /** Shows /gallery although the build is a production one. */
    gallery?: boolean
    /** Takes errors of loaders, actions and rendering to the log. */
    reportError?: (error: unknown, request: Request) => void
  }
}
