import { useOutletContext } from '@remix-run/react'
import { type PublicRegion } from './api-types.ts'

/** The region of the surrounding public pages. */
export const useVisitedRegion = (): PublicRegion => useOutletContext<PublicRegion>()

/** Members and office holders can see votes and cast ballots; for others the vote pages return 404. */
export const isParticipant = ({ standing }: PublicRegion): boolean =>
  standing !== null && (standing.membership !== null || standing.isOwner || standing.offices.length > 0)

/** The owner and office holders have a dashboard. */
export const isInGovernment = ({ standing }: PublicRegion): boolean =>
  standing !== null && (standing.isOwner || standing.offices.length > 0)
