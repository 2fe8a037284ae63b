import { describe, expect, it } from 'vitest'
import { openSubscription } from './subscription.ts'
import { timetableAfter } from './subscription-timetable.ts'
import { readState, storeState } from './stored-state.ts'

const openedAt = new Date('2102-03-01T12:00:00.123Z')
const throughJson = (value: unknown): unknown => JSON.parse(JSON.stringify(value))

describe('a stored state', () => {
  it('survives a round trip through JSON, dates included', () => {
    const paid = {
      ...openSubscription(openedAt),
      status: 'grace' as const,
      paidThrough: new Date('2102-04-01T12:00:00Z'),
      timetable: timetableAfter(new Date('2102-04-01T12:00:00Z')),
      isGranted: true,
      disputedUntil: new Date('2102-04-09T12:00:00Z'),
      renewalAwaitedUntil: new Date('2102-04-02T12:00:00Z'),
      flags: ['money-refunded' as const],
    }
    for (const state of [openSubscription(openedAt), paid]) {
      expect(readState(throughJson(storeState(state)))).toEqual(state)
    }
  })

  it('of before renewals were awaited is read', () => {
    const { renewalAwaitedUntil: _wait, disputedUntil: _dispute, ...before } = openSubscription(openedAt)
    expect(readState(throughJson(before))).toEqual(openSubscription(openedAt))
  })

  it('is refused when malformed', () => {
    expect(() => readState({ status: 'active' })).toThrow()
  })
})
