import { addDays } from '../billing/billing-calendar.ts'
import { type SubscriptionStatus } from '../billing/subscription-status.ts'
import { type Timetable } from '../billing/subscription-timetable.ts'
import { type MembershipType } from '../membership/membership-types.ts'
import { allow, refuse, type Verdict } from '../refusal.ts'

/**
 * named: asked to take a region over · accepted: would do it · voting: the citizens vote · won: has to pay now · runner_up: may pay if
 * the winner does not · rescued: is the owner · rejected: the citizens did not want it · lapsed: ended otherwise.
 */
export const RESCUE_STATUSES = [
  'named',
  'accepted',
  'voting',
  'won',
  'runner_up',
  'rescued',
  'rejected',
  'lapsed',
] as const
export type RescueStatus = (typeof RESCUE_STATUSES)[number]

export const OPEN_RESCUES = [
  'named',
  'accepted',
  'voting',
  'won',
  'runner_up',
] as const satisfies readonly RescueStatus[]
export const isOpenRescue = (status: RescueStatus): boolean => OPEN_RESCUES.some((open) => open === status)

/** Why one lapsed. */
export const RESCUE_END_REASONS = [
  'declined',
  'gave-up',
  'withdrawn',
  'unanswered',
  'paid',
  'not-paid',
  'not-eligible',
  'another-rescued',
  'out-of-time',
] as const
export type RescueEndReason = (typeof RESCUE_END_REASONS)[number]

export const RESCUE_END_TEXTS: Record<RescueEndReason, string> = {
  declined: 'The pilot who was named does not want it.',
  'gave-up': 'The pilot declined after the citizens had voted for them.',
  withdrawn: 'Who named this pilot withdrew it before an answer.',
  unanswered: 'The pilot who was named did not answer before the votes opened.',
  paid: 'The owner paid.',
  'not-paid': 'The payment did not come in time.',
  'not-eligible': 'The pilot who was named is no longer a citizen, or their account is closed or suspended.',
  'another-rescued': 'Somebody else took the region over.',
  'out-of-time': 'The region was archived, or too little time was left for a vote.',
}

export const RESCUE_VOTING_DAYS = 7
/** How long the winner has to pay. */
export const RESCUE_PAYMENT_HOURS = 72
/** Somebody whom the citizens rejected, or who did not pay or declined after the vote, is not named again for so long. */
export const RESCUE_REST_DAYS = 30
/** On the roll are those who logged in or voted within so many days before the vote opens, */
export const SEEN_DAYS = 60
/** and who had been citizens for so long when the paid time ended: who joins to take a region over decides nothing. */
export const ROLL_CITIZEN_DAYS = 30
/** Where nobody had been, those for so long. */
export const ROLL_NEW_CITIZEN_DAYS = 7

/** By which reason a rescue ends when the one who was named, or who named them, ends it; null where they cannot. */
export function endOfNaming(status: RescueStatus, by: 'rescuer' | 'namer'): RescueEndReason | null {
  if (!isOpenRescue(status)) return null
  if (by === 'namer') return status === 'named' ? 'withdrawn' : null
  return status === 'won' || status === 'runner_up' ? 'gave-up' : 'declined'
}

/** Each citizen on the roll has one vote; the yes of two thirds of the roll is needed, and with it more than the quorum. */
export const RESCUE_RULES = { quorumBp: 6_666, thresholdBp: 6_666 } as const

/** What the subscription that pays for a region says of it. */
export type Lapse = {
  status: SubscriptionStatus
  timetable: Timetable | null
  /** Set while a payment that was taken back halts the timetable. */
  disputedUntil: Date | null
}

const LAPSED: readonly SubscriptionStatus[] = ['grace', 'suspended', 'evacuating']

/** Whether rescuers may be named: from the first day of grace until the region is archived, but not while a dispute halts everything. */
export const isRescuable = ({ status, timetable, disputedUntil }: Lapse): boolean =>
  timetable !== null && disputedUntil === null && LAPSED.includes(status)

/** Whether a region is rescued by what its winner paid at `paidAt`: it is lapsing, or was archived after that and before we heard of it. */
export const isRescuedBy = (lapse: Lapse, paidAt: Date): boolean =>
  isRescuable(lapse) ||
  (lapse.status === 'archived' &&
    lapse.disputedUntil === null &&
    lapse.timetable !== null &&
    paidAt < lapse.timetable.evacuationUntil)

/**
 * Whether the vote may open: from the first read-only day of the timetable, which is the same whether the owner had grace or
 * cancelled, and early enough for the winner to pay before the region is archived.
 */
export function mayOpenRescueVote(lapse: Lapse, now: Date): boolean {
  const { status, timetable } = lapse
  if (timetable === null || status === 'grace' || !isRescuable(lapse)) return false
  return now >= timetable.graceUntil && payUntil(rescueVoteEndsAt(now)) <= timetable.evacuationUntil
}

export const rescueVoteEndsAt = (openedAt: Date): Date => addDays(openedAt, RESCUE_VOTING_DAYS)
export const payUntil = (decidedAt: Date): Date =>
  new Date(decidedAt.getTime() + RESCUE_PAYMENT_HOURS * 3_600_000)
/** The same for who wins now, and never after the archive has begun: a vote may be counted late. */
export const rightToPayUntil = (decidedAt: Date, timetable: Timetable | null): Date =>
  timetable !== null && timetable.evacuationUntil < payUntil(decidedAt)
    ? timetable.evacuationUntil
    : payUntil(decidedAt)
export const seenSince = (openedAt: Date): Date => addDays(openedAt, -SEEN_DAYS)
export const citizenSince = ({ lapsesAt }: Timetable): { established: Date; newer: Date } => ({
  established: addDays(lapsesAt, -ROLL_CITIZEN_DAYS),
  newer: addDays(lapsesAt, -ROLL_NEW_CITIZEN_DAYS),
})

export const NAMED_SOMEBODY =
  'You have named somebody. You can name another pilot once that is decided, or withdraw it before they answer.'

export type NamingRefusal =
  'citizens-only' | 'not-lapsing' | 'not-a-citizen' | 'owner' | 'already-named' | 'one-each' | 'rest'

/** Whether a citizen may name somebody to take their region over. */
export function mayNameRescuer(request: {
  membershipType: MembershipType | null
  lapse: Lapse | null
  rescuer: { membershipType: MembershipType | null; isOwner: boolean; hasOpenRescue: boolean }
  /** When the citizens last rejected this rescuer, or they did not pay or declined after the vote. */
  lastFailedAt: Date | null
  /** The one who names has named somebody who is still open. */
  hasNamed: boolean
  now: Date
}): Verdict<undefined, NamingRefusal> {
  const { lapse, rescuer, lastFailedAt, now } = request
  if (request.membershipType !== 'citizen')
    return refuse('citizens-only', 'Only citizens of this region can name a rescuer.')
  if (lapse === null || !isRescuable(lapse))
    return refuse(
      'not-lapsing',
      'This region is paid for, or a dispute halts everything: it needs no rescuer.',
    )
  if (rescuer.isOwner) return refuse('owner', 'This is the owner. They keep the region by paying for it.')
  if (rescuer.membershipType !== 'citizen')
    return refuse('not-a-citizen', 'A rescuer must be a citizen of this region.')
  if (rescuer.hasOpenRescue) return refuse('already-named', 'This pilot is named already.')
  if (request.hasNamed) return refuse('one-each', NAMED_SOMEBODY)
  if (lastFailedAt !== null && now < addDays(lastFailedAt, RESCUE_REST_DAYS))
    return refuse(
      'rest',
      `The citizens decided about this pilot, or they did not pay or declined then. They can be named again ${RESCUE_REST_DAYS} days after that.`,
    )
  return allow(undefined)
}

export type CountedRescue = {
  id: string
  passed: boolean
  yes: number
  acceptedAt: Date
  isEligible: boolean
}

/**
 * What the votes that were open side by side decide: of those who passed, who had most yes pays first; on a tie, who accepted first. The
 * others who passed follow if the winner does not pay.
 */
export function rankRescues<One extends CountedRescue>(counted: readonly One[]): One[] {
  return counted
    .filter(({ passed, isEligible }) => passed && isEligible)
    .sort(
      (a, b) => b.yes - a.yes || a.acceptedAt.getTime() - b.acceptedAt.getTime() || (a.id < b.id ? -1 : 1),
    )
}
