import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { GOVERNANCE_TYPES } from '../regions/governance-types.ts'
import { proposeTreatyInput } from './inputs.ts'
import { bestReliefBp, relievedRateBp, treatyEffects, type TreatyBetween } from './treaty-effects.ts'
import {
  advanceTreaty,
  isInForce,
  MAX_ROUNDS,
  offerTreaty,
  type TreatyEvent,
  type TreatyState,
} from './treaty-machine.ts'
import { maySignTreaty, ratificationInstrument } from './treaty-powers.ts'
import { parseTreatyTerms, termsToWire } from './treaty-terms.ts'
import { TREATY_STATUSES, TREATY_TYPES } from './treaty-types.ts'

const day = (date: string) => new Date(`2102-${date}T00:00:00Z`)
const start = day('05-01')

/** Applies events to an offer made on 1 May. Returns the state, or the reason of the first refusal. */
function run(events: [string, TreatyEvent][], durationDays: number | null = null): TreatyState | string {
  let state = offerTreaty(start)
  for (const [date, event] of events) {
    const verdict = advanceTreaty(state, event, { now: day(date), durationDays })
    if (!verdict.ok) return verdict.reason
    state = verdict.value
  }
  return state
}
const signed: [string, TreatyEvent] = ['05-02', { type: 'signed', side: 'b' }]
const byA: [string, TreatyEvent] = ['05-03', { type: 'ratified', side: 'a' }]
const byB: [string, TreatyEvent] = ['05-04', { type: 'ratified', side: 'b' }]
const counter = (date: string, side: 'a' | 'b'): [string, TreatyEvent] => [date, { type: 'countered', side }]
const time = (date: string): [string, TreatyEvent] => [date, { type: 'time_passed' }]
const notice: [string, TreatyEvent] = ['06-10', { type: 'notice_given', side: 'a' }]
const signedLate: [string, TreatyEvent] = ['05-09', { type: 'signed', side: 'b' }]
const reject = (date: string): [string, TreatyEvent] => [date, { type: 'rejected', side: 'b' }]

describe('the life of a treaty', () => {
  it.each<[string, [string, TreatyEvent][], number | null, string]>([
    ['an offer waits', [time('05-30')], null, 'proposed'],
    ['an offer lapses', [time('05-31')], null, 'expired'],
    ['a counter-offer restarts the window', [counter('05-20', 'b'), time('06-18')], null, 'proposed'],
    ['and lapses with it', [counter('05-20', 'b'), time('06-19')], null, 'expired'],
    [
      'the side that got a counter-offer signs',
      [counter('05-02', 'b'), ['05-03', { type: 'signed', side: 'a' }]],
      null,
      'ratifying',
    ],
    ['or counters again', [counter('05-02', 'b'), counter('05-03', 'a'), signedLate], null, 'ratifying'],
    ['countered terms may be rejected', [counter('05-02', 'b'), reject('05-03')], null, 'rejected'],
    ['the partner signs', [signed], null, 'ratifying'],
    ['one ratification is not enough', [signed, byA], null, 'ratifying'],
    ['both ratifications activate it, in either order', [signed, byB, byA], null, 'active'],
    ['ratification that takes too long lapses', [signed, byA, time('06-01')], null, 'expired'],
    ['a rejected offer', [reject('05-02')], null, 'rejected'],
    ['a rejected ratification', [signed, byA, reject('05-05')], null, 'rejected'],
    ['in force beyond the window of the offer', [signed, byA, byB, time('12-01')], null, 'active'],
    ['the agreed term expires', [signed, byA, byB, time('06-03')], 30, 'expired'],
    ['not a moment earlier', [signed, byA, byB, time('06-02')], 30, 'active'],
    [
      'after notice it stays in force for seven days',
      [signed, byA, byB, notice, time('06-16')],
      null,
      'notice',
    ],
    ['and then ends it', [signed, byA, byB, notice, time('06-17')], null, 'ended'],
    ['a term that ends within the notice wins', [signed, byA, byB, notice, time('06-30')], 40, 'expired'],
    ['a notice that ends within the term wins', [signed, byA, byB, notice, time('12-30')], 60, 'ended'],
    ['time does not revive an ended treaty', [reject('05-02'), time('12-30')], null, 'rejected'],
  ])('%s', (_name, events, durationDays, status) => {
    expect(run(events, durationDays)).toMatchObject({ status })
  })

  it.each<[string, [string, TreatyEvent][], string]>([
    ['nobody signs their own offer', [['05-02', { type: 'signed', side: 'a' }]], 'own-offer'],
    ['nobody counters their own offer', [counter('05-02', 'a')], 'own-offer'],
    ['nor their own counter-offer', [counter('05-02', 'b'), counter('05-03', 'b')], 'own-offer'],
    ['nobody signs their own counter-offer', [counter('05-02', 'b'), signedLate], 'own-offer'],
    ['a late counter-offer', [counter('06-02', 'b')], 'offer-lapsed'],
    ['countering a signed treaty', [signed, counter('05-03', 'a')], 'not-possible-now'],
    ['countering a treaty in force', [signed, byA, byB, counter('06-01', 'a')], 'not-possible-now'],
    ['countering a rejected treaty', [reject('05-02'), counter('05-03', 'b')], 'not-possible-now'],
    [
      'an eleventh offer',
      Array.from({ length: MAX_ROUNDS }, (_, at) => counter('05-02', at % 2 === 0 ? 'b' : 'a')),
      'too-many-rounds',
    ],
    ['nobody signs twice', [signed, signed], 'not-possible-now'],
    ['nobody ratifies before the signature', [byA], 'not-possible-now'],
    ['nobody ratifies twice', [signed, byA, byA], 'already-ratified'],
    ['nor the other side', [signed, byB, byB], 'already-ratified'],
    ['a late signature', [['06-02', { type: 'signed', side: 'b' }]], 'offer-lapsed'],
    ['a late rejection', [reject('06-02')], 'offer-lapsed'],
    ['a late ratification', [signed, byA, ['06-02', { type: 'ratified', side: 'b' }]], 'offer-lapsed'],
    [
      'ratifying a lapsed offer',
      [time('06-02'), ['06-03', { type: 'ratified', side: 'b' }]],
      'not-possible-now',
    ],
    ['notice before it is in force', [notice], 'not-possible-now'],
    [
      'notice twice',
      [signed, byA, byB, notice, ['06-11', { type: 'notice_given', side: 'b' }]],
      'not-possible-now',
    ],
    ['rejecting a treaty in force', [signed, byA, byB, reject('06-01')], 'not-possible-now'],
  ])('%s is refused', (_name, events, reason) => {
    expect(run(events)).toBe(reason)
  })

  it('no sequence of events puts a treaty in force without both ratifications, or revives one', () => {
    const event = fc.oneof(
      fc.record({
        type: fc.constantFrom(
          'signed' as const,
          'countered' as const,
          'rejected' as const,
          'ratified' as const,
          'notice_given' as const,
        ),
        side: fc.constantFrom('a' as const, 'b' as const),
      }),
      fc.constant({ type: 'time_passed' as const }),
    )
    const step = fc.record({ event, days: fc.integer({ min: 0, max: 20 }) })
    fc.assert(
      fc.property(
        fc.array(step, { maxLength: 30 }),
        fc.option(fc.integer({ min: 7, max: 60 })),
        (steps, durationDays) => {
          let state = offerTreaty(start)
          let now = start.getTime()
          let wasOver = false
          for (const { event: next, days } of steps) {
            now += days * 86_400_000
            const verdict = advanceTreaty(state, next, { now: new Date(now), durationDays })
            if (verdict.ok) state = verdict.value
            if (isInForce(state.status)) expect(state.ratifiedA && state.ratifiedB && !wasOver).toBe(true)
            wasOver ||= ['ended', 'rejected', 'expired'].includes(state.status)
          }
        },
      ),
    )
  })
})

describe('terms', () => {
  it.each(TREATY_TYPES.filter((type) => type !== 'trade_agreement'))('%s survives the wire', (treatyType) => {
    const parsed = parseTreatyTerms(treatyType, { durationDays: 30 })
    expect(parsed).toMatchObject({ ok: true, value: { treatyType, durationDays: 30 } })
    if (parsed.ok) expect(parseTreatyTerms(treatyType, termsToWire(parsed.value))).toEqual(parsed)
  })

  it('relief is a fraction on the wire, basis points in the domain', () => {
    const parsed = parseTreatyTerms('trade_agreement', { taxRelief: 0.25 })
    expect(parsed).toEqual({
      ok: true,
      value: { treatyType: 'trade_agreement', durationDays: null, taxReliefBp: 2500 },
    })
    if (parsed.ok) expect(termsToWire(parsed.value)).toEqual({ durationDays: null, taxRelief: 0.25 })
  })

  it.each([
    ['trade_agreement', {}, 'Tax relief must be between 5% and 50%.', 'terms.taxRelief'],
    ['trade_agreement', { taxRelief: 0.51 }, 'Tax relief must be between 5% and 50%.', 'terms.taxRelief'],
    [
      'non_aggression',
      { durationDays: 6 },
      "A treaty's term must be between 7 and 365 days.",
      'terms.durationDays',
    ],
    ['defense_pact', { fleet: 3 }, 'Unrecognized key: "fleet"', 'terms'],
    ['open_borders', { tolls: true }, 'Unrecognized key: "tolls"', 'terms'],
  ] as const)('%s refuses %j', (treatyType, terms, message, path) => {
    expect(parseTreatyTerms(treatyType, terms)).toMatchObject({
      ok: false,
      message,
      issues: [{ path, message }],
    })
  })

  it('an offer needs a partner and a known type', () => {
    expect(proposeTreatyInput.safeParse({ partner: '', treatyType: 'war' }).error?.issues).toHaveLength(2)
  })
})

describe('effects', () => {
  const treaty = (terms: TreatyBetween['terms'], over: Partial<TreatyBetween> = {}): TreatyBetween => ({
    regionAId: 'a',
    regionBId: 'b',
    status: 'active',
    terms,
    ...over,
  })
  const agreement = (taxReliefBp: number) => ({
    treatyType: 'trade_agreement' as const,
    durationDays: null,
    taxReliefBp,
  })
  const none = {
    taxReliefBp: 0,
    openBorders: false,
    openResidence: false,
    nonAggression: false,
    defensePact: false,
    culturalExchange: false,
  }

  it.each<[string, TreatyBetween[], object]>([
    ['nothing without treaties', [], {}],
    [
      'the better of two agreements',
      [treaty(agreement(1000)), treaty(agreement(2500)), treaty(agreement(500))],
      { taxReliefBp: 2500 },
    ],
    [
      'open borders without residence',
      [treaty({ treatyType: 'open_borders', durationDays: null, residence: false })],
      { openBorders: true },
    ],
    [
      'open borders with residence',
      [treaty({ treatyType: 'open_borders', durationDays: null, residence: true })],
      { openBorders: true, openResidence: true },
    ],
    [
      'a pact includes peace',
      [treaty({ treatyType: 'defense_pact', durationDays: null })],
      { defensePact: true, nonAggression: true },
    ],
    ['peace alone', [treaty({ treatyType: 'non_aggression', durationDays: null })], { nonAggression: true }],
    [
      'culture',
      [treaty({ treatyType: 'cultural_exchange', durationDays: null })],
      { culturalExchange: true },
    ],
    ['a treaty with another region', [treaty(agreement(1000), { regionBId: 'c' })], {}],
  ])('%s', (_name, treaties, effects) => {
    expect(treatyEffects(treaties, 'a', 'b')).toEqual({ ...none, ...effects })
    expect(treatyEffects(treaties, 'b', 'a')).toEqual({ ...none, ...effects })
  })

  it.each(TREATY_STATUSES)('%s binds only while in force', (status) => {
    const effects = treatyEffects([treaty(agreement(1000), { status })], 'a', 'b')
    expect(effects.taxReliefBp > 0).toBe(status === 'active' || status === 'notice')
  })

  it.each([
    [1000, 2500, 750],
    [1000, 0, 1000],
    [1001, 5000, 500],
  ])('a tax of %d with relief of %d is %d', (tax, relief, effective) => {
    expect(relievedRateBp(tax, relief)).toBe(effective)
    expect(relievedRateBp(tax, bestReliefBp([{ taxReliefBp: relief }]))).toBe(effective)
  })

  it('the best relief of several citizenships counts', () => {
    expect(relievedRateBp(1000, bestReliefBp([]))).toBe(1000)
    expect(
      relievedRateBp(1000, bestReliefBp([{ taxReliefBp: 1000 }, { taxReliefBp: 2500 }, { taxReliefBp: 0 }])),
    ).toBe(750)
  })
})

describe('powers', () => {
  it('each form of government has its way to ratify', () => {
    expect(GOVERNANCE_TYPES.map((type) => ratificationInstrument(type))).toEqual([
      { instrument: 'vote', electorate: 'citizens', majority: 'simple' },
      { instrument: 'signature' },
      { instrument: 'vote', electorate: 'council', majority: 'simple' },
    ])
  })

  const owner = { isOwner: true, offices: [], membership: 'citizen' } as const
  const ambassador = { isOwner: false, offices: ['ambassador'], membership: 'citizen' } as const
  it.each([
    ['autocracy', owner, true, undefined],
    ['autocracy', ambassador, true, 'owner-only'],
    ['democracy', ambassador, true, undefined],
    ['democracy', owner, true, 'ambassador-only'],
    ['council', owner, false, undefined],
    ['council', ambassador, false, 'ambassador-only'],
  ] as const)('in %s (%#)', (governanceType, actor, ambassadorInOffice, reason) => {
    const verdict = maySignTreaty({ governanceType, actor, ambassadorInOffice })
    expect(verdict.ok ? undefined : verdict.reason).toBe(reason)
  })
})
