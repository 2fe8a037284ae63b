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

/** Two weeks of signatures, or until the blackout at the end of the term, in which no vote would open any more. */
export function petitionEndsAt(startedAt: Date, term: { endsAt: Date }): Date {
  const [inTime, blackout] = [addDays(startedAt, RECALL_PETITION_DAYS), blackoutBegins(term)]
  return inTime < blackout ? inTime : blackout
}
export const recallVoteEndsAt = (openedAt: Date): Date => addDays(openedAt, RECALL_VOTING_DAYS)

export type RecallRefusalReason =
  'citizens-only' | 'not-in-office' | 'yourself' | 'blackout' | 'already-open' | 'rest' | 'election-open'

/**
 * Whether somebody may ask for the recall of an office holder now, with the reason and the way to do it otherwise. An
 * election for the office takes its place once it is voted on: in nominations it can still be called off.
 */
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
  if (request.electionStatus === 'active') return refuse('election-open', ELECTION_DECIDES)
  if (!isInOffice(holder, now)) return refuse('not-in-office', 'The term of this office holder is over.')
  if (now < addDays(holder.startsAt, RECALL_BLACKOUT_DAYS.first))
    return refuse(
      'blackout',
      `Nobody can be recalled in the first ${RECALL_BLACKOUT_DAYS.first} days of a term.`,
    )
  if (now >= blackoutBegins(holder)) return refuse('blackout', LAST_DAYS)
  if (request.lastFailedAt !== null && now < addDays(request.lastFailedAt, RECALL_REST_DAYS))
    return refuse('rest', `A recall failed. The next one may be asked for ${RECALL_REST_DAYS} days after it.`)
  return allow(undefined)
}

/**
 * Whether the vote on a full petition may open now: what kept it from being asked for may have come since. In either case
 * the citizens decide on the office anyway, so that the petition lapses.
 */
export function mayOpenRecallVote(request: {
  holder: { endsAt: Date }
  electionStatus: Extract<ElectionStatus, 'pending' | 'active'> | null
  now: Date
}): Verdict<undefined, Extract<RecallRefusalReason, 'blackout' | 'election-open'>> {
  if (request.electionStatus === 'active') return refuse('election-open', ELECTION_DECIDES)
  if (request.now >= blackoutBegins(request.holder)) return refuse('blackout', LAST_DAYS)
  return allow(undefined)
}

const ELECTION_DECIDES = 'An election for this office is being voted on: it decides.'
const LAST_DAYS = `Nobody can be recalled in the last ${RECALL_BLACKOUT_DAYS.last} days of a term: the next election decides.`

/** Whether a petition has what it needs to go to the vote: counted are signatures of those who are citizens now. */
export const isPetitionFull = (petition: { signatures: number; citizens: number }): boolean =>
  petition.signatures >= signaturesNeeded(petition.citizens)

const blackoutBegins = ({ endsAt }: { endsAt: Date }): Date => addDays(endsAt, -RECALL_BLACKOUT_DAYS.last)
const addDays = (from: Date, days: number): Date => new Date(from.getTime() + days * DAY_MS)
