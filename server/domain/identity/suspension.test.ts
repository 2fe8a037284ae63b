import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { DAY_MS } from '../utc-day.ts'
import { suspendedUntil, suspendInput, suspensionAt, suspensionMessage } from './suspension.ts'

const moment = fc.date({ min: new Date('2102-01-01'), max: new Date('2103-01-01'), noInvalidDate: true })

describe('a suspension', () => {
  it('holds from its beginning until just before its end, and needs nothing to end', () => {
    fc.assert(
      fc.property(
        moment,
        fc.integer({ min: 1, max: 366 }),
        fc.integer({ min: -5, max: 5 }),
        (at, days, off) => {
          const until = suspendedUntil(days, at)
          if (until === null) throw new Error('it has an end')
          const facts = { suspendedAt: at, suspendedUntil: until, suspensionText: 'Rude words.' }
          const held = suspensionAt(facts, new Date(until.getTime() + off))
          expect(held).toEqual(off < 0 ? { text: 'Rude words.', until: until.toISOString() } : null)
        },
      ),
    )
  })

  it('without an end holds at any time, and none holds at none', () => {
    fc.assert(
      fc.property(moment, moment, (at, now) => {
        const facts = { suspendedAt: at, suspendedUntil: suspendedUntil(null, at), suspensionText: 'Rude.' }
        expect(suspensionAt(facts, now)).toEqual({ text: 'Rude.', until: null })
        const none = { suspendedAt: null, suspendedUntil: null, suspensionText: null }
        expect(suspensionAt(none, now)).toBeNull()
      }),
    )
  })

  it('says why and until when', () => {
    expect(suspensionMessage({ text: 'Rude.', until: null })).toBe(
      'Your account is suspended until an administrator lifts it. Reason: Rude.',
    )
    expect(suspensionMessage({ text: 'Rude.', until: '2102-03-01T00:00:00.000Z' })).toContain(
      'until 2102-03-01T00:00:00.000Z',
    )
  })

  it.each([0, -1, 367, 1.5, Number.NaN])('is not for %s days', (days) => {
    const input = { userId: '11111111-1111-4111-8111-111111111111', reason: 'Spam.', text: 'Spam.', days }
    expect(suspendInput.safeParse(input).success).toBe(false)
    expect(suspendInput.safeParse({ ...input, days: 1 }).success).toBe(true)
  })

  it('of so many days ends that many days later', () => {
    const now = new Date('2102-03-01T10:00:00Z')
    expect(suspendedUntil(7, now)?.getTime()).toBe(now.getTime() + 7 * DAY_MS)
  })
})
