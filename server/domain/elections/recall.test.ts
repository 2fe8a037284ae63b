import { describe, expect, it } from 'vitest'
import {
  isPetitionFull,
  mayOpenRecallVote,
  mayStartRecall,
  petitionEndsAt,
  recallVoteEndsAt,
  signaturesNeeded,
  type RecallRefusalReason,
} from './recall.ts'

const DAY_MS = 86_400_000
const day = (n: number) => new Date(n * DAY_MS)

const request: Parameters<typeof mayStartRecall>[0] = {
  membershipType: 'citizen',
  userId: 'ada',
  holder: { userId: 'ben', startsAt: day(100), endsAt: day(190) },
  electionStatus: null,
  hasOpenRecall: false,
  lastFailedAt: null,
  now: day(130),
}

describe('asking for a recall', () => {
  it.each<[RecallRefusalReason, Partial<typeof request>]>([
    ['citizens-only', { membershipType: 'resident' }],
    ['citizens-only', { membershipType: null }],
    ['not-in-office', { holder: null }],
    ['not-in-office', { now: day(190) }],
    ['yourself', { userId: 'ben' }],
    ['already-open', { hasOpenRecall: true }],
    ['election-open', { electionStatus: 'active' }],
    ['blackout', { now: day(106.9) }],
    ['blackout', { now: day(176) }],
    ['rest', { lastFailedAt: day(110) }],
  ])('is refused: %s', (reason, change) => {
    expect(mayStartRecall({ ...request, ...change })).toMatchObject({ ok: false, reason })
  })

  it.each<Partial<typeof request>>([
    { now: day(107) },
    { now: day(175.9) },
    { lastFailedAt: day(100) },
    // An election can be cancelled until its vote opens, so it does not replace a recall.
    { electionStatus: 'pending' },
  ])('is open to every citizen outside the blackout (%#)', (change) => {
    expect(mayStartRecall({ ...request, ...change }).ok).toBe(true)
  })
})

describe('the vote on a full petition', () => {
  const full = { holder: { endsAt: day(190) }, electionStatus: null, now: day(175) }
  it.each<[string, Partial<Parameters<typeof mayOpenRecallVote>[0]>]>([
    ['allowed', {}],
    ['allowed', { electionStatus: 'pending' }],
    ['election-open', { electionStatus: 'active' }],
    ['blackout', { now: day(176) }],
  ])('is %s (%#)', (reason, change) => {
    const verdict = mayOpenRecallVote({ ...full, ...change })
    expect(verdict.ok ? 'allowed' : verdict.reason).toBe(reason)
  })

  it('is never scheduled for a day on which it could not open', () => {
    expect(petitionEndsAt(day(170), { endsAt: day(190) })).toEqual(day(176))
  })
})

describe('the signatures', () => {
  it.each([
    [0, 1],
    [1, 1],
    [2, 2],
    [3, 2],
    [6, 2],
    [7, 3],
    [9, 3],
    [100, 34],
  ])('of %d citizens are %d', (citizens, needed) => {
    expect(signaturesNeeded(citizens)).toBe(needed)
    expect(isPetitionFull({ signatures: needed, citizens })).toBe(true)
    expect(isPetitionFull({ signatures: needed - 1, citizens })).toBe(false)
  })

  it('are collected for two weeks, then the vote lasts one week', () => {
    expect(petitionEndsAt(day(1), { endsAt: day(90) })).toEqual(day(15))
    expect(recallVoteEndsAt(day(15))).toEqual(day(22))
  })
})
