import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { requestCitizenship, requestResidence } from './membership-rules.ts'
import { addReputation, reputationForCredits } from './reputation.ts'

const outcome = (verdict: { ok: true; value: unknown } | { ok: false; reason: string }) =>
  verdict.ok ? (verdict.value ?? 'granted') : verdict.reason

describe('requestResidence', () => {
  const visitor = {
    membershipType: 'visitor',
    immigrationPolicy: 'open',
    isInvited: false,
    hasTreatyResidence: false,
  } as const

  it.each([
    [{}, 'granted'],
    [{ immigrationPolicy: 'application' }, 'application'],
    [{ immigrationPolicy: 'invitation' }, 'invitation-needed'],
    [{ immigrationPolicy: 'invitation', isInvited: true }, 'granted'],
    [{ immigrationPolicy: 'closed' }, 'immigration-closed'],
    [{ immigrationPolicy: 'closed', hasTreatyResidence: true }, 'granted'],
    [{ membershipType: null }, 'not-a-member'],
    [{ membershipType: 'resident' }, 'already-resident'],
    [{ membershipType: 'citizen' }, 'already-resident'],
  ] as const)('%j: %s', (change, expected) => {
    expect(outcome(requestResidence({ ...visitor, ...change }))).toBe(expected)
  })
})

describe('requestCitizenship', () => {
  const resident = {
    membershipType: 'resident',
    residentSince: new Date('2102-05-01T00:00:00Z'),
    citizenshipWaitDays: 7,
    isApproved: false,
    citizenshipsHeld: 0,
    isGalacticCitizen: false,
    now: new Date('2102-05-08T00:00:00Z'),
  } as const

  it.each([
    [{}, 'granted'],
    [{ now: new Date('2102-05-07T23:59:59Z') }, 'waiting-period'],
    [{ now: new Date('2102-05-02T00:00:00Z'), isApproved: true }, 'granted'],
    [{ citizenshipsHeld: 1 }, 'citizenship-limit'],
    [{ citizenshipsHeld: 4, isGalacticCitizen: true }, 'granted'],
    [{ citizenshipsHeld: 5, isGalacticCitizen: true }, 'citizenship-limit'],
    [{ membershipType: 'visitor' }, 'not-a-resident'],
    [{ membershipType: null }, 'not-a-resident'],
    [{ residentSince: null }, 'not-a-resident'],
    [{ membershipType: 'citizen' }, 'already-citizen'],
  ] as const)('%j: %s', (change, expected) => {
    expect(outcome(requestCitizenship({ ...resident, ...change }))).toBe(expected)
  })

  it('the refusal names the days left', () => {
    expect(requestCitizenship({ ...resident, now: new Date('2102-05-05T12:00:00Z') })).toMatchObject({
      message: 'Residents of this region wait 7 days for citizenship; 3 to go.',
    })
  })
})

describe('reputation', () => {
  it('one large trade and many small ones earn the same', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: 0n, max: 10_000n }),
        fc.array(fc.bigInt({ min: 1n, max: 20_000n })),
        (start, trades) => {
          let total = start
          let points = 0
          for (const trade of trades) {
            points += reputationForCredits('trade', total, total + trade)
            total += trade
          }
          expect(points).toBe(reputationForCredits('trade', start, total))
        },
      ),
    )
  })

  it('tax earns ten times as much as trade', () => {
    const points = [4_999n, 5_000n, 50_000n].map((total) => [
      reputationForCredits('trade', 0n, total),
      reputationForCredits('tax', 0n, total),
    ])
    expect(points).toEqual([
      [0, 9],
      [1, 10],
      [10, 100],
    ])
  })

  it.each([
    [10, 5, 15],
    [998, 5, 1000],
    [3, -5, 0],
  ])('%d with %d is %d', (score, points, after) => {
    expect(addReputation(score, points)).toBe(after)
  })
})
