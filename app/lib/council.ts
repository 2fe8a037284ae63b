import { useOutletContext } from '@remix-run/react'
import { type CouncilOverview } from './api-types.ts'

/** The Galactic Council as it sits, inside its pages. */
export const useCouncil = (): CouncilOverview => useOutletContext<CouncilOverview>()
