import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays } from '../billing/billing-calendar.ts'
import { SUBSCRIPTION_STATUSES } from '../billing/subscription-status.ts'
import { timetableAfter } from '../billing/subscription-timetable.ts'
import { tally } from '../voting/tally.ts'
import {
  endOfNaming,
  isOpenRescue,
  isRescuable,
  isRescuedBy,
  mayNameRescuer,
  mayOpenRescueVote,
  payUntil,
  rankRescues,
  RESCUE_RULES,
  RESCUE_STATUSES,
  rescueVoteEndsAt,
  rightToPayUntil,
  type Lapse,
  type NamingRefusal,
} from './rescue.ts'

const lapsed = new Date('2026-03-01T10:00:00Z')
const timetable = timetableAfter(lapsed)
const lapse: Lapse = { status: 'suspended', timetable, disputedUntil: null }

describe('a region can be rescued', () => {
  it('from the first day of grace until it is archived', () => {
    const rescuable = SUBSCRIPTION_STATUSES.filter((status) => isRescuable({ ...lapse, status }))
    expect(rescuable).toEqual(['grace', 'suspended', 'evacuating'])
  })

  it('but not while a dispute halts its timetable, nor before anything was paid', () => {
    expect(isRescuable({ ...lapse, disputedUntil: addDays(lapsed, 75) })).toBe(false)
    expect(isRescuable({ ...lapse, timetable: null })).toBe(false)
  })
})

describe('the vote on a rescue', () => {
  it.each([
    ['grace', 13, false],
    ['suspended', 13.9, false],
    ['suspended', 14, true],
    ['suspended', 20, true],
    ['evacuating', 45, true],
    ['evacuating', 50, true],
    ['evacuating', 50.1, false],
    ['archived', 61, false],
    ['active', 20, false],
  ] as const)('in %s, %d days after the paid time: may open %s', (status, days, opens) => {
    const now = new Date(lapsed.getTime() + days * 86_400_000)
    expect(mayOpenRescueVote({ ...lapse, status }, now)).toBe(opens)
  })

  it('opens by no read-only time of a dispute', () => {
    const halted = { ...lapse, disputedUntil: addDays(lapsed, 60) }
    expect(mayOpenRescueVote(halted, addDays(lapsed, 20))).toBe(false)
  })

  it('leaves the winner time to pay before the archive begins', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 62 * 24 }), (hours) => {
        const now = new Date(lapsed.getTime() + hours * 3_600_000)
        if (!mayOpenRescueVote(lapse, now)) return
        expect(payUntil(rescueVoteEndsAt(now)) <= timetable.evacuationUntil).toBe(true)
      }),
    )
  })

  it('passes by the yes of two thirds of the roll, however the others vote', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 30 }).chain((size) =>
          fc.tuple(
            fc.constant(size),
            fc.array(fc.constantFrom('yes' as const, 'no' as const, 'abstain' as const, null), {
              minLength: size,
              maxLength: size,
            }),
          ),
        ),
        ([size, choices]) => {
          const roll = choices.map((_, n) => ({ voterId: String(n), weight: 100 }))
          const ballots = choices.flatMap((choice, n) =>
            choice === null ? [] : [{ voterId: String(n), choice }],
          )
          const yes = choices.filter((choice) => choice === 'yes').length
          const counted = tally({ roll, ballots, ...RESCUE_RULES, majority: 'two_thirds_of_roll' })
          expect(counted.passed).toBe(yes >= Math.ceil((size * 2) / 3))
        },
      ),
    )
  })
})

it.each([
  ['named', 'declined', 'withdrawn'],
  ['accepted', 'declined', null],
  ['voting', 'declined', null],
  ['won', 'gave-up', null],
  ['runner_up', 'gave-up', null],
  ['rescued', null, null],
  ['rejected', null, null],
  ['lapsed', null, null],
] as const)(
  'a rescue that is %s ends by its rescuer as %s, by who named them as %s',
  (status, rescuer, namer) => {
    expect([endOfNaming(status, 'rescuer'), endOfNaming(status, 'namer')]).toEqual([rescuer, namer])
  },
)

it('a payment before the archive rescues, though it is heard of after it', () => {
  const { evacuationUntil } = timetable
  const [before, after] = [new Date(evacuationUntil.getTime() - 1), evacuationUntil]
  const archived: Lapse = { ...lapse, status: 'archived' }
  expect([isRescuedBy(archived, before), isRescuedBy(archived, after)]).toEqual([true, false])
  expect(isRescuedBy({ ...archived, disputedUntil: after }, before)).toBe(false)
  expect(isRescuedBy({ ...archived, timetable: null }, before)).toBe(false)
  expect(isRescuedBy({ ...archived, status: 'active' }, before)).toBe(false)
  expect(isRescuedBy(lapse, after)).toBe(true)
})

it('the right to pay ends with the archive, also where a vote was counted late', () => {
  const { evacuationUntil } = timetable
  const late = addDays(evacuationUntil, -1)
  expect(rightToPayUntil(late, timetable)).toEqual(evacuationUntil)
  expect(rightToPayUntil(lapsed, timetable)).toEqual(payUntil(lapsed))
  expect(rightToPayUntil(late, null)).toEqual(payUntil(late))
})

describe('naming a rescuer', () => {
  const request: Parameters<typeof mayNameRescuer>[0] = {
    membershipType: 'citizen',
    lapse: { ...lapse, status: 'grace' },
    rescuer: { membershipType: 'citizen', isOwner: false, hasOpenRescue: false },
    lastFailedAt: null,
    hasNamed: false,
    now: addDays(lapsed, 2),
  }
  it.each<[NamingRefusal, Partial<typeof request>]>([
    ['citizens-only', { membershipType: 'resident' }],
    ['citizens-only', { membershipType: null }],
    ['not-lapsing', { lapse: null }],
    ['not-lapsing', { lapse: { ...lapse, status: 'active' } }],
    ['not-lapsing', { lapse: { ...lapse, disputedUntil: addDays(lapsed, 9) } }],
    ['owner', { rescuer: { membershipType: 'citizen', isOwner: true, hasOpenRescue: false } }],
    ['not-a-citizen', { rescuer: { membershipType: null, isOwner: false, hasOpenRescue: false } }],
    ['already-named', { rescuer: { membershipType: 'citizen', isOwner: false, hasOpenRescue: true } }],
    ['one-each', { hasNamed: true }],
    ['rest', { lastFailedAt: addDays(lapsed, -27) }],
  ])('is refused: %s (%#)', (reason, change) => {
    expect(mayNameRescuer({ ...request, ...change })).toMatchObject({ ok: false, reason })
  })

  it('is open to every citizen, and again after the rest', () => {
    expect(mayNameRescuer(request).ok).toBe(true)
    expect(mayNameRescuer({ ...request, lastFailedAt: addDays(lapsed, -28) }).ok).toBe(true)
  })
})

describe('of several rescuers', () => {
  const one = { id: 'a', passed: true, yes: 4, acceptedAt: lapsed, isEligible: true }
  it('the one with most yes is first, then who accepted first', () => {
    const later = { ...one, id: 'b', acceptedAt: addDays(lapsed, 1) }
    const more = { ...one, id: 'c', yes: 5, acceptedAt: addDays(lapsed, 2) }
    const twin = { ...one, id: 'd' }
    expect(rankRescues([later, twin, more, one]).map(({ id }) => id)).toEqual(['c', 'a', 'd', 'b'])
  })

  it('nobody wins who did not pass, or may no longer be the owner', () => {
    expect(
      rankRescues([
        { ...one, passed: false },
        { ...one, isEligible: false },
      ]),
    ).toEqual([])
  })
})

it('a rescue is open until it is decided for good', () => {
  expect(RESCUE_STATUSES.filter((status) => !isOpenRescue(status))).toEqual(['rescued', 'rejected', 'lapsed'])
})
