import { describe, expect, it } from 'vitest'
import { keysOf } from '../keys-of.ts'
import { advanceTreaty, offerTreaty, type TreatyEvent, type TreatyState } from './treaty-machine.ts'
import { TREATY_STATUSES, type TreatyStatus } from './treaty-types.ts'

const day = (date: string) => new Date(`2102-${date}T00:00:00Z`)
const start = day('05-01')
const context = { now: day('05-02'), durationDays: null }

const since = { signedAt: start, ratifiedA: true, ratifiedB: true }
const at: Record<TreatyStatus, TreatyState> = {
  proposed: offerTreaty(start),
  ratifying: { ...offerTreaty(start), status: 'ratifying' },
  active: { ...offerTreaty(start), ...since, status: 'active' },
  notice: { ...offerTreaty(start), ...since, status: 'notice', endsAt: day('05-09') },
  ended: { ...offerTreaty(start), ...since, status: 'ended', endsAt: start },
  rejected: { ...offerTreaty(start), status: 'rejected' },
  expired: { ...offerTreaty(start), ...since, status: 'expired', expiresAt: start },
}

type Moves = Record<Exclude<TreatyEvent['type'], 'time_passed'>, string>
const nothing: Moves = {
  countered: 'not-possible-now',
  signed: 'not-possible-now',
  rejected: 'not-possible-now',
  ratified: 'not-possible-now',
  notice_given: 'not-possible-now',
  party_gone: 'not-possible-now',
}
const offer: Moves = { ...nothing, rejected: 'rejected', party_gone: 'rejected' }
const ratifying: Moves = { ...offer, ratified: 'ratifying' }
const active: Moves = { ...nothing, notice_given: 'notice', party_gone: 'ended' }
const notice: Moves = { ...nothing, party_gone: 'ended' }

/** The result of each move at each stage, for side a (which made the offer) and side b. */
const moves: Record<TreatyStatus, { a: Moves; b: Moves }> = {
  proposed: {
    a: { ...offer, countered: 'own-offer', signed: 'own-offer' },
    b: { ...offer, countered: 'proposed', signed: 'ratifying' },
  },
  ratifying: { a: ratifying, b: ratifying },
  active: { a: active, b: active },
  notice: { a: notice, b: notice },
  ended: { a: nothing, b: nothing },
  rejected: { a: nothing, b: nothing },
  expired: { a: nothing, b: nothing },
}

describe('every move of both sides at every stage', () => {
  const table = TREATY_STATUSES.flatMap((status) =>
    (['a', 'b'] as const).flatMap((side) =>
      keysOf(nothing).map((type) => [status, side, type, moves[status][side][type]] as const),
    ),
  )
  it.each(table)('%s: side %s, %s → %s', (status, side, type, expected) => {
    const verdict = advanceTreaty(at[status], { type, side }, context)
    expect(verdict.ok ? verdict.value.status : verdict.reason).toBe(expected)
  })

  it.each(TREATY_STATUSES)('%s: time alone changes nothing before a deadline', (status) => {
    expect(advanceTreaty(at[status], { type: 'time_passed' }, context)).toEqual({
      ok: true,
      value: at[status],
    })
  })
})
