import { useOutletContext } from '@remix-run/react'
import { type CouncilOverview } from './api-types.ts'

/** The Council overview of the surrounding pages. */
export const useCouncil = (): CouncilOverview => useOutletContext<CouncilOverview>()
