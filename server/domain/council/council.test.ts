import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { COUNCIL_SEAT_WEIGHT } from '../membership/voting-power.ts'
import { tally, type BallotChoice } from '../voting/tally.ts'
import { COUNCIL_RULES, requiredSeats } from './council-rules.ts'
import { checkMotionWithdrawal, checkNewMotion, LEVER_NOTICE_MS, motionEffectiveAt } from './motion-rules.ts'
import { describeNexusValue, FOUNDING_NEXUS_SETTINGS, NEXUS_BOUNDS, NEXUS_LEVERS } from './nexus-settings.ts'
import { proposedValueToWire, readProposedValue } from './proposed-value.ts'
import { holderRoll, seatOf, seatRoll, type CouncilSeat } from './seats.ts'

const seat = (holderId: string, regionId: string) => ({
  holderId,
  regionId,
  regionName: regionId,
  regionDisplayName: regionId,
  capacity: 'owner' as const,
})

describe('seats', () => {
  const region = { regionId: 'r', regionName: 'r', regionDisplayName: 'R', ownerId: 'owner' }

  it('the ambassador holds the region’s seat, or the owner while there is no ambassador', () => {
    expect(seatOf({ ...region, ambassadorId: null })).toMatchObject({ holderId: 'owner', capacity: 'owner' })
    expect(seatOf({ ...region, ambassadorId: 'envoy' })).toEqual({
      regionId: 'r',
      regionName: 'r',
      regionDisplayName: 'R',
      holderId: 'envoy',
      capacity: 'ambassador',
    })
  })

  it('a holder of several seats votes with all of them, and the published roll lists each', () => {
    const seats = [seat('b', 'r1'), seat('a', 'r2'), seat('b', 'r3')]
    expect(holderRoll(seats)).toEqual([
      { voterId: 'a', weight: 100, reason: 'galactic_seat' },
      { voterId: 'b', weight: 200, reason: 'galactic_seat' },
    ])
    expect(seatRoll(seats).map(({ voterId }) => voterId)).toEqual(['a/r2', 'b/r1', 'b/r3'])
  })
})

/** By the one engine of all votes, from what the store has: sums of the roll by seat, and ballots that speak for seats. */
const countMotion = (seats: CouncilSeat[], cast: { voterId: string; choice: BallotChoice }[]) =>
  tally({
    rollSums: { size: seats.length, weight: seats.length * COUNCIL_SEAT_WEIGHT },
    bundles: cast.flatMap(({ voterId, choice }) =>
      holderRoll(seats)
        .filter((entry) => entry.voterId === voterId)
        .map(({ weight }) => ({ choice, weight, represents: weight / COUNCIL_SEAT_WEIGHT })),
    ),
    ...COUNCIL_RULES,
  })

describe('counting', () => {
  it.each([
    [1, 1],
    [2, 2],
    [3, 2],
    [6, 2],
    [7, 3],
    [9, 3],
    [300, 100],
  ])('of %i seats %i must vote', (seats, required) => {
    expect(requiredSeats(seats)).toBe(required)
  })

  const seats = [seat('a', 'r1'), seat('a', 'r2'), seat('b', 'r3'), seat('c', 'r4'), seat('d', 'r5')]

  it('counts seats, not people', () => {
    expect(
      countMotion(seats, [
        { voterId: 'a', choice: 'yes' },
        { voterId: 'b', choice: 'no' },
      ]),
    ).toMatchObject({
      passed: true,
      rollSize: 5,
      turnout: 3,
      yesBallots: 2,
      yesWeight: 200,
      noBallots: 1,
      requiredTurnout: 2,
    })
  })

  it('fails on a tie, without a quorum, and when all abstain', () => {
    const tie = [
      { voterId: 'a', choice: 'yes' as const },
      { voterId: 'b', choice: 'no' as const },
      { voterId: 'c', choice: 'no' as const },
    ]
    expect(countMotion(seats, tie)).toMatchObject({ passed: false, outcome: 'not-outweighed' })
    expect(countMotion(seats, [{ voterId: 'b', choice: 'yes' }])).toMatchObject({ outcome: 'quorum-not-met' })
    expect(countMotion(seats, [{ voterId: 'a', choice: 'abstain' }])).toMatchObject({
      outcome: 'not-outweighed',
    })
  })

  it('has no room for ballots of more seats than there are', () => {
    const twice = { voterId: 'a', choice: 'yes' as const }
    expect(() => countMotion(seats, [twice, twice, twice])).toThrow(RangeError)
  })

  it('passes if a third took part and yes outnumbers no, else fails', () => {
    const choice = fc.constantFrom('yes' as const, 'no' as const, 'abstain' as const, null)
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 5 }), { minLength: 1, maxLength: 40 }),
        fc.array(choice, { minLength: 6, maxLength: 6 }),
        (holders, choices) => {
          const all = holders.map((holder, at) => seat(`${holder}`, `r${at}`))
          const ballots = [...new Set(holders)].flatMap((holder) => {
            const own = choices[holder] ?? null
            return own === null ? [] : [{ voterId: `${holder}`, choice: own }]
          })
          const voted = (word: string) => holders.filter((holder) => choices[holder] === word).length
          const took = holders.filter((holder) => (choices[holder] ?? null) !== null).length
          const isQuorate =
            holders.length === 1 ? took === 1 : took >= 2 && took >= Math.ceil(holders.length / 3)
          expect(countMotion(all, ballots).passed).toBe(isQuorate && voted('yes') > voted('no'))
        },
      ),
    )
  })
})

describe('what a motion proposes', () => {
  const read = (type: 'gate_toll' | 'nexus_tax' | 'motion', value: number | null) =>
    readProposedValue(type, value, FOUNDING_NEXUS_SETTINGS)

  it('is stored in the lever’s unit and shown as entered', () => {
    expect(read('gate_toll', 40)).toEqual({ ok: true, value: 40 })
    expect(read('nexus_tax', 0.075)).toEqual({ ok: true, value: 750 })
    expect(read('motion', null)).toEqual({ ok: true, value: null })
    expect(proposedValueToWire('nexus_tax', 750)).toBe(0.075)
    expect(proposedValueToWire('gate_toll', 40)).toBe(40)
    expect(proposedValueToWire('motion', null)).toBeNull()
  })

  it.each([
    ['gate_toll', -1, 'out-of-bounds'],
    ['gate_toll', 1_001, 'out-of-bounds'],
    ['gate_toll', 1.5, 'out-of-bounds'],
    ['gate_toll', null, 'value-missing'],
    ['gate_toll', Number.NaN, 'value-missing'],
    ['nexus_tax', 0.1501, 'out-of-bounds'],
    ['nexus_tax', -0.01, 'out-of-bounds'],
    ['nexus_tax', 0.05, 'no-change'],
    ['gate_toll', 25, 'no-change'],
    ['motion', 3, 'value-on-a-text'],
  ] as const)('%s of %s is refused: %s', (type, value, reason) => {
    expect(read(type, value)).toMatchObject({ ok: false, reason })
  })

  it('the bounds are allowed and named in the refusal', () => {
    for (const value of [0, 1_000]) expect(read('gate_toll', value).ok).toBe(true)
    for (const value of [0, 0.15]) expect(read('nexus_tax', value).ok).toBe(true)
    expect(read('nexus_tax', 0.2)).toMatchObject({ message: 'The Nexus tax must be between 0% and 15%.' })
    expect(read('gate_toll', 2_000)).toMatchObject({
      message: 'The gate toll must be whole credits between 0 and 1,000.',
    })
  })

  it('the initial values are within the bounds', () => {
    for (const lever of NEXUS_LEVERS) {
      expect(FOUNDING_NEXUS_SETTINGS[lever]).toBeGreaterThanOrEqual(NEXUS_BOUNDS[lever].min)
      expect(FOUNDING_NEXUS_SETTINGS[lever]).toBeLessThanOrEqual(NEXUS_BOUNDS[lever].max)
    }
    expect(describeNexusValue('gateTollCredits', 1)).toBe('1 credit')
    expect(describeNexusValue('gateTollCredits', 25)).toBe('25 credits')
    expect(describeNexusValue('nexusTaxBp', 750)).toBe('7.5%')
  })
})

describe('limits on open motions', () => {
  const open = (motionType: 'gate_toll' | 'motion', seatRegionId: string, isVoting = true) => ({
    motionType,
    seatRegionId,
    isVoting,
  })

  it('one motion per lever until it takes effect, any number of text motions', () => {
    const toll = { motionType: 'gate_toll' as const, seatRegionId: 'r2' }
    expect(checkNewMotion(toll, [open('gate_toll', 'r1')])).toMatchObject({ reason: 'lever-already-open' })
    expect(checkNewMotion(toll, [open('gate_toll', 'r1', false)])).toMatchObject({
      reason: 'lever-already-open',
    })
    expect(checkNewMotion({ ...toll, motionType: 'nexus_tax' }, [open('gate_toll', 'r1')]).ok).toBe(true)
    expect(checkNewMotion({ ...toll, motionType: 'motion' }, [open('motion', 'r1')]).ok).toBe(true)
  })

  it('three per seat, not counting passed ones', () => {
    const text = { motionType: 'motion' as const, seatRegionId: 'r1' }
    const own = [open('motion', 'r1'), open('motion', 'r1'), open('motion', 'r1')]
    expect(checkNewMotion(text, own)).toMatchObject({ reason: 'too-many-open-motions' })
    expect(checkNewMotion({ ...text, seatRegionId: 'r2' }, own).ok).toBe(true)
    expect(checkNewMotion(text, [...own.slice(1), open('motion', 'r1', false)]).ok).toBe(true)
  })

  it('the proposer may withdraw until the first ballot', () => {
    const motion = { isProposer: true, isOpen: true, ballotCount: 0 }
    expect(checkMotionWithdrawal(motion).ok).toBe(true)
    expect(checkMotionWithdrawal({ ...motion, isProposer: false })).toMatchObject({
      reason: 'not-the-proposer',
    })
    expect(checkMotionWithdrawal({ ...motion, isOpen: false })).toMatchObject({ reason: 'not-open' })
    expect(checkMotionWithdrawal({ ...motion, ballotCount: 1 })).toMatchObject({
      reason: 'voting-has-begun',
      message: 'A motion cannot be withdrawn once a ballot has been cast.',
    })
  })

  it('a lever changes a day after it passed, a text motion takes effect at once', () => {
    const passed = new Date('2102-05-01T12:00:00Z')
    expect(motionEffectiveAt('motion', passed)).toEqual(passed)
    expect(motionEffectiveAt('gate_toll', passed).getTime() - passed.getTime()).toBe(LEVER_NOTICE_MS)
  })
})
