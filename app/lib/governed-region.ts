import { useOutletContext } from '@remix-run/react'
import type { ApiCaller } from '#server/trpc/router.ts'

/** A region as its government sees it, with the viewer's own standing. */
export type GovernedRegion = Awaited<ReturnType<ApiCaller['regions']['deck']>>

/** The region of the surrounding dashboard. */
export const useGovernedRegion = (): GovernedRegion => useOutletContext<GovernedRegion>()
