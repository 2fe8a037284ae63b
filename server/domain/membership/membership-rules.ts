import { allow, refuse, type Verdict } from '../refusal.ts'
import { type ImmigrationPolicy } from './immigration-policies.ts'
import { CITIZENSHIP_LIMIT, GALACTIC_CITIZENSHIP_LIMIT } from './citizenship-limits.ts'
import { type MembershipType } from './membership-types.ts'

const DAY_MS = 86_400_000

/** `granted` takes effect at once; `application` needs the region's approval. */
export type Admission = 'granted' | 'application'

export type ResidenceRefusalReason =
  'not-a-member' | 'already-resident' | 'immigration-closed' | 'invitation-needed'

/**
 * Decides a visitor's request to become a resident: by the immigration policy, unless an open-borders treaty or an
 * invitation grants it.
 */
export function requestResidence(request: {
  membershipType: MembershipType | null
  immigrationPolicy: ImmigrationPolicy
  isInvited: boolean
  /** The visitor is a citizen of a region with an open-borders treaty that includes residence. */
  hasTreatyResidence: boolean
}): Verdict<Admission, ResidenceRefusalReason> {
  if (request.membershipType === null) return refuse('not-a-member', 'Enter the region as a visitor first.')
  if (request.membershipType !== 'visitor')
    return refuse('already-resident', 'You already live in this region.')
  if (request.hasTreatyResidence || request.isInvited) return allow('granted')
  switch (request.immigrationPolicy) {
    case 'open':
      return allow('granted')
    case 'application':
      return allow('application')
    case 'invitation':
      return refuse('invitation-needed', 'This region accepts residents by invitation only.')
    case 'closed':
      return refuse('immigration-closed', 'This region accepts no new residents at the moment.')
  }
}

export type CitizenshipRefusalReason =
  'not-a-resident' | 'already-citizen' | 'citizenship-limit' | 'waiting-period'

/**
 * Decides a resident's request for citizenship: after the waiting period, or earlier with the region's approval. One
 * citizenship per player, five for galactic citizens.
 */
export function requestCitizenship(request: {
  membershipType: MembershipType | null
  residentSince: Date | null
  citizenshipWaitDays: number
  isApproved: boolean
  /** Citizenships already held in other regions. */
  citizenshipsHeld: number
  isGalacticCitizen: boolean
  now: Date
}): Verdict<undefined, CitizenshipRefusalReason> {
  if (request.membershipType === 'citizen')
    return refuse('already-citizen', 'You are already a citizen of this region.')
  if (request.membershipType !== 'resident' || request.residentSince === null)
    return refuse('not-a-resident', 'Become a resident of this region first.')
  const limit = citizenshipLimit(request.isGalacticCitizen)
  if (request.citizenshipsHeld >= limit)
    return refuse(
      'citizenship-limit',
      limit === CITIZENSHIP_LIMIT
        ? `You are a citizen of another region. Leave it first, or become a galactic citizen to hold up to ${GALACTIC_CITIZENSHIP_LIMIT} citizenships.`
        : `You already hold ${limit} citizenships, the maximum. Leave one of them first.`,
    )
  const readyAt = citizenshipReadyAt(request.residentSince, request.citizenshipWaitDays)
  if (!request.isApproved && request.now < readyAt) {
    const days = Math.ceil((readyAt.getTime() - request.now.getTime()) / DAY_MS)
    return refuse(
      'waiting-period',
      `Residents of this region wait ${request.citizenshipWaitDays} days for citizenship; ${days} to go.`,
    )
  }
  return allow(undefined)
}

export const citizenshipLimit = (isGalacticCitizen: boolean): number =>
  isGalacticCitizen ? GALACTIC_CITIZENSHIP_LIMIT : CITIZENSHIP_LIMIT

/** When a resident's waiting period is over. */
export const citizenshipReadyAt = (residentSince: Date, citizenshipWaitDays: number): Date =>
  new Date(residentSince.getTime() + citizenshipWaitDays * DAY_MS)
