import { describe, expect, it } from 'vitest'
import { type RegionActor } from '../regions/powers.ts'
import {
  checkCalledSchedule,
  mayCallElection,
  mayCancelElection,
  mayStand,
  RECURRING_POSITIONS,
} from './election-rules.ts'
import { endsWithTerm, headOf } from './head.ts'
import { castElectionVoteInput, createElectionInput, nominateInput } from './inputs.ts'
import { electionSchedule, isElectionDue, nextElectionOpensAt, stageAt, termOf } from './schedule.ts'

const day = (date: string) => new Date(`2102-${date}T00:00:00Z`)

describe('schedule', () => {
  const schedule = electionSchedule(day('05-01'), { nominationDays: 7, votingDurationDays: 3 })

  it.each([
    ['2102-05-01T00:00:00Z', 'pending'],
    ['2102-05-07T23:59:59Z', 'pending'],
    ['2102-05-08T00:00:00Z', 'active'],
    ['2102-05-10T23:59:59Z', 'active'],
    ['2102-05-11T00:00:00Z', 'completed'],
  ])('at %s it is %s', (now, stage) => {
    expect(stageAt(schedule, new Date(now))).toBe(stage)
  })

  it('the next election closes when the term ends', () => {
    const term = termOf(day('05-11'), 90)
    expect(term.endsAt).toEqual(day('08-09'))
    const opensAt = nextElectionOpensAt(term, day('05-11'))
    expect(electionSchedule(opensAt, { nominationDays: 7, votingDurationDays: 7 }).votingClosesAt).toEqual(
      term.endsAt,
    )
  })

  const office = {
    currentTerm: { endsAt: day('08-09') },
    hasOpenElection: false,
    lastFailedAt: null,
    electionFrequencyDays: 90,
    now: day('07-26'),
  }
  it.each([
    ['two weeks before the end of the term', {}, true],
    ['earlier', { now: new Date('2102-07-25T23:59:59Z') }, false],
    ['while one is open', { hasOpenElection: true }, false],
    ['for an office never held', { currentTerm: null, lastFailedAt: null }, true],
    ['soon after an election without a winner', { currentTerm: null, lastFailedAt: day('07-01') }, false],
    ['half an interval after it', { currentTerm: null, lastFailedAt: day('06-11') }, true],
  ])('an election is due %s: %s', (_when, change, due) => {
    expect(isElectionDue({ ...office, ...change })).toBe(due)
  })
})

describe('calling elections', () => {
  const actor = (over: Partial<RegionActor> = {}): RegionActor => ({
    isOwner: false,
    offices: [],
    membership: 'citizen',
    ...over,
  })
  const owner = actor({ isOwner: true })
  const governor = actor({ offices: ['governor'] })
  const councillor = actor({ offices: ['council_member'] })
  const filled = { governorInOffice: true, councilInOffice: true, hasOpenElection: false }

  it.each([
    ['autocracy', owner, {}, undefined],
    ['autocracy', governor, {}, 'owner-only'],
    ['democracy', governor, {}, undefined],
    ['democracy', owner, {}, 'governor-only'],
    ['democracy', owner, { governorInOffice: false }, undefined],
    ['democracy', actor(), {}, 'governor-only'],
    ['council', councillor, {}, undefined],
    ['council', governor, {}, 'council-only'],
    ['council', owner, {}, 'council-only'],
    ['council', owner, { councilInOffice: false }, undefined],
    ['democracy', governor, { hasOpenElection: true }, 'already-open'],
  ] as const)('%s (%#)', (governanceType, who, change, reason) => {
    const verdict = mayCallElection({ governanceType, actor: who, ...filled, ...change })
    expect(verdict.ok ? undefined : verdict.reason).toBe(reason)
  })

  it.each([
    [{}, undefined],
    [{ actor: { isOwner: true, offices: [], membership: null } }, 'governor-only'],
    [{ electionStatus: 'active' as const }, 'voting-opened'],
    [{ isRecurring: true }, 'by-the-interval'],
    [{ recurringOpensAt: day('05-02') }, undefined],
    [{ recurringOpensAt: day('05-01') }, 'succession-due'],
  ])(
    'a called election can be cancelled before its vote by its callers, a regular one never (%#)',
    (change, reason) => {
      const verdict = mayCancelElection({
        governanceType: 'democracy',
        actor: { isOwner: false, offices: ['governor'], membership: 'citizen' },
        governorInOffice: true,
        councilInOffice: false,
        electionStatus: 'pending',
        isRecurring: false,
        recurringOpensAt: null,
        now: day('05-01'),
        ...change,
      })
      expect(verdict.ok ? undefined : verdict.reason).toBe(reason)
    },
  )

  it.each([
    ['no regular election', null, '12-31', true],
    ['until the end of the term', '06-01', '06-15', true],
    ['beyond it', '06-01', '06-16', false],
    ['two weeks if the office is vacant', '05-01', '05-15', true],
    ['longer if it is vacant', '05-01', '05-16', false],
    ['two weeks if the regular one is overdue', '04-20', '05-15', true],
  ] as const)('may end no later than the regular election: %s', (_case, opens, closes, ok) => {
    const verdict = checkCalledSchedule({
      votingClosesAt: day(closes),
      recurringOpensAt: opens && day(opens),
      now: day('05-01'),
    })
    expect(verdict.ok).toBe(ok)
    if (!verdict.ok) expect(verdict.message).toMatch(/must end by 2102-.*Z, when/)
  })

  it('an autocracy has no automatic elections', () => {
    expect(RECURRING_POSITIONS.autocracy).toEqual([])
  })
})

describe('standing', () => {
  it.each([
    [{}, undefined],
    [{ electionStatus: 'active' }, 'nominations-closed'],
    [{ termLimit: 2 }, undefined],
    [{ termLimit: 1 }, 'term-limit'],
    [{ termLimit: 2, termsInARow: 2 }, 'term-limit'],
    [{ membershipType: 'resident' }, 'citizens-only'],
    [{ membershipType: null }, 'citizens-only'],
    [{ isStanding: true }, 'already-standing'],
  ] as const)('%j: %s', (change, reason) => {
    const verdict = mayStand({
      electionStatus: 'pending',
      membershipType: 'citizen',
      isStanding: false,
      termsInARow: 1,
      termLimit: 0,
      ...change,
    })
    expect(verdict.ok ? undefined : verdict.reason).toBe(reason)
  })
})

describe('headOf', () => {
  it.each([
    ['democracy', 'g', { userId: 'g', as: 'governor' }],
    ['council', 'g', { userId: 'g', as: 'governor' }],
    ['democracy', null, { userId: 'o', as: 'owner' }],
    ['autocracy', 'g', { userId: 'o', as: 'owner' }],
  ] as const)('a %s always has a head (%#)', (governanceType, governorId, head) => {
    expect(headOf({ governanceType, ownerId: 'o', governorId })).toEqual(head)
  })

  it('an office ends with its term, unless its election is still open', () => {
    const term = { endsAt: day('06-01') }
    const ends = (now: Date, successionUnderWay: boolean) => endsWithTerm(term, { now, successionUnderWay })
    expect(ends(day('05-31'), false)).toBe(false)
    expect(ends(day('06-01'), false)).toBe(true)
    expect(ends(day('06-20'), true)).toBe(false)
  })
})

describe('inputs', () => {
  const id = '3f0c2f5e-6d0e-4c57-9a3e-0f3f1b1a2c4d'

  it('both stages last seven days by default', () => {
    expect(createElectionInput.parse({ position: 'governor' })).toEqual({
      position: 'governor',
      votingDurationDays: 7,
      nominationDays: 7,
      seats: 5,
    })
  })

  it.each([
    [{ votingDurationDays: 31 }, 'Voting must be between 1 and 30 days.'],
    [{ nominationDays: 0 }, 'Nominations must be between 1 and 30 days.'],
    [{ seats: 10 }, 'A council must be between 3 and 9 seats.'],
    [
      { position: 'king' },
      'The position must be one of governor, council_member, ambassador, trade_commissioner.',
    ],
  ])('%j is refused with the bound', (change, message) => {
    expect(createElectionInput.safeParse({ position: 'governor', ...change }).error?.issues[0]?.message).toBe(
      message,
    )
  })

  it('a ballot may be empty, a candidacy needs a platform', () => {
    expect(castElectionVoteInput.parse({ electionId: id, candidateId: null }).ranking).toEqual([])
    expect(nominateInput.safeParse({ electionId: id, platform: ' ' }).success).toBe(false)
  })
})
