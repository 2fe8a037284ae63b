import { createTRPCClient, httpBatchLink } from '@trpc/client'
import { type inferRouterOutputs } from '@trpc/server'
import { BATCH_MAX } from '#server/domain/paging.ts'
import type { AppRouter } from '#server/trpc/router.ts'

/**
 * The procedures, called from the browser. For what a page asks while it is open (a map, a name's availability, a preview);
 * what a page shows when it opens comes from its loader, and what it changes goes through its forms.
 */
export const trpcClient = createTRPCClient<AppRouter>({
  links: [httpBatchLink({ url: '/trpc', maxItems: BATCH_MAX })],
})

/** What each procedure answers: `ApiOutputs['nexus']['status']`. */
export type ApiOutputs = inferRouterOutputs<AppRouter>
