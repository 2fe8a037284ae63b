import { describe, expect, it } from 'vitest'
import { BREACH_REPORT_DAYS, mayAnswerBreach, mayReportBreach } from './breach.ts'
import { checkCounterTerms, diffTerms } from './counter-offer.ts'
import { mayRenewTreaty, nextReminderAt } from './renewal.ts'
import { advanceTreaty, offerTreaty, otherSide } from './treaty-machine.ts'
import { type TreatyTerms } from './treaty-terms.ts'
import { TREATY_STATUSES } from './treaty-types.ts'

const DAY_MS = 86_400_000
const start = new Date('2102-05-01T00:00:00Z')
const after = (days: number) => new Date(start.getTime() + days * DAY_MS)

describe('a counter-offer', () => {
  const trade = (taxReliefBp: number, durationDays: number | null): TreatyTerms => ({
    treatyType: 'trade_agreement',
    durationDays,
    taxReliefBp,
  })

  it('is described by its differences, in wire values', () => {
    expect(diffTerms(trade(2500, 30), trade(1000, null))).toEqual([
      { term: 'durationDays', before: 30, after: null },
      { term: 'taxRelief', before: 0.25, after: 0.1 },
    ])
    expect(diffTerms(trade(2500, 30), trade(2500, 30))).toEqual([])
  })

  it('must change something', () => {
    expect(checkCounterTerms(trade(2500, 30), trade(2500, 30))).toMatchObject({ reason: 'same-terms' })
    expect(checkCounterTerms(trade(2500, 30), trade(2500, 31))).toMatchObject({ ok: true })
  })

  it('passes the turn to the other side', () => {
    const countered = advanceTreaty(
      offerTreaty(start),
      { type: 'countered', side: 'b' },
      { now: after(3), durationDays: null },
    )
    expect(countered).toMatchObject({
      ok: true,
      value: { status: 'proposed', offeredBy: 'b', round: 2, ratifyBy: after(33) },
    })
    expect([otherSide('a'), otherSide('b')]).toEqual(['b', 'a'])
  })
})

describe('a renewal', () => {
  it.each(TREATY_STATUSES)('of a treaty that is %s', (status) => {
    expect(mayRenewTreaty({ status, expiresAt: after(10) }, start).ok).toBe(status === 'active')
  })

  it('is possible in the last thirty days of a term', () => {
    const treaty = { status: 'active' as const, expiresAt: after(60) }
    expect(mayRenewTreaty(treaty, after(29))).toMatchObject({ reason: 'too-early' })
    expect(mayRenewTreaty(treaty, after(30)).ok).toBe(true)
    expect(mayRenewTreaty({ ...treaty, expiresAt: null }, after(30))).toMatchObject({ reason: 'no-term' })
  })

  it('runs from the end of the old term, or from now if that is past', () => {
    const inForce = (termFrom: Date | null) => {
      let state = offerTreaty(start)
      for (const event of [
        { type: 'signed', side: 'b' },
        { type: 'ratified', side: 'a' },
        { type: 'ratified', side: 'b' },
      ] as const) {
        const verdict = advanceTreaty(state, event, { now: after(2), durationDays: 10, termFrom })
        if (verdict.ok) state = verdict.value
      }
      return state.expiresAt
    }
    expect(inForce(after(20))).toEqual(after(30))
    expect(inForce(after(1))).toEqual(after(12))
    expect(inForce(null)).toEqual(after(12))
  })

  it('is announced 30, 7 and 1 days before the end', () => {
    const end = after(60)
    expect(nextReminderAt(end, after(0))).toEqual(after(30))
    expect(nextReminderAt(end, after(30))).toEqual(after(53))
    expect(nextReminderAt(end, after(53))).toEqual(after(59))
    expect(nextReminderAt(end, after(59))).toBeNull()
    expect(nextReminderAt(null, start)).toBeNull()
  })
})

describe('a breach', () => {
  const inForce = { status: 'active' as const, signedAt: start, endedAt: null, ownUnanswered: 0 }

  it.each(TREATY_STATUSES)('of a treaty that is %s', (status) => {
    const isOver = status !== 'active' && status !== 'notice'
    const verdict = mayReportBreach(
      { ...inForce, status, endedAt: isOver ? start : null },
      after(BREACH_REPORT_DAYS),
    )
    expect(verdict.ok ? null : verdict.reason).toBe(isOver ? 'long-over' : null)
  })

  it('needs a treaty that was in force and no unanswered report', () => {
    expect(mayReportBreach({ ...inForce, signedAt: null }, start)).toMatchObject({ reason: 'never-in-force' })
    expect(mayReportBreach({ ...inForce, ownUnanswered: 1 }, start)).toMatchObject({ reason: 'report-open' })
    const over = { ...inForce, status: 'ended' as const, endedAt: after(10) }
    expect(mayReportBreach(over, after(39)).ok).toBe(true)
    expect(mayReportBreach(over, after(40))).toMatchObject({ reason: 'long-over' })
    // Expired by the clock, not processed yet.
    expect(mayReportBreach({ ...over, endedAt: null }, after(11))).toMatchObject({ reason: 'long-over' })
  })

  it('is answered once, by the other side', () => {
    expect(mayAnswerBreach({ isOwnReport: false, isAnswered: false }).ok).toBe(true)
    expect(mayAnswerBreach({ isOwnReport: true, isAnswered: false })).toMatchObject({ reason: 'own-report' })
    expect(mayAnswerBreach({ isOwnReport: false, isAnswered: true })).toMatchObject({
      reason: 'already-answered',
    })
  })
})
