import { useOutletContext } from '@remix-run/react'
import { type PublicRegion } from './api-types.ts'

/** The region whose public pages are shown, inside them. */
export const useVisitedRegion = (): PublicRegion => useOutletContext<PublicRegion>()

/** Members and those in office may see and cast votes; to others the pages of votes do not exist. */
export const isParticipant = ({ standing }: PublicRegion): boolean =>
  standing !== null && (standing.membership !== null || standing.isOwner || standing.offices.length > 0)

/** Owner and office holders have a dashboard. */
export const isInGovernment = ({ standing }: PublicRegion): boolean =>
  standing !== null && (standing.isOwner || standing.offices.length > 0)
