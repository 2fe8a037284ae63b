import { allow, refuse, type Verdict } from '../refusal.ts'
import { type TreatyStatus } from './treaty-types.ts'

const DAY_MS = 86_400_000

/** Both sides must ratify within this window, counted from the offer. */
export const RATIFICATION_WINDOW_DAYS = 30
export const NOTICE_DAYS = 7

/** The two sides of the treaty; `a` made the first offer. */
export type Side = 'a' | 'b'

export const otherSide = (side: Side): Side => (side === 'a' ? 'b' : 'a')

/** Most offers in one negotiation, the first included. */
export const MAX_ROUNDS = 10

export type TreatyState = {
  status: TreatyStatus
  /** Whose terms are offered: the other side signs, changes or rejects them. */
  offeredBy: Side
  /** Number of offers so far, the first included. */
  round: number
  /** Ratified by each side under its own constitution. */
  ratifiedA: boolean
  ratifiedB: boolean
  /** From this instant on an offer that is not in force has lapsed. */
  ratifyBy: Date
  /** In force since; null before. */
  signedAt: Date | null
  /** End of the agreed term; null before the treaty is in force, and when it runs until notice. */
  expiresAt: Date | null
  /** End of the notice period; null unless notice was given. */
  endsAt: Date | null
}

export type TreatyEvent =
  /** New terms replace the offered ones; the window restarts. */
  | { type: 'countered'; side: Side }
  /** The partner signs: ratification starts on both sides. */
  | { type: 'signed'; side: Side }
  /** Rejected by the signing side or by vote. */
  | { type: 'rejected'; side: Side }
  | { type: 'ratified'; side: Side }
  | { type: 'notice_given'; side: Side }
  /** A region that it binds is archived. */
  | { type: 'party_gone' }
  /** Applies the clock; safe at any time. */
  | { type: 'time_passed' }

export type TreatyRefusalReason =
  'not-possible-now' | 'own-offer' | 'already-ratified' | 'offer-lapsed' | 'too-many-rounds'

/** A new offer. */
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
 * Life of a treaty (DESIGN.md §3 Diplomacy): proposed (with up to ten offers) → ratifying → active → notice (7 days)
 * → ended; or rejected; or expired, when the offer lapses or the term ends. Time is applied before the event, so that
 * a late job cannot keep a lapsed offer alive.
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
    case 'party_gone':
      if (isOffer(treaty.status)) return allow({ ...treaty, status: 'rejected' })
      return isInForce(treaty.status) ? allow({ ...treaty, status: 'ended', endsAt: now }) : notNow()
    case 'notice_given':
      return treaty.status === 'active'
        ? allow({ ...treaty, status: 'notice', endsAt: addDays(now, NOTICE_DAYS) })
        : notNow()
  }
}

/** Whether the treaty binds; it does until the notice period ends. */
export const isInForce = (status: TreatyStatus): boolean => status === 'active' || status === 'notice'

const isOffer = (status: TreatyStatus): boolean => status === 'proposed' || status === 'ratifying'

function counter(treaty: TreatyState, now: Date): Verdict<TreatyState, TreatyRefusalReason> {
  const { offeredBy, round } = treaty
  return round >= MAX_ROUNDS
    ? refuse('too-many-rounds', `After ${MAX_ROUNDS} offers the terms are final. Sign or reject them.`)
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
  // A renewal's term counts from the end of the old one, so that renewing early loses no days.
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

const ownOffer = () => refuse('own-offer', 'This is your own offer. The other side must answer it.')

const notNow = () => refuse('not-possible-now', 'This is not possible at the current stage of the treaty.')

const lapsed = (before: TreatyState) =>
  isOffer(before.status)
    ? refuse('offer-lapsed', 'This offer was not ratified in time and has lapsed.')
    : notNow()

const addDays = (from: Date, days: number): Date => new Date(from.getTime() + days * DAY_MS)
