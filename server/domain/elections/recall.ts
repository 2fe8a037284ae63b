import { type MembershipType } from '../membership/membership-types.ts'
import { allow, refuse, type Verdict } from '../refusal.ts'
import { isInOffice } from './head.ts'
import { type ElectionStatus } from './election-types.ts'

const DAY_MS = 86_400_000

export const RECALL_STATUSES = ['petition', 'voting', 'recalled', 'kept', 'lapsed'] as const
export type RecallStatus = (typeof RECALL_STATUSES)[number]

/** How long signatures are gathered, and how long the vote is open, in days. */
export const RECALL_PETITION_DAYS = 14
export const RECALL_VOTING_DAYS = 7

/** Yes must outweigh no; the quorum is the region's own. */
export const RECALL_THRESHOLD_BP = 5000

/** Nobody is recalled who has only just come in or is about to go: days after the start and before the end of a term. */
export const RECALL_BLACKOUT_DAYS = { first: 7, last: 14 } as const

/** After a recall that failed, the same holder is left in peace for this long, in days. */
export const RECALL_REST_DAYS = 30

/** Signatures that open the vote: one third of the citizens, rounded up, and at least two where there are two. */
export const signaturesNeeded = (citizens: number): number =>
  Math.min(Math.max(citizens, 1), Math.max(2, Math.ceil(citizens / 3)))

export const petitionEndsAt = (startedAt: Date): Date => addDays(startedAt, RECALL_PETITION_DAYS)
export const recallVoteEndsAt = (openedAt: Date): Date => addDays(openedAt, RECALL_VOTING_DAYS)

export type RecallRefusalReason =
  'citizens-only' | 'not-in-office' | 'yourself' | 'blackout' | 'already-open' | 'rest' | 'election-open'

/** Whether somebody may ask for the recall of an office holder now, with the reason and the way to do it otherwise. */
export function mayStartRecall(request: {
  membershipType: MembershipType | null
  playerId: string
  holder: { playerId: string; startsAt: Date; endsAt: Date } | null
  /** Stage of the election for the same office that is under way, if there is one. */
  electionStatus: Extract<ElectionStatus, 'pending' | 'active'> | null
  hasOpenRecall: boolean
  /** When the last recall of the same holder in this office failed. */
  lastFailedAt: Date | null
  now: Date
}): Verdict<undefined, RecallRefusalReason> {
  const { holder, now } = request
  if (request.membershipType !== 'citizen')
    return refuse('citizens-only', 'Only citizens of this region can ask for a recall.')
  if (holder === null) return refuse('not-in-office', 'This person does not hold the office any more.')
  if (holder.playerId === request.playerId)
    return refuse('yourself', 'You hold this office yourself: you can resign instead.')
  if (request.hasOpenRecall)
    return refuse('already-open', 'A recall of this office holder is already under way. You can sign it.')
  if (request.electionStatus !== null)
    return refuse('election-open', 'An election for this office is under way: it decides.')
  if (!isInOffice(holder, now)) return refuse('not-in-office', 'The term of this office holder is over.')
  if (now < addDays(holder.startsAt, RECALL_BLACKOUT_DAYS.first))
    return refuse(
      'blackout',
      `Nobody can be recalled in the first ${RECALL_BLACKOUT_DAYS.first} days of a term.`,
    )
  if (now >= addDays(holder.endsAt, -RECALL_BLACKOUT_DAYS.last))
    return refuse(
      'blackout',
      `Nobody can be recalled in the last ${RECALL_BLACKOUT_DAYS.last} days of a term: the next election decides.`,
    )
  if (request.lastFailedAt !== null && now < addDays(request.lastFailedAt, RECALL_REST_DAYS))
    return refuse('rest', `A recall failed. The next one may be asked for ${RECALL_REST_DAYS} days after it.`)
  return allow(undefined)
}

/** Whether a petition has what it needs to go to the vote: counted are signatures of those who are citizens now. */
export const isPetitionFull = (petition: { signatures: number; citizens: number }): boolean =>
  petition.signatures >= signaturesNeeded(petition.citizens)

const addDays = (from: Date, days: number): Date => new Date(from.getTime() + days * DAY_MS)
