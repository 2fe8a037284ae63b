import { useOutletContext } from '@remix-run/react'
import type { ApiCaller } from '#server/trpc/router.ts'

/** A region as those who govern it see it, with the reader's own standing. */
export type GovernedRegion = Awaited<ReturnType<ApiCaller['regions']['mine']>>

/** The region of the dashboard, inside its tabs. */
export const useGovernedRegion = (): GovernedRegion => useOutletContext<GovernedRegion>()
