import { allow, refuse, type Verdict } from '../refusal.ts'
import { type TreatyStatus } from './treaty-types.ts'

const DAY_MS = 86_400_000

/** Both sides ratify within this window, counted from the offer. */
export const RATIFICATION_WINDOW_DAYS = 30
export const NOTICE_DAYS = 7

/** The two parties in the order of the treaty; `a` made the first offer. */
export type Side = 'a' | 'b'

export const otherSide = (side: Side): Side => (side === 'a' ? 'b' : 'a')

/** How often the sides may change the terms of one offer. */
export const MAX_ROUNDS = 10

export type TreatyState = {
  status: TreatyStatus
  /** Whose terms are on the table: the other side signs, changes or refuses them. */
  offeredBy: Side
  /** How many offers there have been, the first included. */
  round: number
  /** Ratified by each side under its own constitution. */
  ratifiedA: boolean
  ratifiedB: boolean
  /** After this instant an offer that is not in force has lapsed. */
  ratifyBy: Date
  /** In force since; null before. */
  signedAt: Date | null
  /** End of the agreed term; null when it runs until notice, and before it is in force. */
  expiresAt: Date | null
  /** End of the notice period; null unless notice was given. */
  endsAt: Date | null
}

export type TreatyEvent =
  /** Other terms instead of those on the table; the window begins anew. */
  | { type: 'countered'; side: Side }
  /** The partner's signature: ratification begins on both sides. */
  | { type: 'signed'; side: Side }
  /** Refused by signature or by vote. */
  | { type: 'rejected'; side: Side }
  | { type: 'ratified'; side: Side }
  | { type: 'notice_given'; side: Side }
  /** The clock moved on; harmless at any time. */
  | { type: 'time_passed' }

export type TreatyRefusalReason =
  'not-possible-now' | 'own-offer' | 'already-ratified' | 'offer-lapsed' | 'too-many-rounds'

/** A treaty as the offering side leaves it. */
export const offerTreaty = (now: Date): TreatyState => ({
  status: 'proposed',
  offeredBy: 'a',
  round: 1,
  ratifiedA: false,
  ratifiedB: false,
  ratifyBy: addDays(now, RATIFICATION_WINDOW_DAYS),
  signedAt: null,
  expiresAt: null,
  endsAt: null,
})

/**
 * The life of a treaty (DESIGN.md §3 Diplomacy): proposed (and countered, any number of rounds up to ten) → ratifying → active → notice (7 days) → ended; or rejected; or
 * expired, by lapse of the offer or end of the term. Time is applied before the event, so that a late job cannot
 * keep a lapsed offer alive.
 */
export function advanceTreaty(
  before: TreatyState,
  event: TreatyEvent,
  terms: { now: Date; durationDays: number | null; termFrom?: Date | null },
): Verdict<TreatyState, TreatyRefusalReason> {
  const { now } = terms
  const treaty = afterTime(before, now)
  switch (event.type) {
    case 'time_passed':
      return allow(treaty)
    case 'signed':
      if (treaty.status === 'expired') return lapsed(before)
      if (treaty.status !== 'proposed') return notNow()
      return event.side === treaty.offeredBy ? ownOffer() : allow({ ...treaty, status: 'ratifying' })
    case 'countered':
      if (treaty.status === 'expired') return lapsed(before)
      if (treaty.status !== 'proposed') return notNow()
      if (event.side === treaty.offeredBy) return ownOffer()
      return counter(treaty, now)
    case 'rejected':
      if (treaty.status === 'expired') return lapsed(before)
      return isOffer(treaty.status) ? allow({ ...treaty, status: 'rejected' }) : notNow()
    case 'ratified':
      if (treaty.status === 'expired') return lapsed(before)
      if (treaty.status !== 'ratifying') return notNow()
      return ratify(treaty, event.side, terms)
    case 'notice_given':
      return treaty.status === 'active'
        ? allow({ ...treaty, status: 'notice', endsAt: addDays(now, NOTICE_DAYS) })
        : notNow()
  }
}

/** Whether the treaty binds: until the end of the notice period it does. */
export const isInForce = (status: TreatyStatus): boolean => status === 'active' || status === 'notice'

const isOffer = (status: TreatyStatus): boolean => status === 'proposed' || status === 'ratifying'

function counter(treaty: TreatyState, now: Date): Verdict<TreatyState, TreatyRefusalReason> {
  const { offeredBy, round } = treaty
  return round >= MAX_ROUNDS
    ? refuse('too-many-rounds', `After ${MAX_ROUNDS} offers the terms stand: sign them or refuse them.`)
    : allow({
        ...treaty,
        offeredBy: otherSide(offeredBy),
        round: round + 1,
        ratifyBy: addDays(now, RATIFICATION_WINDOW_DAYS),
      })
}

function ratify(
  treaty: TreatyState,
  side: Side,
  { now, durationDays, termFrom = null }: { now: Date; durationDays: number | null; termFrom?: Date | null },
): Verdict<TreatyState, TreatyRefusalReason> {
  if (side === 'a' ? treaty.ratifiedA : treaty.ratifiedB)
    return refuse('already-ratified', 'Your region has already ratified this treaty.')
  const ratifiedA = treaty.ratifiedA || side === 'a'
  const ratifiedB = treaty.ratifiedB || side === 'b'
  if (!ratifiedA || !ratifiedB) return allow({ ...treaty, ratifiedA, ratifiedB })
  // A renewal's term counts from the end of what it renews, so that nobody loses days by renewing in time.
  const from = termFrom !== null && now < termFrom ? termFrom : now
  const expiresAt = durationDays === null ? null : addDays(from, durationDays)
  return allow({ ...treaty, ratifiedA, ratifiedB, status: 'active', signedAt: now, expiresAt })
}

function afterTime(treaty: TreatyState, now: Date): TreatyState {
  if (isOffer(treaty.status)) return now >= treaty.ratifyBy ? { ...treaty, status: 'expired' } : treaty
  if (!isInForce(treaty.status)) return treaty
  const noticeOver = treaty.endsAt !== null && now >= treaty.endsAt
  const termOver = treaty.expiresAt !== null && now >= treaty.expiresAt
  if (noticeOver && !(termOver && isBefore(treaty.expiresAt, treaty.endsAt)))
    return { ...treaty, status: 'ended' }
  return termOver ? { ...treaty, status: 'expired' } : treaty
}

const isBefore = (one: Date | null, other: Date | null): boolean =>
  one !== null && other !== null && one < other

const ownOffer = () => refuse('own-offer', 'These are your own terms: the other side answers them.')

const notNow = () => refuse('not-possible-now', 'The treaty is not at a stage that allows this.')

const lapsed = (before: TreatyState) =>
  isOffer(before.status)
    ? refuse('offer-lapsed', 'This offer was not ratified in time and has lapsed.')
    : notNow()

const addDays = (from: Date, days: number): Date => new Date(from.getTime() + days * DAY_MS)
