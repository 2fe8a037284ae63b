import { createTRPCClient, httpBatchLink } from '@trpc/client'
import { type inferRouterOutputs } from '@trpc/server'
import { BATCH_MAX } from '#server/domain/paging.ts'
import type { BrowserRouter } from '#server/trpc/browser-router.ts'
import type { AppRouter } from '#server/trpc/router.ts'

/**
 * tRPC client for the browser, for requests while a page is open (name availability). Initial data
 * comes from loaders, and changes go through forms.
 */
export const trpcClient = createTRPCClient<BrowserRouter>({
  links: [httpBatchLink({ url: '/trpc', maxItems: BATCH_MAX })],
})

/** Output types by procedure: `ApiOutputs['nexus']['status']`. */
export type ApiOutputs = inferRouterOutputs<AppRouter>
