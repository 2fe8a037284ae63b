import { type MembershipType } from '../membership/membership-types.ts'
import { allow, refuse, type Verdict } from '../refusal.ts'
import { isInOffice } from './head.ts'
import { type ElectionStatus } from './election-types.ts'

const DAY_MS = 86_400_000

export const RECALL_STATUSES = ['petition', 'voting', 'recalled', 'kept', 'lapsed'] as const
export type RecallStatus = (typeof RECALL_STATUSES)[number]

/** Days for collecting signatures and days for voting. */
export const RECALL_PETITION_DAYS = 14
export const RECALL_VOTING_DAYS = 7

/** Yes must outweigh no; the quorum is the region's own. */
export const RECALL_THRESHOLD_BP = 5000

/** No recalls in the first and last days of a term. */
export const RECALL_BLACKOUT_DAYS = { first: 7, last: 14 } as const

/** Days after a failed recall before the same holder can be recalled again. */
export const RECALL_REST_DAYS = 30

/** Signatures needed to open the vote: a third of the citizens, rounded up, but at least two if there are two. */
export const signaturesNeeded = (citizens: number): number =>
  Math.min(Math.max(citizens, 1), Math.max(2, Math.ceil(citizens / 3)))

/**
 * When a petition ends: after two weeks, or at the blackout before the end of the term, after which no vote could
 * open.
 */
export function petitionEndsAt(startedAt: Date, term: { endsAt: Date }): Date {
  const [inTime, blackout] = [addDays(startedAt, RECALL_PETITION_DAYS), blackoutBegins(term)]
  return inTime < blackout ? inTime : blackout
}
export const recallVoteEndsAt = (openedAt: Date): Date => addDays(openedAt, RECALL_VOTING_DAYS)

export type RecallRefusalReason =
  'citizens-only' | 'not-in-office' | 'yourself' | 'blackout' | 'already-open' | 'rest' | 'election-open'

/**
 * Whether somebody may start a recall now. Once voting in an election for the office has started, that election
 * decides instead; before that it can still be cancelled.
 */
export function mayStartRecall(request: {
  membershipType: MembershipType | null
  userId: string
  holder: { userId: string; startsAt: Date; endsAt: Date } | null
  /** Stage of the open election for the same office, if there is one. */
  electionStatus: Extract<ElectionStatus, 'pending' | 'active'> | null
  hasOpenRecall: boolean
  /** When the last recall of the same holder in this office failed. */
  lastFailedAt: Date | null
  now: Date
}): Verdict<undefined, RecallRefusalReason> {
  const { holder, now } = request
  if (request.membershipType !== 'citizen')
    return refuse('citizens-only', 'Only citizens of this region can start a recall.')
  if (holder === null) return refuse('not-in-office', 'This person no longer holds the office.')
  if (holder.userId === request.userId)
    return refuse('yourself', 'You hold this office yourself. You can resign instead.')
  if (request.hasOpenRecall)
    return refuse('already-open', 'A recall of this office holder is already open. You can sign it.')
  if (request.electionStatus === 'active') return refuse('election-open', ELECTION_DECIDES)
  if (!isInOffice(holder, now)) return refuse('not-in-office', 'This office holder’s term is over.')
  if (now < addDays(holder.startsAt, RECALL_BLACKOUT_DAYS.first))
    return refuse(
      'blackout',
      `Nobody can be recalled in the first ${RECALL_BLACKOUT_DAYS.first} days of a term.`,
    )
  if (now >= blackoutBegins(holder)) return refuse('blackout', LAST_DAYS)
  if (request.lastFailedAt !== null && now < addDays(request.lastFailedAt, RECALL_REST_DAYS))
    return refuse(
      'rest',
      `A recall failed recently. The next one can start ${RECALL_REST_DAYS} days after it.`,
    )
  return allow(undefined)
}

/**
 * Whether the vote on a complete petition may open now. An election or the blackout may have started since the
 * petition did; in both cases the citizens decide anyway, so the petition lapses.
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

const ELECTION_DECIDES = 'Voting in an election for this office is open. That election decides.'
const LAST_DAYS = `Nobody can be recalled in the last ${RECALL_BLACKOUT_DAYS.last} days of a term. The next election decides.`

/** Whether a petition has enough signatures. Only signatures of current citizens count. */
export const isPetitionFull = (petition: { signatures: number; citizens: number }): boolean =>
  petition.signatures >= signaturesNeeded(petition.citizens)

const blackoutBegins = ({ endsAt }: { endsAt: Date }): Date => addDays(endsAt, -RECALL_BLACKOUT_DAYS.last)
const addDays = (from: Date, days: number): Date => new Date(from.getTime() + days * DAY_MS)
